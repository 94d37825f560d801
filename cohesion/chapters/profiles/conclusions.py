"""What a profile says of its maps and of women and men, bound to claims on the state's figures."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, coefficient, count, share, within

#: A municipality is dark on a map if it is in this part of the state's highest values.
DARK = 4


def bound(words: str, claim: str) -> str:
    """Return words bound to a claim, as captions of a family need them."""
    return f"[{words}]{{.claim .claim--{claim}}}"


def of_maps(shaded: pd.DataFrame, code: str, claim: str, source: Any) -> dict[str, Claim]:
    """Return the claim that the maps of a state have their dark municipalities apart.

    Parameters
    ----------
    shaded : DataFrame
        By municipal key: what each map shows (see ``maps.columns``).
    code, claim : str
        The state; name of the claim.
    """
    own = shaded[shaded.index.str[:2] == code].dropna()
    number = max(1, len(own) // DARK)
    dark = [set(own[name].nlargest(number).index) for name in own]
    shared = max(len(one & other) for one, other in itertools.combinations(dark, 2))
    return {
        claim: Claim(
            "of the quarter of municipalities highest on one map, less than half are in the "
            "highest quarter of another", "shared < 50",
            {"shared": share(100 * shared / number)}, source,
        ),
    }  # fmt: skip


def of_sexes(numbers: pd.DataFrame, claim: str, source: Any) -> dict[str, Claim]:
    """Return the claim on women and men of a state.

    Parameters
    ----------
    numbers : DataFrame
        By indicator: ``women``, ``men`` of the state (see ``narrative.sex_numbers``).
    """
    more = numbers["men"] - numbers["women"]
    return {
        claim: Claim(
            "men die by homicide more often than women, boys in their first year more often than "
            "girls", "homicide > 0 and infant > 0",
            {"homicide": within(more["homicides"], -1000, 1000),
             "infant": within(more["infant_mortality"], -1000, 1000)}, source,
        ),
    }  # fmt: skip


#: What the overview of the sheets sets side by side.
OVERVIEW = ("poverty", "deprivation_health", "homicide_rate", "gini")


def of_overview(states: pd.DataFrame, top: int, both: int, source: Any) -> dict[str, Claim]:
    """Return the claims on how far apart states are, and whether measures order them alike.

    Parameters
    ----------
    states : DataFrame
        By state key: the measures of :data:`OVERVIEW`.
    top, both : int
        States that count as first, and how many are so in both poverty and homicide.
    """
    rho = states[list(OVERVIEW)].corr("spearman")
    pairs = [rho.at[one, other] for one, other in itertools.combinations(OVERVIEW, 2)]
    poverty, homicide = states["poverty"], states["homicide_rate"]
    return {
        "sheets-far": Claim(
            "poverty is more than three times as frequent in one state as in another, homicide "
            "more than ten times",
            "poverty_high > 3 * poverty_low and homicide_high > 10 * homicide_low",
            {"poverty_high": share(poverty.max()), "poverty_low": share(poverty.min()),
             "homicide_high": within(homicide.max(), 0, 1000),
             "homicide_low": within(homicide.min(), 0, 1000)}, source,
        ),
        "sheets-orders-differ": Claim(
            "no two of poverty, access to health, homicide and the Gini coefficient have a rank "
            "correlation of 0.7 or more, and fewer than half of the states that are first in "
            "poverty are so in homicide", "closest < 0.7 and both < top / 2",
            {"closest": coefficient(max(pairs)), "both": count(both, of=top),
             "top": within(top, 1, 64)}, source,
        ),
    }  # fmt: skip
