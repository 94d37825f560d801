"""The figures that the typology rests on, as known by the day of the edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from cohesion.store import Selection, select

#: The one indicator of the plan that is computed: deaths over the years' person-years.
HOMICIDE_RATE = "homicide_rate"


def need(sectors: Mapping[str, Any]) -> tuple[pd.DataFrame, list[Selection]]:
    """Return the plan's indicators by state, each turned so that more is more need.

    Returns
    -------
    DataFrame
        States × indicators in the units of the catalogue (the homicide rate as the logarithm of
        deaths per 100 000 people and year).
    list of Selection
        What the figures came from.
    """
    options = {i: o for sector in sectors.values() for i, o in sector["indicators"].items()}
    published = [indicator for indicator in options if indicator != HOMICIDE_RATE]
    selection = select(published, years=sorted({options[i]["year"] for i in published}))
    wide = selection.wide()
    columns = {}
    sources = [selection]
    for indicator, option in options.items():
        if indicator == HOMICIDE_RATE:
            rate, used = homicide_rate(option["years"])
            columns[indicator] = np.log(rate)
            sources += used
        else:
            columns[indicator] = wide[(indicator, option["year"])]
    return pd.DataFrame(columns), sources


def homicide_rate(years: list[int]) -> tuple[pd.Series, list[Selection]]:
    """Return deaths by homicide per 100 000 people and year, by state of residence.

    The denominator is the census of 2010 in every year, as in the analysis plan.
    """
    deaths = select("homicides_residence", years=years)
    people = select("population_census", years=[2010])
    yearly = deaths.wide().sum(axis=1, min_count=len(years)) / len(years)
    return yearly / people.wide(2010)["population_census"] * 100_000, [deaths, people]
