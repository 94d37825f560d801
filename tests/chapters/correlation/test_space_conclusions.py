"""What the page on neighbours concludes falls when its results turn."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import space, space_conclusions
from cohesion.methods.spatial import MoranResult
from cohesion.tables.geography import STATES
from tests.chapters.claimed import truth

ALPHA = 0.05


@pytest.fixture
def clusters() -> pd.DataFrame:
    clear = ["homicide", "homicide_change", "poverty", "polarisation"]
    table = pd.DataFrame(
        {"i_contiguity": 0.4, "p_holm": 0.01, "p_knn4": 0.01, "p_knn6": 0.02},
        index=[*clear, "gini", "turnout", "perception"],
    )
    table.loc[["gini", "turnout", "perception"], ["p_holm", "p_knn4", "p_knn6"]] = 0.6
    table.loc["polarisation", ["p_knn4", "p_knn6"]] = 0.2
    return table


def test_what_clusters_is_claimed_and_falls_with_its_p(clusters):
    assert all(truth(space_conclusions.of_clusters(clusters, ALPHA, "x")).values())
    for name, row, column, value in (
        ("space-violence", "homicide_change", "p_holm", 0.06),
        ("space-violence", "homicide", "i_contiguity", -0.4),
        ("space-others", "turnout", "p_holm", 0.04),
        ("space-poverty", "polarisation", "p_holm", 0.5),
        ("space-definitions", "polarisation", "p_knn6", 0.01),
        ("space-definitions", "poverty", "p_knn4", 0.3),
        ("space-definitions", "perception", "p_knn6", 0.01),
    ):
        other = clusters.copy()
        other.loc[row, column] = value
        assert truth(space_conclusions.of_clusters(other, ALPHA, "x"))[name] is False


def test_the_corners_of_the_scatter_are_the_states_that_are_named():
    rates = pd.Series(np.linspace(1, 3, 32), STATES.index)
    rates[["08", "25", "10"]], rates["31"] = 4.0, 0.0
    around = rates.copy()
    assert truth(space_conclusions.of_scatter(rates, around, "x")) == {"space-corners": True}
    around["10"] = 0.0
    assert truth(space_conclusions.of_scatter(rates, around, "x")) == {"space-corners": False}
    rates["01"] = -1.0
    assert truth(space_conclusions.of_scatter(rates, rates, "x")) == {"space-corners": False}


def regression(p: float, residual: float, robust: float) -> space.Regression:
    model = pd.DataFrame({"p": [p]}, index=["x"])
    tests = pd.DataFrame({"p": [0.01, 0.01, robust, 0.9]},
                         index=["lag", "error", "robust_lag", "robust_error"])  # fmt: skip
    found = MoranResult(0.4, -0.03, residual, 32)
    return space.Regression("x", found, tests, "lag", dict.fromkeys(space.TITLES, model))


@pytest.mark.parametrize(
    ("p", "residual", "robust", "falls"),
    [
        (0.3, 0.01, 0.2, None),
        (0.01, 0.01, 0.2, "space-no-association"),
        (0.3, 0.2, 0.2, "space-residuals"),
        (0.3, 0.01, 0.01, "space-robust"),
    ],
)
def test_what_the_models_say(p, residual, robust, falls):
    done = {"S1": regression(p, residual, robust), "S2": regression(0.4, 0.01, 0.3)}
    found = truth(space_conclusions.of_models(done, ALPHA, "x"))
    assert [name for name, true in found.items() if not true] == ([falls] if falls else [])
