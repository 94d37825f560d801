"""CONEVAL's poverty measurement: changes between two surveys, gaps between groups, profiles.

The household surveys of 2008 and 2010 are independent samples. CONEVAL's files give standard
errors for 2010 but none for 2008. Every change is therefore judged under a stated assumption, that
the standard error of 2008 is a multiple of that of 2010 (once, by default), and the reading is
repeated for other multiples.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from cohesion import store, territory
from cohesion.errors import DataError
from cohesion.geography import NATION, STATE_CODES

DEPRIVATIONS = (
    "deprivation_education",
    "deprivation_health",
    "deprivation_social_security",
    "deprivation_housing",
    "deprivation_services",
    "deprivation_food",
)
INCOME = ("below_poverty_line", "below_extreme_line")
SITUATION = (
    "poverty",
    "extreme_poverty",
    "moderate_poverty",
    "vulnerable_deprivation",
    "vulnerable_income",
    "not_poor_not_vulnerable",
)

#: Short names for narrow columns and axes; the catalogue holds the full ones.
SHORT = {
    "poverty": "Poverty",
    "extreme_poverty": "Extreme poverty",
    "moderate_poverty": "Moderate poverty",
    "vulnerable_deprivation": "Vulnerable by deprivation",
    "vulnerable_income": "Vulnerable by income",
    "not_poor_not_vulnerable": "Neither poor nor vulnerable",
    "deprivation_education": "Education",
    "deprivation_health": "Health access",
    "deprivation_social_security": "Social security",
    "deprivation_housing": "Housing",
    "deprivation_services": "Basic services",
    "deprivation_food": "Food",
    "below_poverty_line": "Income below the poverty line",
    "below_extreme_line": "Income below the extreme line",
    "gini_income": "Gini coefficient",
}

#: Population groups in reading order. Disability is left out: whether CONEVAL had published it
#: for 2010 by the day of this edition is not confirmed.
GROUPS = {
    ("women", "all"): "Women",
    ("men", "all"): "Men",
    ("total", "age_0_17"): "Under 18 years",
    ("total", "age_18_plus"): "18 years or more",
    ("total", "age_65_plus"): "65 years or more",
    ("total", "indigenous"): "Indigenous",
    ("total", "non_indigenous"): "Not indigenous",
    ("total", "indigenous_language"): "Speakers of an indigenous language",
    ("total", "rural"): "Rural",
    ("total", "urban"): "Urban",
}

Z95 = stats.norm.ppf(0.975)


def state_change(
    selection: store.Selection, indicator: str, before: int, after: int, ratio: float = 1.0
) -> pd.DataFrame:
    """Return each state's change with its interval and reading (see :func:`territory.change`).

    ``ratio`` is the assumed standard error of ``before`` over that of ``after``.
    """
    values, errors = selection.wide(), selection.wide(what="se")
    se = errors[(indicator, after)]
    return territory.change(
        values[(indicator, before)], values[(indicator, after)], ratio * se, se
    )


def national_change(
    selection: store.Selection, indicators: Sequence[str], before: int, after: int
) -> pd.DataFrame:
    """Return the nation's change in each indicator: both values, change, interval, reading."""
    old = pd.Series({name: selection.nation(name, before) for name in indicators})
    new = pd.Series({name: selection.nation(name, after) for name in indicators})
    se = pd.Series({name: selection.nation(name, after, "se") for name in indicators})
    table = territory.change(old, new, se, se)
    return pd.DataFrame({str(before): old, str(after): new}).join(table)


def readings(
    selection: store.Selection, indicator: str, before: int, after: int, ratios: Sequence[float]
) -> pd.DataFrame:
    """Return how many states rose, fell or did neither under each assumed ratio of errors."""
    rows = {}
    for ratio in ratios:
        reading = state_change(selection, indicator, before, after, ratio)["reading"]
        rows[ratio] = {
            "Rose": int((reading == 1).sum()),
            "No change told": int((reading == 0).sum()),
            "Fell": int((reading == -1).sum()),
        }
    return pd.DataFrame(rows).T


def group_table(selection: store.Selection, year: int, what: str = "value") -> pd.DataFrame:
    """Return groups (in reading order, named) × indicators of a national selection."""
    frame = selection.frame[selection.frame["year"] == year]
    wide = frame.pivot_table(index=["sex", "group"], columns="indicator", values=what)
    missing = [key for key in GROUPS if key not in wide.index]
    if missing:
        raise DataError(
            f"no figure for the group {missing[0]} in {year}.",
            cure="Select the groups with sex=None and group=None.",
        )
    return wide.loc[list(GROUPS)].set_axis(list(GROUPS.values()))


def gap(values: pd.Series, se: pd.Series, first: str, second: str) -> dict[str, float]:
    """Return the difference of two groups with its 95 % interval.

    The groups share households and primary units, so their estimates are positively related; the
    interval treats them as independent and is, if anything, too wide.
    """
    difference = float(values[first] - values[second])
    half = float(Z95 * np.hypot(se[first], se[second]))
    return {"gap": difference, "low": difference - half, "high": difference + half}


def interval(values: pd.Series, se: pd.Series) -> pd.DataFrame:
    """Return the 95 % interval of estimates: ``low`` and ``high``."""
    return pd.DataFrame({"low": values - Z95 * se, "high": values + Z95 * se})


def largest_deprivation(wide: pd.DataFrame) -> pd.Series:
    """Return, for each unit, its most frequent deprivation other than social security.

    Social security leads everywhere; what comes next tells states apart.
    """
    others = [name for name in DEPRIVATIONS if name != "deprivation_social_security"]
    return wide[others].idxmax(axis=1).map(SHORT)


def by_class(
    frame: pd.DataFrame, classes: pd.Series, names: dict[float, str], counts: Sequence[str]
) -> pd.DataFrame:
    """Return, per class of municipalities, their number and their share of each count (%).

    ``frame`` holds the counts by municipality, ``classes`` the class of each; municipalities
    without a class are left out of the numerator and kept in the total.
    """
    kept = frame.join(classes.rename("class"), how="left")
    summed = kept.groupby("class")[list(counts)].sum()
    table = 100 * summed / kept[list(counts)].sum()
    table.insert(0, "Municipalities", kept.groupby("class").size())
    return table.rename(index=names)


def nation_and_states(selection: store.Selection, indicator: str, year: int) -> pd.Series:
    """Return one indicator for the nation ('00') and the 32 states."""
    states = selection.wide(year)[indicator]
    nation = pd.Series({NATION: selection.nation(indicator, year)})
    return pd.concat([nation, states]).reindex([NATION, *STATE_CODES])
