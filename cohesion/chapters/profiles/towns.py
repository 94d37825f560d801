"""The municipalities of a state, as its profile and sheet show them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion.chapters.profiles.sheet import Sheet
from cohesion.chapters.series import is_absent
from cohesion.errors import DataError
from cohesion.tables import geo, store


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
    poor (persons, as CONEVAL printed them), social_lag, homicides (deaths of the sheet's years) and
    homicide_rate (per 100 000 and year). What the vintage lacks is missing throughout.
    """
    names = geo.municipality_names()
    frame = names.assign(state_code=names.index.str[:2])
    sources: list = []
    for column, indicator in {
        "population": "population_census",
        "poverty": "poverty",
        "extreme_poverty": "extreme_poverty",
        "poor": "poverty_persons",
        "social_lag": "social_lag_index",
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
    return Municipalities(frame, sources, [deaths, people])
