"""The figures behind fact sheets, comparison and profiles, read once from the day's vintage."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.chapters.series import Candidate, candidate_figures, is_absent
from cohesion.errors import DataError
from cohesion.files import entries
from cohesion.files.entries import Digits, Entry, Year
from cohesion.tables import catalogue
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import Selection

SHEET_FILE = paths.PROGRAMME / "profiles" / "sheet.yml"
SOURCE = "programme/profiles/sheet.yml"


class SheetRow(Entry):
    """One line of the fact sheet."""

    id: str
    part: Literal[
        "people", "social development", "basic health", "safety and social care",
        "social cohesion", "governance",
    ]  # fmt: skip
    label: str
    figure: Candidate
    year: Year
    digits: Digits
    unit: str
    direction: Literal["higher_better", "lower_better", "neutral"] | None = None
    pooled_years: tuple[Year, ...] = ()
    #: What stands behind "the highest …" in a sentence; none: the row is no mark of a state.
    noun: str = ""


class Spark(Entry):
    """One small line chart of the fact sheet."""

    id: str
    label: str
    figure: Candidate
    digits: Digits
    from_year: Year
    to_year: Year = 2011


class Sheet(Entry):
    """What the fact sheets show: `data/programme/profiles/sheet.yml`."""

    minimum_population: dict[Literal["poverty", "homicide"], Annotated[int, Field(ge=0)]] = Field(
        min_length=2
    )
    municipalities_listed: int = Field(ge=1)
    homicide_years: tuple[Year, ...] = Field(min_length=1)
    indicators: tuple[SheetRow, ...]
    sparklines: tuple[Spark, ...]


@dataclass(frozen=True)
class SheetData:
    """The figures of every state for one sheet.

    Attributes
    ----------
    rows : DataFrame
        Index: row id; label, part, unit, digits, year, direction, noun.
    values, se : DataFrame
        33 units × row ids.
    series : dict of DataFrame
        Sparkline id → 33 units × years.
    absent : tuple of str
        Labels of the rows that the day's vintage does not hold.
    row_sources, series_sources : dict of list
        Selections of each row and of each sparkline.
    """

    rows: pd.DataFrame
    values: pd.DataFrame
    se: pd.DataFrame
    series: dict[str, pd.DataFrame]
    absent: tuple[str, ...]
    row_sources: dict[str, list]
    series_sources: dict[str, list]
    sheet: Sheet

    @property
    def sources(self) -> list:
        """Selections behind all rows, ready for ``publish``."""
        return self.sources_of(*self.rows.index)

    def sources_of(self, *rows: str) -> list:
        """Return the selections behind some rows."""
        return [chosen for row in rows for chosen in self.row_sources[row]]

    @property
    def all_series_sources(self) -> list:
        """Selections behind the sparklines."""
        return [chosen for used in self.series_sources.values() for chosen in used]


def load_sheet(file: Path = SHEET_FILE) -> Sheet:
    """Return the declared sheet; a wrong entry raises :class:`DataError` naming it."""
    return entries.load(Sheet, file.name, file.parent)


def load(sheet: Sheet | None = None) -> SheetData:
    """Read every figure that the sheet names from the day's vintage."""
    sheet = sheet or load_sheet()
    table = _read_rows(sheet)
    series, series_sources = _read_sparklines(sheet)
    return SheetData(
        pd.DataFrame.from_dict(table.rows, orient="index"),
        pd.DataFrame(table.values),
        pd.DataFrame(table.errors).fillna(0.0),
        series,
        tuple(table.absent),
        table.sources,
        series_sources,
        sheet,
    )


@dataclass
class _Rows:
    """The rows of the sheet's table as they are read, by id; labels of those without a figure."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    values: dict[str, pd.Series] = field(default_factory=dict)
    errors: dict[str, pd.Series] = field(default_factory=dict)
    sources: dict[str, list[Selection]] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)


def _read_rows(sheet: Sheet) -> _Rows:
    """Return value and standard error of every row of the table; what the day lacks stays out."""
    known, read = catalogue.indicators(), _Rows()
    for row in sheet.indicators:
        try:
            value, se, used = candidate_figures(
                row.figure, list(row.pooled_years) or [row.year], pooled=bool(row.pooled_years)
            )
        except DataError as error:
            if not is_absent(error):
                raise
            read.absent.append(row.label)
            continue
        column = "pooled" if row.pooled_years else row.year
        read.values[row.id], read.errors[row.id] = value[column], se[column]
        period = f"{row.pooled_years[0]}–{row.pooled_years[-1]}" if row.pooled_years else row.year
        read.rows[row.id] = {
            "label": row.label,
            "part": row.part,
            "unit": row.unit,
            "digits": row.digits,
            "year": str(period),
            "direction": row.direction or known.at[row.figure.id, "direction"],
            "noun": row.noun,
        }
        read.sources[row.id] = used
    return read


def _read_sparklines(sheet: Sheet) -> tuple[dict[str, pd.DataFrame], dict[str, list[Selection]]]:
    """Return the years of every small line, and the selections that each was read from."""
    series, sources = {}, {}
    for spark in sheet.sparklines:
        try:
            value, _, used = candidate_figures(spark.figure)
        except DataError as error:
            if not is_absent(error):
                raise
            continue
        kept = [year for year in value if spark.from_year <= year <= spark.to_year]
        series[spark.id] = value[kept]
        sources[spark.id] = used
    return series, sources


def places(values: pd.Series, direction: str) -> pd.Series:
    """Return each state's place among the 32, 1 the most favourable; equal values share it.

    A neutral indicator has no favourable side: its places are missing.
    """
    states = values.reindex(list(STATE_CODES))
    if direction == "neutral":
        return pd.Series(np.nan, index=states.index)
    return states.rank(ascending=direction == "lower_better", method="min")


def place_text(place: float, all_places: pd.Series) -> str:
    """Write a place: '3', or '3 =' when it is shared; a dash when there is none."""
    if not np.isfinite(place):
        return "–"
    shared = int((all_places == place).sum()) > 1
    return f"{int(place)} =" if shared else f"{int(place)}"
