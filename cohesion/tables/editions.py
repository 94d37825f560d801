"""Editions that may not meet in one row, difference, rank or chart.

Two editions of one indicator differ in weights or definitions. A level of the day is taken from
what had been published by the day; a change, an interval or a comparison of groups needs one
*series* for all that it compares. Where the publisher repeats a measure without revising it, the
catalogue says so in ``<publisher>.comparable.csv``; every other mixture is refused.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import csv as csv_file
from cohesion.tables import catalogue
from cohesion.tables.cells import Cell, Usable
from cohesion.tables.geography import NATION, STATE_CODES

COMPARABLE_COLUMNS = ("indicators", "editions", "reason")
#: Ids of figures that were transcribed as first printed: the same quantity as the id before it.
AS_PUBLISHED = "_as_published"


@dataclass(frozen=True)
class Comparable:
    """Editions of some indicators that the publisher repeats without revising."""

    indicators: frozenset[str]
    editions: frozenset[str]
    reason: str


@functools.cache
def comparable(folder: Path = paths.CATALOGUE) -> tuple[Comparable, ...]:
    """Return what the catalogue declares comparable.

    Raises
    ------
    DataError
        An unknown indicator or edition, a single edition, or an empty reason.
    """
    found = []
    indicators, editions = catalogue.indicators(folder).index, catalogue.editions(folder).index
    for file in sorted(folder.glob("*.comparable.csv")):
        for row in csv_file.read(file, COMPARABLE_COLUMNS).itertuples(index=False):
            entry = Comparable(
                frozenset(row.indicators.split("|")),
                frozenset(row.editions.split("|")),
                row.reason.strip(),
            )
            unknown = sorted(
                (entry.indicators - set(indicators)) | (entry.editions - set(editions))
            )
            if unknown or len(entry.editions) < 2 or not entry.reason:
                raise DataError(
                    f"'{unknown[0]}' is not declared."
                    if unknown
                    else "a row needs two editions and a reason.",
                    file=file,
                    row=row.row,
                    column="indicators",
                    cure="Correct the row: ids with | between them, and why they are comparable.",
                )
            found.append(entry)
    return tuple(found)


def quantity(indicator: str) -> str:
    """Return what an indicator measures: the same for a figure as first printed and its series.

    >>> quantity("poverty_as_published")
    'poverty'
    """
    return indicator.removesuffix(AS_PUBLISHED)


def are_comparable(indicator: str, editions: Iterable[str], folder: Path = paths.CATALOGUE) -> bool:
    """Return whether figures of one indicator from these editions may be compared."""
    together = set(editions)
    return len(together) < 2 or any(
        indicator in entry.indicators and together <= entry.editions for entry in comparable(folder)
    )


def mixtures(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the quantities whose editions may not meet, with those editions.

    Parameters
    ----------
    pairs : iterable of (indicator, edition)
    """
    editions: dict[str, set[str]] = {}
    for indicator, edition in pairs:
        editions.setdefault(quantity(indicator), set()).add(edition)
    return {
        indicator: sorted(found)
        for indicator, found in editions.items()
        if not are_comparable(indicator, found)
    }


def refuse_mixture(cells: Collection[Cell]) -> None:
    """Let the cells pass if each indicator comes from editions that may be compared.

    Raises
    ------
    DataError
        Naming the indicator, its editions and the years of each.
    """
    for indicator, names in mixtures((cell.indicator, cell.edition) for cell in cells).items():
        years = {
            name: sorted(
                {c.year for c in cells if (quantity(c.indicator), c.edition) == (indicator, name)}
            )
            for name in names
        }
        said = "; ".join(f"{name}: {', '.join(map(str, years[name]))}" for name in names)
        raise DataError(
            f"'{indicator}' would mix editions that may not be compared ({said}).",
            column="edition",
            cure="Select the years apart; or one series for all of them (series=True), as a "
            "change, an interval or groups need; or declare in data/catalogue/"
            "<publisher>.comparable.csv why they may be compared.",
        )


def one_series(usable: Mapping[Cell, Usable]) -> dict[Cell, Usable]:
    """Return one edition for each indicator: the one that covers most of what the day knew.

    Parameters
    ----------
    usable : mapping of Cell to Usable
        What a reader of the day could use, as :func:`cohesion.tables.vintage.usable` gives it.

    Returns
    -------
    dict
        The cells of the chosen editions. Of two that cover as much the later one is taken.
    """
    of_edition: dict[tuple[str, str], list[pd.Timestamp]] = {}
    for cell, how in usable.items():
        of_edition.setdefault((cell.indicator, cell.edition), []).append(how.published)
    chosen: dict[str, str] = {}
    for indicator, edition in sorted(
        of_edition, key=lambda pair: (len(of_edition[pair]), max(of_edition[pair]), pair[1])
    ):
        chosen[indicator] = edition
    return {cell: how for cell, how in usable.items() if chosen[cell.indicator] == cell.edition}


def difference(day: pd.Series, series: pd.Series, digits: int = 1) -> dict[str, float | int]:
    """Return how far a re-published indicator differs from the edition of the day.

    Parameters
    ----------
    day, series : Series
        The figures of one year by ``state_code``, nation included.

    Returns
    -------
    dict
        ``nation``, ``least`` and ``most`` (series less day, in the indicator's unit, rounded), and
        ``moved`` (the largest number of ranks that a state moves).
    """
    gap = (series - day).round(digits) + 0.0
    states = [code for code in STATE_CODES if code in gap.index]
    ranks = pd.DataFrame({"day": day[states], "series": series[states]}).rank()
    return {
        "nation": float(gap.get(NATION, float("nan"))),
        "least": float(gap[states].min()),
        "most": float(gap[states].max()),
        "moved": int((ranks["day"] - ranks["series"]).abs().max()),
    }
