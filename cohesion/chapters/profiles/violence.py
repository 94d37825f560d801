"""What sheets and profiles may say about homicides in a state.

A single year is no base: a year in which few deaths were registered would read as a rise after it.
The word for a trend is therefore that of the chapter on safety, from two periods of three years
with the variance of clustered deaths; and where the yearly register swings, the text says so.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import pandas as pd

from cohesion import formats, phrases
from cohesion.chapters.safety.trends import AFTER, BEFORE, Trends, homicide_trends
from cohesion.methods import rates
from cohesion.publishing.claims import Claim, within
from cohesion.tables import store
from cohesion.tables.geography import NATION, STATE_CODES, state_name

#: A count that falls to less than half within a year and was not small tells of the register.
SWING = 2.0
#: Deaths of the earlier year; below, halving may be chance.
ENOUGH = 100
#: Years in which the register is looked at: those on which the trend rests.
LOOKED_AT = (*BEFORE, *AFTER)
#: No rate of a state changes by more, per 100 000.
WIDEST = 1000.0
BOTH_PERIODS = f"{BEFORE[0]}–{BEFORE[-1]} and {AFTER[0]}–{AFTER[-1]}"


@dataclass(frozen=True)
class Swing:
    """The deepest fall of a state's registered homicides from one year to the next."""

    year: int
    before: int
    after: int


@functools.cache
def trends() -> Trends:
    """Return the changes of all states, read once."""
    return homicide_trends()


@functools.cache
def yearly() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return deaths by homicide and populations, units × the years that both have."""
    wide = [
        store.select(name).frame.pivot(index="state_code", columns="year", values="value")
        for name in ("homicides_residence", "population_vintage2011")
    ]
    years = sorted(set(wide[0]) & set(wide[1]))
    units = [NATION, *STATE_CODES]
    return wide[0].reindex(units)[years], wide[1].reindex(units)[years]


def verdict(changes: pd.DataFrame, code: str) -> str:
    """Return 'rose', 'fell' or 'no clear change' for one state.

    Parameters
    ----------
    changes : DataFrame
        States × before, after, low, high (see ``homicide_trends``).
    """
    return phrases.verdict(changes.at[code, "low"], changes.at[code, "high"])


def of_the_nation() -> tuple[float, float]:
    """Return the nation's homicide rate of both periods, per 100 000 and year."""
    deaths, people = (part.loc[NATION] for part in yearly())
    before, after = (
        float(deaths[list(period)].sum() / people[list(period)].sum() * rates.PER)
        for period in (BEFORE, AFTER)
    )
    return before, after


def means(found: Trends, code: str) -> list[tuple[tuple[int, ...], float]]:
    """Return the two periods with the state's mean rate of each."""
    own = found.clustered.loc[code]
    return [(BEFORE, float(own["before"])), (AFTER, float(own["after"]))]


def spoken(code: str) -> str:
    """Return the name of a state as it stands in a sentence; two of them carry an article.

    >>> spoken("09"), spoken("15"), spoken("20")
    ('the Federal District', 'the State of Mexico', 'Oaxaca')
    """
    name = state_name(code)
    return f"the {name}" if name in ("Federal District", "State of Mexico") else name


def sentence(changes: pd.DataFrame, nation: tuple[float, float], code: str, claim: str) -> str:
    """Say what the homicide rate of a state did, bound to the claim of that name.

    Parameters
    ----------
    changes : DataFrame
        States × before, after, low, high (see ``homicide_trends``).
    nation : tuple of float
        The nation's rate of both periods.
    code, claim : str
        The state, and the claim that :func:`conclusion` returns for it.
    """
    word = verdict(changes, code)
    own = changes.loc[code]
    name = spoken(code)
    said = (
        f"the homicide rate of {name} shows {word}"
        if word.startswith("no ")
        else f"the homicide rate of {name} {word} by more than yearly ups and downs explain"
    )
    return (
        f"[{phrases.capital(said)}]{{.claim .claim--{claim}}} between {BOTH_PERIODS}: "
        f"{formats.number(own['before'])} and {formats.number(own['after'])} a year per "
        f"{formats.integer(rates.PER)} (nation: {formats.number(nation[0])} and "
        f"{formats.number(nation[1])})."
    )


def told(code: str, claim: str) -> str:
    """Return :func:`sentence` on the figures of the day."""
    return sentence(trends().clustered, of_the_nation(), code, claim)


def conclusion(found: Trends, code: str, claim: str) -> dict[str, Claim]:
    """Return the claim on which the sentence of one state rests."""
    changes = found.clustered
    word = verdict(changes, code)
    holds = {"rose": "low > 0", "fell": "high < 0"}.get(word, "low <= 0 and high >= 0")
    told = {
        "rose": "lies above zero as a whole",
        "fell": "lies below zero as a whole",
    }.get(word, "holds zero: a rise or a fall is neither shown nor excluded")
    low, high = (float(changes.at[code, side]) for side in ("low", "high"))
    return {
        claim: Claim(
            f"the interval of the change of the homicide rate of {state_name(code)} "
            f"between {BOTH_PERIODS} (years vary more than single deaths do) {told}",
            holds,
            {
                side: within(value, -WIDEST, WIDEST)
                for side, value in (("low", low), ("high", high))
                if side in holds
            },
            found.sources,
        )
    }


def swing(deaths: pd.Series) -> Swing | None:
    """Return the deepest fall within a year if it halves a count that was not small.

    Parameters
    ----------
    deaths : Series
        Registered homicides by year.
    """
    years = [year for year in LOOKED_AT if year in deaths.index]
    falls = [
        Swing(year, int(deaths[year - 1]), int(deaths[year]))
        for year in years
        if year - 1 in deaths.index
        and deaths[year - 1] >= ENOUGH
        and deaths[year - 1] > SWING * deaths[year]
    ]
    return min(falls, key=lambda fall: fall.after / fall.before, default=None)


def caution(code: str) -> str:
    """Return what to bear in mind with a state's yearly homicide rate; empty where nothing is."""
    found = swing(yearly()[0].loc[code])
    if found is None:
        return ""
    return (
        f"the register counts {formats.integer(found.before)} homicides in {found.year - 1} and "
        f"{formats.integer(found.after)} in {found.year}, so that a low rate of one year may be a "
        "year of poor registration"
    )
