"""Spatial dependence: hand-worked cases, esda and spreg as reference, known simulated answers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from esda.moran import Moran
from libpysal.weights import full, lat2W
from scipy import stats

from cohesion import paths
from cohesion.chapters.correlation import space
from cohesion.errors import DataError
from cohesion.methods import spatial
from cohesion.tables.geography import STATE_CODES


def line(n: int):
    names = [f"{i:02d}" for i in range(n)]
    pairs = pd.DataFrame({"state_code": names[:-1], "neighbour_code": names[1:]})
    return names, spatial.contiguity(pairs, names)


def test_moran_by_hand_on_four_places_in_a_line():
    names, weights = line(4)
    values = pd.Series([1.0, 2.0, 3.0, 4.0], index=names, name="v")
    # deviations −1.5 −0.5 0.5 1.5; row-standardised lags −0.5 −0.5 0.5 0.5; Σ z·lag = 2; Σ z² = 5
    result = spatial.moran(values, weights, np.random.default_rng(1), 99)
    assert result.i == pytest.approx(0.4)
    assert result.expected == pytest.approx(-1 / 3)


def test_permutations_reproduce_the_distribution_that_esda_draws():
    weights = lat2W(6, 6)
    weights.transform = "r"
    values = pd.Series(np.random.default_rng(4).normal(size=36))
    ours = spatial.moran(values, weights, np.random.default_rng(1), 9999)
    np.random.seed(1)  # esda draws from the global generator
    other = Moran(values.to_numpy(), weights, permutations=9999)
    two_sided = np.mean(np.abs(other.sim - other.EI) >= abs(other.I - other.EI))
    assert ours.i == pytest.approx(other.I)
    assert ours.p == pytest.approx(two_sided, abs=0.02)


def test_moran_false_positive_rate_when_nothing_is_there():
    weights = space.state_weights(list(STATE_CODES))["contiguity"]
    rng, trials = np.random.default_rng(9), 300
    found = sum(
        spatial.moran(pd.Series(rng.lognormal(size=32), STATE_CODES), weights, rng, 199).p <= 0.05
        for _ in range(trials)
    )
    low, high = stats.binom.interval(0.999, trials, 0.05)
    assert low <= found <= high


@pytest.fixture(scope="module")
def spatial_data():
    weights = lat2W(20, 20)
    weights.transform = "r"
    matrix, _ = full(weights)
    rng = np.random.default_rng(5)
    x, noise = rng.normal(size=400), rng.normal(size=400)
    inverse = np.linalg.inv(np.eye(400) - 0.6 * matrix)
    return (
        weights,
        pd.DataFrame({"x": x}),
        {
            "lag": pd.Series(inverse @ (1 + 0.5 * x + noise)),
            "error": pd.Series(1 + 0.5 * x + inverse @ noise),
            "none": pd.Series(1 + 0.5 * x + noise),
        },
    )


@pytest.mark.parametrize(("kind", "parameter"), [("lag", "rho"), ("error", "lambda")])
def test_diagnostics_choose_the_model_that_made_the_data(spatial_data, kind, parameter):
    weights, x, made = spatial_data
    p = spatial.moran(spatial.residuals(made[kind], x), weights, np.random.default_rng(1), 499).p
    assert spatial.choose_model(p, spatial.diagnostics(made[kind], x, weights)) == kind
    table = spatial.regression(made[kind], x, weights, kind)
    assert table.loc[parameter, "low"] < 0.6 < table.loc[parameter, "high"]
    assert table.loc["x", "low"] < 0.5 < table.loc["x", "high"]


def test_no_spatial_model_without_dependence(spatial_data):
    weights, x, made = spatial_data
    residual = spatial.residuals(made["none"], x)
    p = spatial.moran(residual, weights, np.random.default_rng(1), 499).p
    assert spatial.choose_model(p, spatial.diagnostics(made["none"], x, weights)) == "none"
    plain = spatial.regression(made["none"], x, weights)
    slope = stats.linregress(x["x"], made["none"])
    assert plain.loc["x", "coefficient"] == pytest.approx(slope.slope)
    assert plain.loc["x", "p"] == pytest.approx(slope.pvalue)


def test_state_weights_are_symmetric_in_contiguity_and_know_their_neighbours():
    weights = space.state_weights(list(STATE_CODES))
    touching = weights["contiguity"].neighbors
    assert set(touching["02"]) == {"03", "26"}  # Baja California: BCS and Sonora
    assert set(touching["31"]) == {"04", "23"}  # Yucatán: Campeche and Quintana Roo
    assert all(unit in touching[other] for unit in touching for other in touching[unit])
    assert {len(n) for n in weights["knn4"].neighbors.values()} == {4}
    assert "29" in weights["knn4"].neighbors["21"]  # Tlaxcala lies inside Puebla's bend
    assert paths.GEO.exists()


def test_broken_input_is_named():
    names, weights = line(4)
    with pytest.raises(DataError, match="gap"):
        spatial.moran(pd.Series([1, np.nan, 2, 3], names), weights, np.random.default_rng(1))
    with pytest.raises(DataError, match="touches no other"):
        spatial.contiguity(
            pd.DataFrame({"state_code": ["00"], "neighbour_code": ["01"]}), ["00", "01", "02"]
        )
    with pytest.raises(DataError, match="not among the units"):
        spatial.contiguity(pd.DataFrame({"state_code": ["77"], "neighbour_code": ["01"]}), ["01"])
    with pytest.raises(DataError, match="unknown model"):
        spatial.regression(
            pd.Series([1.0] * 4, names), pd.DataFrame({"x": range(4)}, names), weights, "magic"
        )
