"""What the page on other choices concludes, as claims on its results."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cohesion.chapters.correlation.curves import PREVALENCE, VIOLENCE
from cohesion.publishing.claims import Claim, chance, coefficient, count, share

FIVE = ("poverty", "extreme_poverty", "social_lag", "marginalisation", "polarisation")
#: A share of the specifications from which one can speak of often; below a tenth: hardly ever.
OFTEN, HARDLY = 25, 10


def of_curves(found: pd.DataFrame, alpha: float, source: Any) -> dict[str, Claim]:
    """Return the claims on single specifications, each judged by its own exchanges."""
    victims = found[found["outcome"] == PREVALENCE]
    violence = found[found["outcome"] == VIOLENCE]
    held, plain = (victims[victims["controls"] == name] for name in ("both", "none"))
    five = plain[plain["x"].isin(FIVE)]
    return {
        "curves-victims": Claim(
            "without controls all specifications of five measures are clear and negative",
            f"p < {alpha} and r < 0",
            {"p": chance(five["p"].max()), "r": coefficient(five["coefficient"].max())}, source,
        ),
        "curves-controls": Claim(
            "with pay and small places held constant hardly any specification of victims is clear",
            f"clear < {HARDLY}", {"clear": share(100 * (held["p"] < alpha).mean())}, source,
        ),
        "curves-homicides": Claim(
            "of homicides and investigations hardly any specification is clear",
            f"clear < {HARDLY}", {"clear": share(100 * (violence["p"] < alpha).mean())}, source,
        ),
    }  # fmt: skip


def of_states(
    states: pd.DataFrame,
    joint: pd.DataFrame,
    importance: pd.Series,
    alpha: float,
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on the declared space of the states.

    Parameters
    ----------
    states : DataFrame
        As ``multiverse.state_space`` gives it.
    importance : Series
        Share of the variance that each choice explains, per cent.
    """
    clear = 100 * (states["p"] < alpha).groupby(states["x"]).mean()
    median = states.groupby(["controls", "x"])["coefficient"].median()
    held = median["both"]
    others = importance[["series", "years", "transform"]]
    return {
        "space-answers": Claim(
            "the measures have medians on both sides of zero, and none is often clear",
            f"min(median) < 0 and max(median) > 0 and max(clear) < {OFTEN}",
            {"median": coefficient(states.groupby("x")["coefficient"].median()),
             "clear": share(clear)}, source,
        ),
        "space-joint": Claim(
            "no statistic of the joint test is clear", f"min(p) >= {alpha}",
            {"p": chance(joint["p"])}, source,
        ),
        "space-choices": Claim(
            "the measure of cohesion explains most, what is held constant comes second, and "
            "series, years and scale explain less than a twentieth each",
            "place(every, 'x') == 1 and place(every, 'controls') == 2 and max(others) < 5",
            {"every": share(importance), "others": share(others)}, source,
        ),
        "space-controls": Claim(
            "without controls poverty and the Gini of 2010 have negative medians, with pay and "
            "small places held constant most measures have positive ones",
            "poverty < 0 and gini < 0 and 2 * positive > measures",
            {"poverty": coefficient(median["none", "poverty"]),
             "gini": coefficient(median["none", "gini"]),
             "positive": count(int((held > 0).sum()), of=len(held)),
             "measures": count(len(held), of=100)}, source,
        ),
    }  # fmt: skip


def of_towns(
    municipal: pd.DataFrame, split: pd.DataFrame, alpha: float, source: Any
) -> dict[str, Claim]:
    """Return the claims on municipalities; ``split`` as ``curves.municipal_without`` gives it."""
    clear, up = municipal["p"] < alpha, municipal["coefficient"] > 0
    more = 100 * (clear & up).groupby(municipal["x"]).mean()
    fewer = 100 * (clear & ~up).groupby(municipal["x"]).mean()
    gap = (split["clear"].xs("empirical_bayes_linear", level=1) -
           split["clear"].xs("poisson", level=1)).xs("state", level=1)  # fmt: skip
    return {
        "curves-juarez": Claim(
            "Poisson with state effects: none clear with Juárez, most without, so that the "
            "estimators are less far apart",
            "with_it == 0 and without > 50 and gap_without < gap_with",
            {"with_it": share(split.loc[("all", "poisson", "state"), "clear"]),
             "without": share(split.loc[("without", "poisson", "state"), "clear"]),
             "gap_with": share(abs(gap["all"])), "gap_without": share(abs(gap["without"]))}, source,
        ),
        "space-towns-gini": Claim(
            "the Gini coefficient alone goes often with more homicides, and never with fewer",
            f"gini > {OFTEN} and others < {OFTEN} and fewer == 0",
            {"gini": share(more["gini"]), "others": share(more.drop("gini").max()),
             "fewer": share(fewer["gini"])}, source,
        ),
    }  # fmt: skip
