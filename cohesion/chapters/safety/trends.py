"""The trend of homicide in each state, with the variance that the chapter uses and a wider one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cohesion.methods import rates, trends
from cohesion.tables.geography import NATION
from cohesion.tables.store import AS_OF, Selection, select

BEFORE = (2005, 2006, 2007)
AFTER = (2008, 2009, 2010)
#: Years whose ups and downs tell how far a count moves by itself.
QUIET = tuple(range(1997, 2008))
DEATHS = "homicides_residence"
PEOPLE = "population_vintage2011"


@dataclass(frozen=True)
class Trends:
    """Changes of the homicide rate by state, two ways, with what they rest on.

    ``clustered`` takes years as independent, ``serial`` lets a year resemble the one before; both
    have columns before, after, change, low, high, direction.
    """

    clustered: pd.DataFrame
    serial: pd.DataFrame
    factor: float
    rho: float
    sources: list[Selection]


def homicide_trends(as_of: object = AS_OF) -> Trends:
    """Return the change of each state's homicide rate from 2005–2007 to 2008–2010.

    No single year is a base: a year of poor registration would read as a rise. Other chapters take
    the word for a trend from here (``direction``: 1 rose, −1 fell, 0 no clear change).
    """
    deaths = select(DEATHS, years=sorted({*QUIET, *BEFORE, *AFTER}), as_of=as_of)
    people = select(PEOPLE, years=[*BEFORE, *AFTER], as_of=as_of)
    count, base = deaths.wide()[DEATHS], people.wide()[PEOPLE]
    quiet = count[list(QUIET)].drop(index=NATION, errors="ignore")
    factor = rates.dispersion(quiet)
    rho = trends.serial_correlation(quiet)
    parts = (
        count[list(BEFORE)],
        base[list(BEFORE)],
        count[list(AFTER)],
        base[list(AFTER)],
    )
    units = sorted(set(count.index) & set(base.index))
    parts = tuple(part.loc[units] for part in parts)
    return Trends(
        trends.period_change(*parts, factor),
        trends.period_change(*parts, factor, rho=rho),
        factor,
        rho,
        [deaths, people],
    )
