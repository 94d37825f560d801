"""The wild cluster bootstrap: by loops, by simulation, and on spoilt input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.methods import counts, wild


def linear(seed: int, effect: float = 0.0, groups: int = 12):
    rng = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(groups), rng.integers(5, 30, groups))
    n = len(clusters)
    common = rng.normal(0, 1, groups)[clusters]
    x = rng.normal(0, 1, n) + rng.normal(0, 1, groups)[clusters]
    y = effect * x + common + rng.normal(0, 1, n)
    return np.column_stack([x, np.ones(n)]), y, clusters


def test_linear_test_is_the_restricted_bootstrap_done_by_loops():
    columns, y, clusters = linear(3, 0.2)
    weights = wild.draw_weights(12, 199, np.random.default_rng(1), "rademacher")
    found = wild.linear_test(columns, y, clusters, weights)

    def t(target: np.ndarray) -> float:
        beta, se = counts.linear_clustered(columns, target, clusters)
        return beta[0] / se[0]

    fitted = np.full(len(y), y.mean())
    drawn = [t(fitted + (y - fitted) * weights[clusters, b]) for b in range(199)]
    assert found.t == pytest.approx(t(y), abs=1e-9)
    assert found.p == pytest.approx((np.sum(np.abs(drawn) >= abs(t(y)) - 1e-12) + 1) / 200)


def poisson_model(seed: int, effect: float = 0.0, groups: int = 14) -> counts.Design:
    rng = np.random.default_rng(seed)
    state = np.repeat([f"{i:02d}" for i in range(groups)], 30)
    n = len(state)
    frame = pd.DataFrame({"state_code": state, "people": rng.integers(3_000, 60_000, n) * 1.0})
    slope = rng.normal(0, 0.15, groups)[np.repeat(np.arange(groups), 30)]
    frame["x"] = rng.normal(0, 1, n)
    rate = 3e-4 * np.exp((effect + slope) * frame["x"] + rng.normal(0, 0.5, n))
    frame["deaths"] = rng.poisson(frame["people"] * rate)
    return counts.design(frame, "deaths", "people", ["x"], "state_code")


@pytest.mark.dear
def test_poisson_test_holds_its_level_where_clusters_differ():
    weights = wild.draw_weights(14, 399, np.random.default_rng(5))
    p = np.array([wild.poisson_test(poisson_model(seed), weights).p for seed in range(200)])
    assert 0.02 < (p <= 0.05).mean() < 0.10


def test_poisson_interval_holds_the_estimate_and_turns_with_the_test():
    model = poisson_model(8, 0.4)
    weights = wild.draw_weights(14, 999, np.random.default_rng(6))
    low, high = wild.poisson_interval(model, weights)
    found = wild.poisson_test(model, weights)
    assert low < found.coefficient < high
    assert found.p < 0.05 and low > 0
    assert wild.poisson_test(model, weights, low - 0.02).p < 0.05
    assert wild.poisson_test(model, weights, (low + high) / 2).p > 0.05


def test_webb_weights_have_mean_zero_and_variance_one():
    assert wild.WEBB.mean() == pytest.approx(0)
    assert (wild.WEBB**2).mean() == pytest.approx(1)


def test_wrong_weights_and_few_clusters_are_refused():
    columns, y, clusters = linear(1)
    weights = wild.draw_weights(11, 99, np.random.default_rng(1))
    with pytest.raises(DataError, match="weights are for 11 clusters, the model has 12"):
        wild.linear_test(columns, y, clusters, weights)
    with pytest.raises(DataError, match="unknown weights"):
        wild.draw_weights(5, 9, np.random.default_rng(1), "normal")
    few = wild.draw_weights(3, 99, np.random.default_rng(1))
    with pytest.raises(DataError, match="too few"):
        wild.linear_test(columns[:60], y[:60], np.arange(60) % 3, few)
    model = poisson_model(2)
    flat = counts.Design(model.y, model.offset, model.columns.assign(x=1.0), model.clusters, ("x",))
    weights = wild.draw_weights(14, 99, np.random.default_rng(1))
    with pytest.raises(DataError, match="no spread"):
        wild.poisson_test(flat, weights)
