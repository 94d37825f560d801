"""The figures that the typology rests on, as known by the day of the edition."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from cohesion.files import entries
from cohesion.files.entries import Entry, Year
from cohesion.methods import association
from cohesion.tables.store import Selection, select

#: The one indicator of the plan that is computed: deaths over the years' person-years.
HOMICIDE_RATE = "homicide_rate"


#: Lacks whose spread over the states is drawn: indicator → label.
LACKS = {
    "extreme_poverty": "Extreme poverty", "deprivation_services": "No basic services",
    "poverty": "Poverty", "deprivation_health": "No access to health",
    "deprivation_social_security": "No social security",
}  # fmt: skip
#: Measures in which groups of people are compared.
COMPARED = [
    "poverty", "extreme_poverty", "deprivation_education", "deprivation_health",
    "deprivation_social_security", "deprivation_housing", "deprivation_services",
    "deprivation_food",
]  # fmt: skip


def need(sectors: Mapping[str, Sector]) -> tuple[pd.DataFrame, list[Selection]]:
    """Return the plan's indicators by state, each turned so that more is more need.

    Returns
    -------
    DataFrame
        States × indicators in the units of the catalogue (the homicide rate as the logarithm of
        deaths per 100 000 people and year).
    list of Selection
        What the figures came from.
    """
    options = {i: o for sector in sectors.values() for i, o in sector.indicators.items()}
    columns: dict[str, pd.Series] = {}
    sources = []
    # Year by year: on a later day a year that is not asked for has another edition, not comparable.
    for year in sorted({option.year for option in options.values() if option.year}):
        published = [i for i, option in options.items() if option.year == year]
        selection = select(published, years=[year])
        columns |= dict(selection.wide(year)[published])
        sources.append(selection)
    if HOMICIDE_RATE in options:
        rate, used = homicide_rate(options[HOMICIDE_RATE].years)
        columns[HOMICIDE_RATE] = np.log(rate)
        sources += used
    return pd.DataFrame(columns)[list(options)], sources


def homicide_rate(years: Sequence[int]) -> tuple[pd.Series, list[Selection]]:
    """Return deaths by homicide per 100 000 people and year, by state of residence.

    The denominator is the census of 2010 in every year, as in the analysis plan.
    """
    deaths = select("homicides_residence", years=list(years))
    people = select("population_census", years=[2010])
    yearly = deaths.wide().sum(axis=1, min_count=len(years)) / len(years)
    return yearly / people.wide(2010)["population_census"] * 100_000, [deaths, people]


class Period(Entry):
    """The reference year or years of an indicator of the typology."""

    year: Year | None = None
    years: tuple[Year, ...] = ()
    log: bool = False

    @model_validator(mode="after")
    def _one_of_both(self) -> Period:
        if (self.year is None) == (not self.years):
            raise ValueError("give either 'year' or 'years'")
        return self


class Sector(Entry):
    """A sector of the typology."""

    label: str
    weight: float = Field(gt=0, le=10)
    indicators: dict[str, Period] = Field(min_length=1)


class Clustering(Entry):
    """How groups of states are formed and when they hold."""

    method: str = Field(min_length=10)
    candidates: tuple[int, ...] = Field(min_length=1)
    rule: str = Field(min_length=10)
    jaccard_threshold: float = Field(gt=0, le=1)
    smallest_group: int = Field(ge=1, le=16)
    replications: int = Field(ge=100)
    seed: int = Field(ge=0)
    check: str = Field(min_length=10)

    @model_validator(mode="after")
    def _numbers_of_groups(self) -> Clustering:
        if not all(2 <= number <= 16 for number in self.candidates):
            raise ValueError("the candidates are numbers of groups from 2 to 16")
        return self


class Terciles(Entry):
    """Thirds of need, when the groups do not hold."""

    score: str = Field(min_length=10)
    robustness: str = Field(min_length=10)
    firm_share: float = Field(gt=0.5, le=1)
    draws: int = Field(ge=100)
    seed: int = Field(ge=0)


class Typology(Entry):
    """``typology.yml``."""

    title: str
    written: datetime.date
    question: str
    sectors: dict[str, Sector] = Field(min_length=2)
    weights_note: str
    clustering: Clustering
    terciles: Terciles
    amendments: tuple[entries.Amendment, ...]


@functools.cache
def load_plan() -> Typology:
    """Return the declared plan; a wrong entry raises :class:`DataError` naming it."""
    return entries.load(Typology, "typology.yml")


def with_development(
    by_sector: pd.DataFrame, fields: Sequence[str], seed: int
) -> dict[str, tuple[float, float, float]]:
    """Return how the need of other sectors goes with that of social development.

    Parameters
    ----------
    by_sector : DataFrame
        States × sectors.
    seed : int
        The bootstrap of each sector begins with it.

    Returns
    -------
    dict
        Sector → correlation and its BCa interval (low, high).
    """
    development, found = by_sector["social_development"], {}
    for field in fields:
        pair = np.column_stack([development, by_sector[field]])
        low, high = association.bca_interval(pair, np.random.default_rng(seed), "pearson")
        found[field] = (development.corr(by_sector[field]), low, high)
    return found


def advantage_of_women(life: Selection) -> pd.Series:
    """Return by state how many years women live longer than men (life expectancy by sex)."""
    ages = life.frame.pivot(index="state_code", columns="sex", values="value").drop(index="00")
    return ages["women"] - ages["men"]
