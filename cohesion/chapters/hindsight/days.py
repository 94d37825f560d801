"""Reference years: which year and edition a figure has as of a day.

The mission edition names its years one by one. For another day the rule of
``data/programme/time_machine.yml`` finds them: the latest year that a reader of the day could have
known, in one edition for all years that are compared.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError, near
from cohesion.files.entries import Entry, load
from cohesion.tables import catalogue, store, vintage
from cohesion.tables.cells import Cell, Usable
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
        Days are not in order, or fewer than two are later than that of the edition; a base that
        is no indicator.
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
    known = catalogue.indicators().index
    for name in (*found.later_base, *found.later_base.values()):
        if name not in known:
            raise DataError(
                f"unknown indicator '{name}'{near(name, known)}.",
                file=folder / "time_machine.yml",
                column="later_base",
                cure="Use an id of the indicator catalogue.",
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


@functools.cache
def editions_of(indicator: str) -> tuple[Held, ...]:
    """Return every year and edition of an indicator that the tables hold, states and nation.

    Raises
    ------
    DataError
        No table of states or of the nation holds it.
    """
    units: dict[tuple[int, str], set[str]] = {}
    for cell, codes in store.cells_of(indicator):
        if (cell.sex, cell.group) == ("total", "all"):
            units.setdefault((cell.year, cell.edition), set()).update(codes)
    published = catalogue.editions()["published"]
    return tuple(
        Held(year, edition, published[edition], len(codes & set(STATE_CODES)), NATION in codes)
        for (year, edition), codes in sorted(units.items())
    )


def _serving(indicator: str, *, nation_only: bool) -> dict[Cell, pd.Timestamp]:
    """Return the cells that can serve, for the nation or for the states, with their day."""
    minimum = load_days().rule.minimum_states
    return {
        Cell(indicator, one.year, "total", "all", one.edition): one.published
        for one in editions_of(indicator)
        if (one.nation if nation_only else one.states >= minimum)
    }


def _with_span(cells: Collection[Cell], span: Sequence[int]) -> list[Cell]:
    """Return the cells whose edition holds all years of the span before theirs."""
    return [
        cell
        for cell in cells
        if all(cell._replace(year=cell.year - step) in cells for step in span)
    ]


@functools.cache
def offered(
    indicator: str, day: datetime.date, *, nation_only: bool = False
) -> Mapping[Cell, Usable]:
    """Return the years and editions of an indicator that a reader of the day could have known.

    Parameters
    ----------
    nation_only : bool
        Whether a figure for the nation is enough.

    Returns
    -------
    mapping of Cell to Usable
        An edition that was published after the day stands in.
    """
    limit = pd.Timestamp(day)
    # Projections offer years that have not been.
    rows = {
        cell: published
        for cell, published in _serving(indicator, nation_only=nation_only).items()
        if cell.year < day.year
    }
    known = set(vintage.usable(rows, store.vintage_rules(), day))
    if day > vintage.as_of():
        after = pd.DateOffset(months=load_days().rule.months_after_year)
        known |= {cell for cell in rows if pd.Timestamp(cell.year, 12, 31) + after <= limit}
    return {cell: Usable(rows[cell], rows[cell] > limit) for cell in rows if cell in known}


def reference(
    indicator: str, day: datetime.date, *, nation_only: bool = False, span: Sequence[int] = (0,)
) -> Reference | None:
    """Return the latest year of an indicator as of a day, and the edition that it is taken from.

    Of the editions of that year the vintage rule takes one
    (:func:`cohesion.tables.vintage.one_edition_each`).

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
    whole = _with_span(rows, span)
    if not whole:
        return None
    year = max(cell.year for cell in whole)
    taken = vintage.one_edition_each({cell: rows[cell] for cell in whole if cell.year == year})
    ((cell, how),) = taken.items()
    return Reference(indicator, year, cell.edition, how.stand_in)


def revised(at: Reference, *, nation_only: bool = False, span: Sequence[int] = (0,)) -> Reference:
    """Return the same year of the same indicator in the last edition that holds it.

    Parameters
    ----------
    span : sequence of int
        Years before it that the edition has to hold as well.
    """
    rows = _serving(at.indicator, nation_only=nation_only)
    whole = [cell for cell in _with_span(rows, span) if cell.year == at.year]
    last = max(whole, key=lambda cell: (rows[cell], cell.edition)).edition
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
