"""The spatial results: neighbours of the map, Moran's I as a slope, models as readers see them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import space, variables
from cohesion.tables.geography import STATE_CODES


@pytest.fixture(scope="module")
def states(declared):
    return variables.state_variables(declared).frame


@pytest.fixture(scope="module")
def weights():
    return space.state_weights(list(STATE_CODES))


def test_neighbours_are_those_of_the_map(weights):
    # Aguascalientes touches Jalisco and Zacatecas; Yucatán touches Campeche and Quintana Roo.
    assert set(weights["contiguity"].neighbors["01"]) == {"14", "32"}
    assert set(weights["contiguity"].neighbors["31"]) == {"04", "23"}
    assert {len(n) for n in weights["knn4"].neighbors.values()} == {4}
    assert {len(n) for n in weights["knn6"].neighbors.values()} == {6}
    assert "04" in weights["knn4"].neighbors["31"]


def test_mean_of_the_neighbours_by_hand(weights):
    values = pd.Series(0.0, index=list(STATE_CODES))
    values["14"], values["32"] = 4.0, 10.0
    assert space.neighbours_mean(values, weights["contiguity"])["01"] == 7.0


def test_results_follow_the_plan(declared, states, weights):
    rng = np.random.default_rng(1)
    table = space.moran_table(declared, states, weights, rng)
    assert list(table.index) == list(declared.space["variables"])
    assert (table["p_holm"] >= table["p_contiguity"]).all() and (table["n"] == 32).all()
    lag = space.neighbours_mean(states["homicide"], weights["contiguity"])
    centred = states["homicide"] - states["homicide"].mean()
    slope = (centred * (lag - states["homicide"].mean())).sum() / (centred**2).sum()
    assert slope == pytest.approx(table.loc["homicide", "i_contiguity"])
    shown = space.shown_moran(declared, table)
    assert shown.loc[declared.label("homicide"), "n"] == "32"
    assert float(shown.loc[declared.label("homicide"), "Moran's I"].replace("−", "-")) == (
        pytest.approx(slope, abs=0.005)
    )


def test_regressions_are_shown_for_one_standard_deviation(declared, states, weights):
    done = space.regressions(declared, states, weights["contiguity"], np.random.default_rng(1))
    shown = space.shown_models(declared, states, done)
    assert len(shown) == 9 and set(shown["n"]) == {"32"}
    assert (shown["Spatial coefficient"] == "–").sum() == 3
    diagnostics = space.shown_diagnostics(declared, done)
    assert len(diagnostics) == 3 and set(diagnostics["Model"]) <= {*space.TITLES, "ols"}
    name = next(iter(done))
    h = declared.families["security"].hypotheses[name]
    # Least squares without a spatial term: NumPy's line through the points.
    slope = np.polyfit(states[h.x], states[h.y], 1)[0]
    line = shown.loc[f"{name} {declared.label(h.x)}: {space.TITLES['none']}", "Coefficient"]
    assert float(line.replace("−", "-")) == pytest.approx(slope * states[h.x].std(), abs=0.005)
