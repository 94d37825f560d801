"""The numbers that the health chapter names, section by section, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; a row
without a source rests on what the notebook names there.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cohesion import formats, phrases
from cohesion.chapters.health import Vital
from cohesion.chapters.words import SIDE
from cohesion.publishing import frames
from cohesion.tables.geography import NATION, STATES
from cohesion.tables.store import Selection

NAMES = STATES["name_en"]


def of_level(day: Selection, limits: Sequence[float]) -> pd.DataFrame:
    """Return who has no access to health services in 2010, by the edition of 2011.

    Parameters
    ----------
    day : Selection
        Share and persons without access.
    limits : sequence of float
        Class breaks of the map, per cent; the states of the first and last class are named.
    """
    level = day.wide(2010)["deprivation_health"]
    first, last = level.idxmax(), level.idxmin()
    persons = day.nation("deprivation_health_persons", 2010) / 1e6
    named = {
        "health-deprivation-min-state": NAMES[last], "health-deprivation-max-state": NAMES[first],
        "health-darkest": phrases.listed(NAMES[level.index[level > limits[-2]]].tolist()),
        "health-lightest": phrases.listed(NAMES[level.index[level <= limits[1]]].tolist()),
    }  # fmt: skip
    shares = {
        "health-deprivation-2010": day.nation("deprivation_health", 2010),
        "health-deprivation-min": level[last], "health-deprivation-max": level[first],
    }  # fmt: skip
    return frames.joined(
        frames.rows(shares, unit="%", digits=1),
        frames.rows(named, digits=1),
        frames.rows({"health-deprivation-persons-2010": persons}, unit="million", digits=1),
    )


def of_change(nation: pd.Series, states: pd.DataFrame) -> pd.DataFrame:
    """Return how access changed from 2008 to 2010, in the nation and by state.

    Parameters
    ----------
    nation, states : Series, DataFrame
        As ``health.access`` gives them.
    """
    told = states["reading"].value_counts()
    rho = states["before"].corr(states["change"], "spearman")
    most, least = states["after"].idxmax(), states["after"].idxmin()
    written = {
        "health-series-most-state": NAMES[most], "health-series-least-state": NAMES[least],
        "health-deprivation-2010-series-interval": formats.interval(nation["low"], nation["high"]),
        "health-deprivation-change": formats.signed(nation["change"]),
        "health-deprivation-change-interval": formats.interval(
            nation["change_low"], nation["change_high"]),
        "health-fall-rho": formats.number(rho, 2),
    }  # fmt: skip
    counts = {
        "health-tied-first": (states["best"] == 1).sum(),
        "health-tied-last": (states["worst"] == len(states)).sum(),
        "health-states-fell": told["fell"], "health-states-not-told": told["no clear change"],
    }  # fmt: skip
    shares = {"health-deprivation-2008": nation["before"],
              "health-deprivation-2010-series": nation["after"],
              "health-series-most": states.at[most, "after"],
              "health-series-least": states.at[least, "after"]}  # fmt: skip
    return frames.joined(
        frames.rows(shares, unit="%", digits=1), frames.rows(written, digits=1), frames.rows(counts)
    )


def of_readings(readings: pd.DataFrame) -> pd.DataFrame:
    """Return the share without entitlement by the census, from ``health.readings``."""
    census = readings.iloc[2]
    shares = {f"health-no-entitlement-{year}": census[year] for year in ("2000", "2010")}
    return frames.rows(shares, unit="%", digits=1)


def of_affiliation(affiliation: pd.DataFrame) -> pd.DataFrame:
    """Return how Seguro Popular grew beside the IMSS, from ``health.affiliation``."""
    growth = affiliation.at["Seguro Popular", "Change, points"]
    shares = {f"health-{key}-{year}": affiliation.at[label, year] for year in ("2008", "2010")
              for key, label in (("popular", "Seguro Popular"), ("imss", "IMSS"))}  # fmt: skip
    return frames.joined(
        frames.rows(shares, unit="%", digits=1),
        frames.rows({"health-popular-growth": formats.number(growth)}),
    )


def of_entitlement(entitled: pd.DataFrame) -> pd.DataFrame:
    """Return what the census counts of entitlement, from ``health.entitlement``."""
    shares = {
        "health-census-popular": entitled.at["Mexico", "Seguro Popular"],
        "health-census-not-entitled": entitled.at["Mexico", "Not entitled"],
        "health-census-most": entitled["Not entitled"].iloc[1],
    }
    return frames.joined(
        frames.rows(shares, unit="%", digits=1),
        frames.rows({"health-census-most-state": entitled.index[1]}, digits=1),
    )


def of_infants(
    infant: pd.DataFrame, tie: pd.Series, *, both: list[Selection], poverty: Selection
) -> pd.DataFrame:
    """Return what the register of infant deaths reaches, and how that goes with poverty.

    Parameters
    ----------
    infant : DataFrame
        As ``health.vital`` gives it: three measures, then deaths registered per cent of estimate.
    tie : Series
        Rank correlation of the last with poverty: ``rho``, ``p``, ``rho_low``, ``rho_high``.
    both : list of Selection
        What the measures rest on; ``poverty`` besides what the correlation does.
    """
    states, nation = infant.drop(NATION), infant.loc[NATION]
    reach = states.iloc[:, 3]
    measures = [f"infant-mortality-{end}" for end in ("2010", "registered-2010", "mixed-2010")]
    shares = {
        "infant-reach-min": reach.min(), "infant-reach-chiapas": reach["07"],
        "infant-reach-df": reach["09"], "infant-reach-mexico": nation.iloc[3],
    }  # fmt: skip
    named = {
        "infant-reach-min-state": NAMES[reach.idxmin()],
        "infant-lowest-registered-state": NAMES[states.iloc[:, 1].idxmin()],
        "infant-reach-above": phrases.listed(NAMES[reach.index[reach > 100]].tolist()),
    }
    tied = {
        "infant-reach-rho": formats.number(tie["rho"], 2),
        "infant-reach-p": formats.p_value(tie["p"]),
        "infant-reach-rho-interval": formats.interval(tie["rho_low"], tie["rho_high"], 2),
    }
    return frames.joined(
        frames.rows(dict(zip(measures, nation, strict=False)), digits=1, source=both),
        frames.rows(shares, unit="%", source=both),
        frames.rows(named, digits=1, source=both),
        frames.rows(tied, digits=1, source=[poverty, *both]),
    )


def of_mothers(maternal: pd.DataFrame, overall: pd.Series, register: Selection) -> pd.DataFrame:
    """Return maternal mortality of the nation and of its ends.

    Parameters
    ----------
    maternal, overall : DataFrame, Series
        States from the highest ratio down, and the nation (see ``health.vital``).
    register : Selection
        Deaths as registered.
    """
    high, second, low = (maternal.index[place] for place in (0, 1, -1))
    above = maternal.index[maternal["versus"] == SIDE[1]]
    ratios = {
        "maternal-ratio-mexico": overall["rate"], "maternal-ratio-max": maternal.at[high, "rate"],
        "maternal-ratio-min": maternal.at[low, "rate"],
        "maternal-ratio-times": maternal.at[high, "rate"] / overall["rate"],
    }  # fmt: skip
    ends = {
        "maternal-ratio-max-state": NAMES[high], "maternal-ratio-second-state": NAMES[second],
        "maternal-fewest-state": NAMES[maternal["count"].idxmin()],
        "maternal-ratio-max-interval": formats.interval(*maternal.loc[high, ["low", "high"]]),
    }  # fmt: skip
    counts = {
        "maternal-deaths-2010": register.nation("maternal_deaths_registered", 2010),
        "maternal-deaths-pooled": overall["count"],
        "maternal-fewest-deaths": maternal["count"].min(),
        **{f"maternal-{key}": (maternal["versus"] == SIDE[sign]).sum()
           for sign, key in ((1, "above"), (0, "unclear"), (-1, "below"))},
        "maternal-above-states": phrases.listed(NAMES[above].tolist()),
        "maternal-ratio-min-state": NAMES[low],
    }  # fmt: skip
    return frames.joined(
        frames.rows(ratios, digits=1), frames.rows(ends, digits=1), frames.rows(counts)
    )


def of_denominators(vital: Vital) -> pd.DataFrame:
    """Return the ratio of 2010 by either number of births."""
    registered, estimated = vital.denominators["Ratio"]
    return frames.rows(
        {"maternal-ratio-registered-2010": registered, "maternal-ratio-2010": estimated}, digits=1
    )


def of_lives(slow: pd.DataFrame, demography: Selection) -> pd.DataFrame:
    """Return what changes slowly, from ``health.lives_and_births``."""
    women, men, boys, children = (slow.iloc[row] for row in (0, 1, 3, 4))
    return frames.rows({
        "life-expectancy-women-2010": women[2010], "life-expectancy-men-2010": men[2010],
        "life-gap-2010": women[2010] - men[2010], "fertility-total-2010": children[2010],
        "life-expectancy-2010": demography.nation("life_expectancy", 2010),
        "infant-boys-1990": boys[1990], "infant-boys-2010": boys[2010],
    }, digits=1)  # fmt: skip


def of_groups(gaps: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps between groups of people, and the rural one two years before."""
    sex, indigenous, rural = gaps["difference"].iloc[:3]
    return frames.rows({
        "health-gap-sex": sex, "health-gap-indigenous": indigenous, "health-gap-rural": rural,
        "health-gap-rural-2008": earlier["difference"].iloc[0],
    }, digits=1)  # fmt: skip


def of_gradients(slopes: pd.DataFrame) -> pd.DataFrame:
    """Return how the first three outcomes go with poverty: rank correlation and slope index."""
    keys = ("access", "infant", "maternal")
    rho = {f"health-rho-{key}": slopes["rho"].iloc[row] for row, key in enumerate(keys)}
    slope = {f"health-slope-{key}": slopes["slope"].iloc[row] for row, key in enumerate(keys)}
    return frames.joined(
        frames.rows(rho, digits=2),
        frames.rows(slope, digits=1),
        frames.rows({"health-gradient-states": slopes["n"].iloc[0]}),
    )


def of_municipalities(
    gap: pd.Series, half: pd.Series, settled: pd.Series, people: pd.Series
) -> pd.DataFrame:
    """Return the gap between very high and very low marginalisation, and where half lack access.

    Parameters
    ----------
    gap : Series
        Very high minus very low, by the columns of ``health.by_degree``.
    half : Series
        Population of the municipalities that hold half of the people without access.
    settled, people : Series
        Share without access and population of every municipality.
    """
    gaps = {f"health-municipal-gap-{year}": gap[f"No entitlement {year}, %"]
            for year in (2000, 2010)}  # fmt: skip
    counts = {
        "health-municipalities-half": len(half), "health-municipalities": settled.notna().sum(),
        "health-municipalities-half-smallest": half.min(),
    }  # fmt: skip
    part = {"health-municipalities-half-population": 100 * half.sum() / people.sum()}
    return frames.joined(
        frames.rows(gaps, digits=1),
        frames.rows(counts),
        frames.rows(part, unit="%", digits=1),
    )
