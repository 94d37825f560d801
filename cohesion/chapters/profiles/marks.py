"""What is particular to a state: the figures in which it stands at an end of the thirty-two."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion import formats, phrases
from cohesion.chapters.profiles import violence
from cohesion.chapters.profiles.sheet import SheetData
from cohesion.methods.estimates import Z95
from cohesion.tables.geography import NATION, STATE_CODES, state_name

NAMED = 2  # figures in the sentence
NORMAL_IQR = 1.349  # quartile range of a normal variable in standard deviations
NEAR_THE_END = 3  # "the third highest" is a mark, the eighth is none


@dataclass(frozen=True)
class Mark:
    """The standing of a state in one figure.

    Attributes
    ----------
    row : str
        Row of the sheet.
    place : int
        Counted from the highest of the states; a shared place is the first of those that share it.
    alone : bool
        Whether the next state lies further away than the sampling error of both.
    distance : float
        From the median of the states, in robust standard deviations.
    """

    row: str
    place: int
    alone: bool
    distance: float


def marks(data: SheetData, code: str, leave_out: Collection[str] = ()) -> list[Mark]:
    """Return the standing of a state in every figure that has a noun, the most particular first.

    Ends that no sampling error puts in doubt come before other ends, these before other places;
    then the distance from the median of the states decides.
    """
    found = []
    rows = data.rows.index[data.rows["noun"] != ""].difference(list(leave_out), sort=False)
    # As arrays: forty figures of thirty-two states are asked for in turn.
    columns = data.values.loc[list(STATE_CODES), rows].to_numpy(dtype=float).T
    for row, column in zip(rows, columns, strict=True):
        own, known = column[STATE_CODES.index(code)], ~np.isnan(column)
        if np.isnan(own):
            continue
        values = column[known]
        high, low = np.percentile(values, (75, 25))
        spread = float(high - low) / NORMAL_IQR
        distance = float(own - np.median(values)) / spread if spread > 0 else 0.0
        place = int((values > own).sum()) + 1
        if distance < 0:  # counted from the low end a shared place is the last of those sharing it
            place = len(values) - int((values < own).sum())
        found.append(Mark(row, place, _alone(column, data.se[row], code), distance))
    number = len(STATE_CODES)
    return sorted(
        found,
        key=lambda mark: (
            mark.place not in (1, number),
            not mark.alone,
            -abs(mark.distance),
            mark.row,
        ),
    )


def _alone(column: np.ndarray, se: pd.Series, code: str) -> bool:
    """Whether no state lies as near to another as their sampling errors reach."""
    own = STATE_CODES.index(code)
    gap = np.abs(column - column[own])
    gap[own] = np.nan
    other = int(np.nanargmin(gap))
    return bool(gap[other] > Z95 * np.hypot(se.get(code, 0.0), se.get(STATE_CODES[other], 0.0)))


def particular(data: SheetData, code: str) -> str:
    """Return the first sentence of a profile: in what the state stands at an end of the 32."""
    parts = [_said(data, mark) for mark in named(data, code)]
    return f"**{state_name(code)}** has {phrases.listed(parts)} of all states."


def figures(data: SheetData, code: str) -> str:
    """Return the figures of :func:`particular`, each beside the nation's."""
    parts = [_written(data, mark, code) for mark in named(data, code)]
    return f"{phrases.capital('; '.join(parts))}."


def named(data: SheetData, code: str) -> list[Mark]:
    """Return the marks that a profile names.

    A homicide rate from a register that swings from year to year is no mark.
    """
    leave_out = {"homicide_rate"} if violence.caution(code) else set()
    found = marks(data, code, leave_out)
    number = len(STATE_CODES)
    chosen = [mark for mark in found if mark.place in (1, number) and mark.alone][:NAMED]
    if not chosen:  # nothing sets it apart beyond sampling error: name the end it is nearest to
        chosen = sorted(found, key=lambda mark: (-abs(mark.distance), mark.row))[:1]
    return chosen


def _written(data: SheetData, mark: Mark, code: str) -> str:
    row = data.rows.loc[mark.row]
    digits, unit = int(row["digits"]), "" if row["unit"].startswith("index") else row["unit"]
    value, nation = data.values.at[code, mark.row], data.values.at[NATION, mark.row]
    beside = f" (nation {formats.number(nation, digits)})" if np.isfinite(nation) else ""
    return f"{row['noun']}: {formats.with_unit(formats.number(value, digits), unit)}{beside}"


def _said(data: SheetData, mark: Mark) -> str:
    noun, number = data.rows.at[mark.row, "noun"], len(STATE_CODES)
    near = min(mark.place, number + 1 - mark.place) <= NEAR_THE_END
    if near and mark.alone:
        return f"{phrases.place_from(mark.place, number)} {noun}"
    article = "an" if noun[0] in "aeiou" else "a"
    high = mark.distance > 0
    if near:
        return f"{article} {noun} among the {'highest' if high else 'lowest'}"
    return f"{article} {noun} {'above' if high else 'below'} the median"
