"""What the page on other choices concludes falls when its results turn."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters.correlation import specifications_conclusions as conclusions
from cohesion.chapters.correlation.curves import PREVALENCE, VIOLENCE
from tests.chapters.claimed import fallen

ALPHA = 0.05


def curves(plain: float = 0.01, held: float = 0.5, violence: float = 0.5) -> pd.DataFrame:
    rows = [(x, PREVALENCE, "none", plain, -0.6) for x in conclusions.FIVE]
    rows += [(x, PREVALENCE, "both", held, -0.1) for x in conclusions.FIVE]
    rows += [(x, VIOLENCE, "none", violence, 0.1) for x in conclusions.FIVE]
    return pd.DataFrame(rows, columns=["x", "outcome", "controls", "p", "coefficient"])


@pytest.mark.parametrize(
    ("changed", "falls"),
    [
        ({}, set()),
        ({"plain": 0.06}, {"curves-victims"}),
        ({"held": 0.01}, {"curves-controls"}),
        ({"violence": 0.01}, {"curves-homicides"}),
    ],
)
def test_single_specifications(changed, falls):
    assert fallen(conclusions.of_curves(curves(**changed), ALPHA, "x")) == falls


def space(median: float = -0.1, p: float = 0.5, held: float = 0.2) -> pd.DataFrame:
    rows = [("poverty", "none", -0.1, p), ("gini", "none", median, p), ("lag", "none", 0.4, 0.5)]
    rows += [(x, "both", held, 0.5) for x in ("poverty", "gini", "lag")]
    return pd.DataFrame(rows, columns=["x", "controls", "coefficient", "p"])


IMPORTANCE = pd.Series(
    {"x": 40.0, "controls": 20.0, "estimator": 6.0, "series": 2.0, "years": 1.0, "transform": 0.5}
)


@pytest.mark.parametrize(
    ("states", "joint", "importance", "falls"),
    [
        (space(held=-0.05), 0.3, {}, {"space-controls"}),
        (space(median=-0.5), 0.3, {}, set()),
        (space(median=0.3), 0.3, {}, {"space-answers", "space-controls"}),
        (space(median=-0.5, p=0.01), 0.3, {}, {"space-answers"}),
        (space(median=-0.5), 0.01, {}, {"space-joint"}),
        (space(median=-0.5), 0.3, {"estimator": 30.0}, {"space-choices"}),
        (space(median=-0.5), 0.3, {"years": 15.0}, {"space-choices"}),
    ],
)
def test_the_declared_space(states, joint, importance, falls):
    table = pd.DataFrame({"p": [joint, 0.5]})
    found = conclusions.of_states(
        states, table, pd.Series({**IMPORTANCE, **importance}), ALPHA, "x"
    )
    assert fallen(found) == falls


def towns(gini: float, other: float, sign: float = 1.0) -> pd.DataFrame:
    return pd.DataFrame(
        {"x": ["gini", "gini", "poverty"], "p": [gini, 0.5, other], "coefficient": [sign, 1.0, 1.0]}
    )


@pytest.mark.parametrize(
    ("municipal", "with_it", "without", "falls"),
    [
        (towns(0.01, 0.5), 0.0, 78.0, set()),
        (towns(0.5, 0.5), 0.0, 78.0, {"space-towns-gini"}),
        (towns(0.01, 0.01), 0.0, 78.0, {"space-towns-gini"}),
        (towns(0.01, 0.5, -1.0), 0.0, 78.0, {"space-towns-gini"}),
        (towns(0.01, 0.5), 10.0, 78.0, {"curves-juarez"}),
        (towns(0.01, 0.5), 0.0, 20.0, {"curves-juarez"}),
    ],
)
def test_municipalities(municipal, with_it, without, falls):
    lines = {
        (place, estimator, "state"): {"clear": 95.0}
        for place in ("all", "without") for estimator in ("poisson", "empirical_bayes_linear")
    }  # fmt: skip
    lines["all", "poisson", "state"] = {"clear": with_it}
    lines["without", "poisson", "state"] = {"clear": without}
    split = pd.DataFrame.from_dict(lines, orient="index")
    split.index = pd.MultiIndex.from_tuples(split.index)
    assert fallen(conclusions.of_towns(municipal, split, ALPHA, "x")) == falls
