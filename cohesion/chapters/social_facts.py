"""The numbers that the chapter on social development names, section by section, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; a row
without a source rests on what the notebook names there. Assumptions come as arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cohesion import formats, phrases
from cohesion.chapters import social
from cohesion.methods import concentration
from cohesion.publishing import frames
from cohesion.tables.geography import STATES, state_name
from cohesion.tables.store import Selection

#: Chance of reading a change where there is none.
BY_CHANCE = 0.05
NAMES = STATES["name_en"]
#: What stands in the name of a fact → the indicator.
_SHARES = {"poverty-share": "poverty", "extreme-poverty-share": "extreme_poverty"}
_RIGHTS = ("education", "health", "social-security", "housing", "services", "food")
_CHANGES = {
    "poverty": "poverty", "income": "below_poverty_line", "food": "deprivation_food",
    "services": "deprivation_services", "health": "deprivation_health",
}  # fmt: skip
#: The parts of the six deprivations that the chapter names.
COMPONENTS = {
    "no-chimney-share-2010": "no_chimney", "no-drainage-share-2010": "no_drainage",
    "no-water-share-2010": "no_water", "overcrowding-share-2010": "overcrowding",
    "dirt-floor-share-2010": "dirt_floor", "food-severe-share-2010": "food_insecurity_severe",
    "education-lag-children-2010": "education_lag_3_15",
    "education-lag-adults-2010": "education_lag_born_before_1982",
    "no-security-employed-2010": "no_social_security_employed",
}  # fmt: skip


def of_nation(
    release: Selection, states: Selection, first: Selection, day: Selection, years: Sequence[int]
) -> pd.DataFrame:
    """Return poverty of the nation as first released, by the series and by the edition of 2011.

    Parameters
    ----------
    release, states, first, day : Selection
        The release of July 2011 in per cent, the later series, persons of the first release, and
        the edition of 2011.
    years : sequence of int
        The two years of the surveys; the first facts are of both.
    """
    before, after = (first.nation("poverty_persons", year) / 1e6 for year in years)
    extreme = release.nation("extreme_poverty_persons_as_published", years[-1]) / 1e6
    of_both = [(stem, name, year) for stem, name in _SHARES.items() for year in years]
    told = {f"{stem}-{year}": release.nation(f"{name}_as_published", year)
            for stem, name, year in of_both}  # fmt: skip
    series = {f"{stem}-{year}-series": states.nation(name, year) for stem, name, year in of_both}
    persons = {"poverty-persons-2010": after, "poverty-persons-2008": before,
               "poverty-persons-added": after - before}  # fmt: skip
    level = {
        "poverty-share-chiapas-2010": day.wide(2010).at["07", "poverty"],
        "poverty-share-nuevo-leon-2010": day.wide(2010).at["19", "poverty"],
        "extreme-poverty-share-2010-municipal": day.nation("extreme_poverty", 2010),
        "below-line-share-2010": day.nation("below_poverty_line", 2010),
        "below-extreme-line-share-2010": day.nation("below_extreme_line", 2010),
    } | {f"{name}-share-2010": day.nation(f"deprivation_{name.replace('-', '_')}", 2010)
         for name in _RIGHTS}  # fmt: skip
    return frames.joined(
        frames.rows(told, unit="%", digits=1, source=release),
        frames.rows(series, unit="%", digits=1, source=states),
        frames.rows(persons, unit="million", digits=1, source=first),
        frames.rows({"extreme-poverty-persons-2010": extreme}, unit="million", digits=1,
                    source=release),
        frames.rows(level, unit="%", digits=1, source=day),
    )  # fmt: skip


def of_editions(
    releases: pd.DataFrame, editions: pd.DataFrame, first: Any, later: Any
) -> pd.DataFrame:
    """Return how far the series moves the first figures, and the edition of 2011.

    Parameters
    ----------
    releases, editions : DataFrame
        As ``social.releases_table`` and ``social.editions_table`` give them.
    first, later
        What each of the two rests on.
    """
    moved = editions["Mexico, difference"].abs()
    worst = (releases["2010, series"] - releases["2010, first"]).abs().max()
    furthest = {"social-editions-furthest": moved.idxmax().lower(),
                "social-editions-widest": moved.max()}  # fmt: skip
    return frames.joined(
        frames.rows({"social-releases-widest": worst}, digits=1, source=first),
        frames.rows(furthest, digits=1, source=later),
    )


def of_change(shift: pd.DataFrame) -> pd.DataFrame:
    """Return the nation's changes with their intervals, and how many rose, fell or neither."""
    told = shift["reading"].value_counts()
    counts = {"rose": told[1], "fell": told[-1], "unclear": told[0]}
    return frames.joined(
        social.change_facts(shift, _CHANGES, {"poverty": 2}),
        frames.rows({f"social-change-{word}": count for word, count in counts.items()}),
    )


def of_levels(
    level: pd.DataFrame, *, darkest: float, lightest: float, extreme: float, following: float
) -> pd.DataFrame:
    """Return which states stand in the ends of the two maps of poverty.

    Parameters
    ----------
    level : DataFrame
        By state: ``poverty`` and ``extreme_poverty``, per cent.
    darkest, lightest : float
        Poverty above, and up to, which a state is named.
    extreme, following : float
        The same of extreme poverty: above the first, and between the second and the first.
    """
    poor, extremely = level["poverty"], level["extreme_poverty"]
    named = {
        "social-poverty-darkest": poor > darkest, "social-poverty-lightest": poor <= lightest,
        "social-extreme-states": extremely > extreme,
        "social-extreme-following": extremely.between(following, extreme, inclusive="right"),
    }  # fmt: skip
    ends = {"social-poorest-state": state_name(poor.idxmax()),
            "social-least-poor-state": state_name(poor.idxmin())}  # fmt: skip
    listed = {
        name: phrases.listed(NAMES[chosen.index[chosen]].tolist()) for name, chosen in named.items()
    }
    return frames.joined(
        frames.rows(listed, digits=1),
        frames.rows(ends),
        frames.rows({"social-extreme-limit": extreme}, unit="%"),
    )


def of_persons(
    persons: pd.Series,
    parts: pd.Series,
    tied: pd.Series,
    *,
    first: Selection,
    extreme: Selection,
    states: Selection,
) -> pd.DataFrame:
    """Return who holds how much of the people in poverty.

    Parameters
    ----------
    persons : Series
        People in poverty by state.
    parts : Series
        Per cent that the states of much extreme poverty hold: of the extremely poor, of all.
    tied : Series
        By state, with how many others it is tied by poverty.
    first, extreme, states : Selection
        What each of these was computed from.
    """
    mexico = 100 * persons["15"] / persons.sum()
    return frames.joined(
        frames.rows({"extreme-poor-share-three-states": parts["extreme_poverty_persons"],
                     "population-share-three-states": parts["population_survey"]}, unit="%",
                    source=extreme),
        frames.rows({"states-half-of-poor": concentration.units_holding(persons),
                     "poverty-ties-median": tied.median()},
                    source=[first, states]),
        frames.rows({"poor-share-state-of-mexico": mexico}, unit="%", source=first),
    )  # fmt: skip


def of_states_change(
    reading: pd.Series,
    official: pd.Series,
    readings: pd.DataFrame,
    states: Selection,
    bulletin: Selection,
) -> pd.DataFrame:
    """Return the readings of change, ours beside the official one, and under other assumptions.

    Parameters
    ----------
    reading, official : Series
        By state: 1 rose, −1 fell, 0 no clear change.
    readings : DataFrame
        As ``social.readings`` gives it, the official reading in the last row.
    states, bulletin : Selection
        What ours and the official reading rest on.
    """
    agree = reading == official
    changed = (readings["Rose"] + readings["Fell"]).iloc[:-1]
    both = [states, bulletin]
    return frames.joined(
        frames.resting(social.direction_facts("poverty-states", reading), states),
        frames.resting(social.direction_facts("poverty-reading", official), bulletin),
        frames.rows({"poverty-reading-agreement": agree.sum(),
                     "social-readings-fewest": changed.min(),
                     "social-readings-most": changed.max()}, source=both),
        frames.rows({"poverty-reading-exception": ", ".join(NAMES[agree.index[~agree]]),
                     "social-readings-by-chance": BY_CHANCE * len(reading)}, digits=1, source=both),
    )  # fmt: skip


def of_deprivations(components: Selection, second: pd.DataFrame, day: Selection) -> pd.DataFrame:
    """Return the parts of the deprivations in the nation, and what comes next in the states."""
    parts = {fact: components.nation(name, 2010) for fact, name in COMPONENTS.items()}
    return frames.joined(
        frames.rows(parts, unit="%", digits=1, source=components),
        frames.rows({"social-second-states": social.leads(second["States"])}, digits=1, source=day),
    )


def of_inequality(gini: pd.Series, tied: pd.Series, signal: float, apart: int) -> pd.DataFrame:
    """Return the Gini coefficient of the nation, and how well it tells the states apart.

    Parameters
    ----------
    gini : Series
        ``2008``, ``2010``, ``change``, ``low``, ``high`` of the nation.
    tied : Series
        By state, with how many others it is tied.
    signal : float
        Per cent of the variance between states that is no sampling error.
    apart : int
        Pairs of states that can be told apart.
    """
    pairs = len(tied) * (len(tied) - 1) // 2
    return frames.joined(
        frames.rows({"gini-2008": gini["2008"], "gini-2010": gini["2010"]}, digits=3),
        frames.rows({"gini-change": formats.signed(gini["change"], 3),
                     "gini-change-interval": formats.interval(gini["low"], gini["high"], 3)},
                    digits=1),
        frames.rows({"gini-signal": signal}, unit="%"),
        frames.rows({"gini-ties-median": tied.median(), "gini-pairs": pairs,
                     "gini-pairs-apart": apart}),
    )  # fmt: skip


def of_networks(block: Selection, years: Sequence[int]) -> pd.DataFrame:
    """Return the people of states where help from others is judged hard to find."""
    low = {f"networks-low-{year}": block.nation("networks_low_population", year) for year in years}
    return frames.rows(low, unit="%", digits=1)


def of_groups(groups: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Return poverty of groups of people and the gaps between them.

    Parameters
    ----------
    groups : DataFrame
        Groups × indicators, per cent.
    gaps : DataFrame
        As ``social.gaps`` gives it; index: name of the fact.
    """
    shares = {
        "poverty-indigenous-2010": groups.at["Indigenous", "poverty"],
        "poverty-rural-2010": groups.at["Rural", "poverty"],
        "extreme-poverty-indigenous-2010": groups.at["Indigenous", "extreme_poverty"],
        "services-rural-2010": groups.at["Rural", "deprivation_services"],
        "poverty-children-2010": groups.at["Under 18 years", "poverty"],
    }
    return frames.joined(social.gap_facts(gaps), frames.rows(shares, unit="%", digits=1))


def of_speakers(peoples: Selection, spoken: pd.DataFrame) -> pd.DataFrame:
    """Return how many people speak an indigenous language, and in how many states half of them."""
    number = peoples.nation("indigenous_speakers_5_plus", 2010) / 1e6
    part = peoples.nation("indigenous_speakers_5_plus_share", 2010)
    half = concentration.units_holding(spoken["indigenous_speakers_5_plus"])
    return frames.joined(
        frames.rows({"social-speakers": number}, unit="million", digits=1),
        frames.rows({"social-speakers-share": part}, unit="%", digits=1),
        frames.rows({"social-speakers-half": half}),
    )


def of_marginalisation(rho: float, low: float, high: float, number: int) -> pd.DataFrame:
    """Return the rank correlation of marginalisation and poverty with its interval."""
    span = {"marginalisation-poverty-rho-interval": formats.interval(low, high, 2)}
    return frames.joined(
        frames.rows({"marginalisation-poverty-rho": rho}, digits=2),
        frames.rows(span, digits=1),
        frames.rows({"social-states": number}),
    )


def of_places(places: social.Places) -> pd.DataFrame:
    """Return where the poor live: few large municipalities, and many that are very poor."""
    counts = {
        "municipalities-all": places.all, "municipalities-half-of-poor": places.half,
        "municipalities-half-of-extreme": places.half_of_extreme,
        "municipalities-high-poverty": places.poorest, "large-municipality": places.limit,
        "half-municipalities-large": places.large,
    }  # fmt: skip
    shares = {
        "population-share-half-municipalities": places.people_in_half,
        "poverty-rate-half-municipalities": places.rate,
        "poor-share-high-poverty": places.poor_in_poorest,
        "extreme-share-high-poverty": places.extreme_in_poorest,
        "extreme-share-municipal-sum": places.extreme_share,
    }
    indices = {"concentration-poverty": places.poverty, "concentration-extreme": places.extreme}
    return frames.joined(
        frames.rows(counts),
        frames.rows(shares, unit="%", digits=1),
        frames.rows({"high-poverty-threshold": places.threshold}, unit="%"),
        frames.rows(indices, digits=2),
    )
