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

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, load
from cohesion.tables import catalogue, manifest, store, vintage
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


@functools.cache
def editions_of(indicator: str) -> pd.DataFrame:
    """Return every year and edition of an indicator that the tables hold, states and nation.

    Returns
    -------
    DataFrame
        year, edition, published, states (with a figure), nation (bool).
    """
    parts = []
    for name, level in store.levels().items():
        if level in ("state", "national") and indicator in manifest.load(name)["indicators"]:
            part = store.read(name)
            unit = "state_code" if "state_code" in part else None
            part = part[part["indicator"] == indicator]
            part = part[(part["sex"] == "total") & (part["group"] == "all") & part["value"].notna()]
            code = part[unit] if unit else NATION
            parts.append(part[["year", "edition"]].assign(code=code))
    if not parts:
        raise DataError(
            f"no table of level 'state' holds '{indicator}'.", cure="Use an id of the catalogue."
        )
    frame = pd.concat(parts, ignore_index=True)
    grouped = frame.groupby(["year", "edition"])["code"]
    table = pd.DataFrame(
        {
            "states": grouped.agg(lambda codes: codes.isin(STATE_CODES).sum()),
            "nation": grouped.agg(lambda codes: (codes == NATION).any()),
        }
    ).reset_index()
    return table.assign(published=table["edition"].map(catalogue.editions()["published"]))


@functools.cache
def offered(indicator: str, day: datetime.date, *, nation_only: bool = False) -> pd.DataFrame:
    """Return the years and editions of an indicator that a reader of the day could have known.

    Parameters
    ----------
    nation_only : bool
        Whether a figure for the nation is enough.

    Returns
    -------
    DataFrame
        As :func:`editions_of`, with ``stand_in``.
    """
    rule = load_days().rule
    rows = editions_of(indicator)
    rows = rows[rows["nation"]] if nation_only else rows[rows["states"] >= rule.minimum_states]
    # Projections offer years that have not been.
    rows = rows[rows["year"] < day.year]
    cells = rows.assign(indicator=indicator, sex="total", group="all")
    usable = vintage.eligible_cells(cells, catalogue.editions(), catalogue.stand_ins(), day)
    keys = ["year", "edition"]
    known = pd.MultiIndex.from_frame(rows[keys]).isin(pd.MultiIndex.from_frame(usable[keys]))
    limit = pd.Timestamp(day)
    if day > vintage.as_of():
        out = pd.to_datetime(rows["year"].astype(str) + "-12-31")
        out += pd.DateOffset(months=rule.months_after_year)
        known |= (out <= limit).to_numpy()
    return rows[known].assign(stand_in=rows["published"] > limit)


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
    held = {edition: set(part["year"]) for edition, part in rows.groupby("edition")}
    rows = rows[
        [{row.year - step for step in span} <= held[row.edition] for row in rows.itertuples()]
    ]
    if rows.empty:
        return None
    last = rows[rows["year"] == rows["year"].max()]
    in_time = last[~last["stand_in"]].sort_values(["published", "edition"])
    later = last[last["stand_in"]].sort_values(["published", "edition"])
    row = in_time.iloc[-1] if len(in_time) else later.iloc[0]
    return Reference(indicator, int(row["year"]), row["edition"], bool(row["stand_in"]))


def revised(at: Reference, *, nation_only: bool = False, span: Sequence[int] = (0,)) -> Reference:
    """Return the same year of the same indicator in the last edition that holds it.

    Parameters
    ----------
    span : sequence of int
        Years before it that the edition has to hold as well.
    """
    rows = editions_of(at.indicator)
    enough = rows["nation"] if nation_only else rows["states"] >= load_days().rule.minimum_states
    wanted = {at.year - step for step in span}
    held = rows[enough].groupby("edition").agg(years=("year", set), published=("published", "max"))
    held = held[[wanted <= years for years in held["years"]]]
    last = held.sort_values("published", kind="stable").index[-1]
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
