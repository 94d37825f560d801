"""What a published number says of itself: the row it is, or that it was computed, and its interval.

A number that equals one observation of the tables it cites, digit by digit, *is* that observation:
its row gives the unit of observation, the year and, where the publisher gives a standard error,
the interval. A short number (4, 12, 46.2) may equal a row by chance, so only numbers with enough
digits are looked for; every other number counts as computed.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from cohesion import formats
from cohesion.tables import catalogue, geo, manifest, schema, store
from cohesion.tables.cells import Cell
from cohesion.tables.geography import NATION, NOT_SPECIFIED, state_name

#: Fewer digits than this may meet a row by chance.
ENOUGH_DIGITS = 5
#: As in cohesion.methods, which no room beside it may use: half-width of a 95 % interval in errors.
Z95 = 1.959963984540054
#: The first line of a table holds the names of its columns.
_HEADER_LINES = 1


@dataclass(frozen=True)
class Row:
    """One observation in one table of ``data/``.

    Attributes
    ----------
    line : int
        Line of the file, the header being line 1.
    se : float or None
        Standard error as published.
    """

    table: str
    line: int
    unit: str
    level: str
    year: int
    indicator: str
    sex: str
    group: str
    edition: str
    value: float
    se: float | None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval, where the publisher gives a standard error."""
        if self.se is None:
            return None
        return self.value - Z95 * self.se, self.value + Z95 * self.se


def digits_of(value: float) -> int:
    """Return how many digits a number carries, leading and trailing zeros apart.

    >>> digits_of(46.2), digits_of(0.00120), digits_of(100000), digits_of(64.906414)
    (3, 2, 1, 8)
    """
    mantissa = repr(abs(float(value))).split("e")[0].replace(".", "")
    return len(mantissa.strip("0"))


def row_of(value: Any, sources: Iterable[str]) -> Row | None:
    """Return the one observation that a number is, or None.

    Parameters
    ----------
    value : number or str
        A published value; texts and short numbers are no observation.
    sources : iterable of str
        ``table@edition`` as a published item lists them; others are passed over.

    Returns
    -------
    Row or None
        None where no row, or more than one observation, has exactly this value.
    """
    if isinstance(value, (str, bool)) or not math.isfinite(value):
        return None
    where = getattr(value, "where", ())
    if where:
        return _row_at(*where)
    if digits_of(value) < ENOUGH_DIGITS:
        return None
    found: list[Row] = []
    for source in sources:
        table, _, edition = source.partition("@")
        if not edition or source.startswith("{cite"):
            continue
        frame, level = _frame(table)
        # The numbers first: few are equal, and texts are dear to compare.
        equal = np.flatnonzero(frame["value"].to_numpy() == value)
        match = [place for place in equal if frame["edition"].iat[place] == edition]
        found += [_row(frame, table, level, place) for place in match[:2]]
    # One figure that the publisher repeats in two tables is one observation.
    observations = {(r.unit, r.year, r.indicator, r.sex, r.group, r.edition) for r in found}
    return found[0] if len(observations) == 1 else None


def _row_at(
    table: str, edition: str, indicator: str, year: str, sex: str, group: str, unit: str
) -> Row | None:
    """Return the row of an observation that :meth:`cohesion.tables.store.Selection.value` gave."""
    frame, level = _frame(table)
    place = store.apart_from(table).row(Cell(indicator, int(year), sex, group, edition), unit)
    return None if place is None else _row(frame, table, level, place)


@functools.cache
def _frame(table: str) -> tuple[Any, str]:
    # The manifest of this table alone: a notebook depends on what it opens.
    return store.apart_from(table).frame, manifest.load(table)["level"]


def _row(frame: Any, table: str, level: str, place: int) -> Row:
    row = frame.loc[place]
    se = float(row["se"])
    return Row(
        table=table,
        line=int(place) + 1 + _HEADER_LINES,
        unit=str(row[schema.UNIT_COLUMN[level]]),
        level=level,
        year=int(row["year"]),
        indicator=str(row["indicator"]),
        sex=str(row["sex"]),
        group=str(row["group"]),
        edition=str(row["edition"]),
        value=float(row["value"]),
        se=se if math.isfinite(se) else None,
    )


def unit_name(code: str, level: str = "state") -> str:
    """Return the name of a unit of observation: the nation, a state or a municipality."""
    if level == "municipality":
        name = geo.municipality_names()["name"].get(code, code)
        return f"{name}, {state_name(code[:2])}"
    return "not specified" if code == NOT_SPECIFIED else state_name(code or NATION)


def fields(
    value: Any,
    sources: Iterable[str],
    *,
    digits: int = 1,
    row: Row | None = None,
) -> dict[str, Any]:
    """Return what is stored with a published number beside value, text and sources.

    Returns
    -------
    dict
        ``row`` (table, line, unit, level, year, indicator, sex, group, edition), ``place`` (name
        of the unit of observation), ``year``, ``label`` and, with a standard error, ``interval``
        (low, high) and its text; empty for what was computed.
    """
    found = row or row_of(value, sources)
    if found is None:
        return {}
    stored: dict[str, Any] = {
        "row": {
            name: getattr(found, name)
            for name in (
                "table",
                "line",
                "unit",
                "level",
                "year",
                "indicator",
                "sex",
                "group",
                "edition",
            )
        },  # fmt: skip
        "place": unit_name(found.unit, found.level),
        "year": found.year,
        "label": label_of(found),
    }
    if found.interval is not None:
        stored["interval"] = list(found.interval)
        stored["interval_text"] = formats.interval(*found.interval, digits)
    return stored


def said(
    *,
    label: str = "",
    place: str = "",
    year: int | str = "",
    interval: tuple[float, float] | None = None,
    digits: int = 1,
) -> dict[str, Any]:
    """Return what a notebook said of a number; it comes before what its row tells."""
    words = {"label": label, "place": place, "year": year}
    told: dict[str, Any] = {key: value for key, value in words.items() if value != ""}
    if label:
        told["said"] = True
    if interval is not None:
        told["interval"] = [float(end) for end in interval]
        told["interval_text"] = formats.interval(*told["interval"], digits)
    return told


def label_of(row: Row) -> str:
    """Return what an observation is, in words: its indicator, and the part of the people."""
    label = str(catalogue.indicators().at[row.indicator, "label_en"])
    parts = [
        words.replace("_", " ")
        for words, whole in ((row.sex, "total"), (row.group, "all"))
        if words != whole
    ]
    return f"{label} ({', '.join(parts)})" if parts else label


def with_companions(items: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return, for each number that has one, the text of the interval published beside it.

    A notebook that publishes ``x`` and ``x-interval`` gives the second as the interval of the
    first.
    """
    return {
        name.removesuffix("-interval"): str(item["text"])
        for name, item in items.items()
        if name.endswith("-interval") and name.removesuffix("-interval") in items
    }
