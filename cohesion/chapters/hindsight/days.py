"""Reference years: which year and edition a figure has as of a day.

The mission edition names its years one by one. For another day the rule of
``data/programme/time_machine.yml`` finds them: the latest year that a reader of the day could have
known, in one edition for all years that are compared.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, load
from cohesion.tables import catalogue, store, vintage
from cohesion.tables.cells import Cell
from cohesion.tables.geography import NATION, STATE_CODES
from cohesion.tables.store import Selection


class Rule(Entry):
    """How a reference year is found."""

    months_after_year: int = Field(ge=0, le=60)
    projections_end: str
    minimum_states: int = Field(ge=1, le=32)


class TimeMachine(Entry):
    """``time_machine.yml``."""

    days: tuple[datetime.date, ...] = Field(min_length=2)
    rule: Rule
    later_base: dict[str, str]
    draws: int = Field(ge=100)
    data_replicates: int = Field(ge=50)


def load_days(folder: Path = paths.PROGRAMME) -> TimeMachine:
    """Return the rule and the days: that of the edition, then the declared ones that are later.

    Raises
    ------
    DataError
        Days are not in order, or fewer than two are later than that of the edition.
    """
    found = load(TimeMachine, "time_machine.yml", folder)
    own = vintage.as_of()
    later = [day for day in found.days if day > own]
    if list(found.days) != sorted(set(found.days)) or len(later) < 2:
        raise DataError(
            f"as of {own} these are no two later days that follow each other.",
            file=folder / "time_machine.yml",
            column="days",
            cure="Write later days in order, or leave the time machine out of _toc.yml.",
        )
    return found.model_copy(update={"days": (own, *later)})


@dataclass(frozen=True)
class Reference:
    """Year and edition of a figure as of a day.

    Attributes
    ----------
    stand_in : bool
        Whether the edition was published after the day.
    """

    indicator: str
    year: int
    edition: str
    stand_in: bool


class Held(NamedTuple):
    """A year of an indicator in one edition.

    Attributes
    ----------
    states : int
        Number of states with a figure.
    nation : bool
        Whether the nation has one.
    """

    year: int
    edition: str
    published: pd.Timestamp
    states: int
    nation: bool

    def enough(self, *, nation_only: bool) -> bool:
        """Whether it can serve: for the nation (``nation_only``), or for the states."""
        return self.nation if nation_only else self.states >= load_days().rule.minimum_states


@functools.cache
def editions_of(indicator: str) -> tuple[Held, ...]:
    """Return every year and edition of an indicator that the tables hold, states and nation."""
    units: dict[tuple[int, str], set[str]] = {}
    for cell, codes in store.cells_of(indicator):
        if (cell.sex, cell.group) == ("total", "all"):
            units.setdefault((cell.year, cell.edition), set()).update(codes)
    published = catalogue.editions()["published"]
    return tuple(
        Held(year, edition, published[edition], len(codes & set(STATE_CODES)), NATION in codes)
        for (year, edition), codes in sorted(units.items())
    )


@functools.cache
def offered(
    indicator: str, day: datetime.date, *, nation_only: bool = False
) -> tuple[tuple[Held, bool], ...]:
    """Return the years and editions of an indicator that a reader of the day could have known.

    Parameters
    ----------
    nation_only : bool
        Whether a figure for the nation is enough.

    Returns
    -------
    tuple of (Held, bool)
        The second says whether the edition stands in: it was published after the day.
    """
    limit = pd.Timestamp(day)
    # Projections offer years that have not been.
    rows = {
        Cell(indicator, one.year, "total", "all", one.edition): one
        for one in editions_of(indicator)
        if one.enough(nation_only=nation_only) and one.year < day.year
    }
    known = set(vintage.usable(rows, store.vintage_rules(), day))
    if day > vintage.as_of():
        after = pd.DateOffset(months=load_days().rule.months_after_year)
        known |= {cell for cell in rows if pd.Timestamp(cell.year, 12, 31) + after <= limit}
    return tuple((one, one.published > limit) for cell, one in rows.items() if cell in known)


def reference(
    indicator: str, day: datetime.date, *, nation_only: bool = False, span: Sequence[int] = (0,)
) -> Reference | None:
    """Return the latest year of an indicator as of a day, and the edition that it is taken from.

    An edition of the time wins over one that stands in: the latest of those in time, the earliest
    of the others, as in :mod:`cohesion.tables.vintage`.

    Parameters
    ----------
    span : sequence of int
        Years before the reference year that the same edition has to hold as well.

    Returns
    -------
    Reference or None
        None where nothing had been published by the day.
    """
    rows = offered(indicator, day, nation_only=nation_only)
    held = {(one.year, one.edition) for one, _ in rows}
    rows = [
        (one, stand_in)
        for one, stand_in in rows
        if all((one.year - step, one.edition) in held for step in span)
    ]
    if not rows:
        return None
    year = max(one.year for one, _ in rows)
    in_time = [one for one, stand_in in rows if one.year == year and not stand_in]
    later = [one for one, stand_in in rows if one.year == year and stand_in]
    best = max(in_time, key=_age) if in_time else min(later, key=_age)
    return Reference(indicator, year, best.edition, not in_time)


def _age(one: Held) -> tuple[pd.Timestamp, str]:
    return one.published, one.edition


def revised(at: Reference, *, nation_only: bool = False, span: Sequence[int] = (0,)) -> Reference:
    """Return the same year of the same indicator in the last edition that holds it.

    Parameters
    ----------
    span : sequence of int
        Years before it that the edition has to hold as well.
    """
    rows = [one for one in editions_of(at.indicator) if one.enough(nation_only=nation_only)]
    held = {(one.year, one.edition) for one in rows}
    whole = [one for one in rows if all((at.year - step, one.edition) in held for step in span)]
    last = max(whole, key=_age).edition
    return Reference(at.indicator, at.year, last, last != at.edition)


def figures(at: Reference, years: Sequence[int] | None = None) -> tuple[pd.DataFrame, Selection]:
    """Return nation and states × years of one edition, with the selection.

    Parameters
    ----------
    years : sequence of int, optional
        The reference year by default.
    """
    return _figures(at, tuple(sorted(years or [at.year])))


@functools.cache
def _figures(at: Reference, years: tuple[int, ...]) -> tuple[pd.DataFrame, Selection]:
    chosen = store.select(at.indicator, years=list(years), as_of=None, edition=at.edition)
    table = chosen.frame.pivot(index=chosen.unit, columns="year", values="value")
    return table.reindex([NATION, *STATE_CODES]), chosen


def errors(chosen: Selection) -> pd.DataFrame:
    """Return the standard errors of a selection, nation and states × years; NaN for none."""
    table = chosen.frame.pivot(index=chosen.unit, columns="year", values="se")
    return table.reindex([NATION, *STATE_CODES]).astype(float)
