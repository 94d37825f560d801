"""The figures behind fact sheets, comparison and profiles, read once from the day's vintage."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import pandas as pd
from pydantic import Field

from cohesion import catalogue, geo_files, paths, store, yaml_file
from cohesion.errors import DataError
from cohesion.geography import STATE_CODES
from cohesion.programme.base import Digits, Year
from cohesion.programme.base import Entry as Strict
from cohesion.selection_data import candidate_figures, is_absent
from cohesion.selection_plan import Candidate, validated

SHEET_FILE = paths.PROGRAMME / "profiles" / "sheet.yml"
SOURCE = "programme/profiles/sheet.yml"


class SheetRow(Strict):
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


class Spark(Strict):
    """One small line chart of the fact sheet."""

    id: str
    label: str
    figure: Candidate
    digits: Digits
    from_year: Year
    to_year: Year = 2011


class Sheet(Strict):
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
        Index: row id; label, part, unit, digits, year, direction.
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
    return validated(Sheet, yaml_file.read(file), file)


def load(sheet: Sheet | None = None) -> SheetData:
    """Read every figure that the sheet names from the day's vintage."""
    sheet = sheet or load_sheet()
    known = catalogue.indicators()
    rows, values, errors, absent, row_sources = {}, {}, {}, [], {}
    for row in sheet.indicators:
        try:
            value, se, used = candidate_figures(
                row.figure, list(row.pooled_years) or [row.year], pooled=bool(row.pooled_years)
            )
        except DataError as error:
            if not is_absent(error):
                raise
            absent.append(row.label)
            continue
        column = "pooled" if row.pooled_years else row.year
        values[row.id], errors[row.id] = value[column], se[column]
        direction = row.direction or known.at[row.figure.id, "direction"]
        period = f"{row.pooled_years[0]}–{row.pooled_years[-1]}" if row.pooled_years else row.year
        rows[row.id] = {"label": row.label, "part": row.part, "unit": row.unit,
                        "digits": row.digits, "year": str(period), "direction": direction}
        row_sources[row.id] = used
    series, series_sources = {}, {}
    for spark in sheet.sparklines:
        try:
            value, _, used = candidate_figures(spark.figure)
        except DataError as error:
            if not is_absent(error):
                raise
            continue
        kept = [year for year in value if spark.from_year <= year <= spark.to_year]
        series[spark.id] = value[kept]
        series_sources[spark.id] = used
    return SheetData(pd.DataFrame.from_dict(rows, orient="index"), pd.DataFrame(values),
                     pd.DataFrame(errors).fillna(0.0), series, tuple(absent), row_sources,
                     series_sources, sheet)


def neighbours(code: str) -> list[str]:
    """Return the states that touch a state."""
    pairs = geo_files.neighbour_pairs()
    return sorted(
        [*pairs.loc[pairs["state_code"] == code, "neighbour_code"],
         *pairs.loc[pairs["neighbour_code"] == code, "state_code"]]
    )


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


@dataclass(frozen=True)
class Municipalities:
    """Municipal figures of the day: index mun_code; name, population and what is at hand."""

    frame: pd.DataFrame
    poverty_sources: list
    homicide_sources: list

    @property
    def sources(self) -> list:
        """Selections behind all columns."""
        return [*self.poverty_sources, *self.homicide_sources]


def municipalities(sheet: Sheet) -> Municipalities:
    """Return, by municipality, what the sheets and profiles list.

    Columns: name, state_code, population (census 2010), poverty and extreme_poverty (%, 2010),
    poor (persons), social_lag, homicides (deaths of the sheet's years) and homicide_rate (per
    100 000 and year). What the vintage lacks is missing throughout.
    """
    names = geo_files.municipality_names()
    frame = names.assign(state_code=names.index.str[:2])
    sources: list = []
    for column, indicator in {
        "population": "population_census", "poverty": "poverty",
        "extreme_poverty": "extreme_poverty", "social_lag": "social_lag_index",
    }.items():
        try:
            chosen = store.select(indicator, level="municipality", years=[2010])
        except DataError as error:
            if not is_absent(error):
                raise
            frame[column] = np.nan
            continue
        frame[column] = chosen.frame.set_index("mun_code")["value"].reindex(frame.index)
        sources.append(chosen)
    years = list(sheet.homicide_years)
    deaths = store.select("homicides_mun_vintage2011", level="municipality", years=years)
    people = store.select("population_mun_vintage2011", level="municipality", years=years)
    exposure = people.frame.groupby("mun_code")["value"].sum()
    frame["homicides"] = deaths.frame.groupby("mun_code")["value"].sum().reindex(frame.index)
    frame["exposure"] = exposure.reindex(frame.index)
    frame["homicide_rate"] = frame["homicides"] / frame["exposure"] * 100_000
    frame["poor"] = frame["poverty"] / 100 * frame["population"]
    return Municipalities(frame, sources, [deaths, people])

