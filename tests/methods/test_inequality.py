"""Social gradients and changes: hand-worked cases, other implementations, properties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.methods import inequality

UNITS = list("abcdef")


def series(values, index=None):
    return pd.Series(values, index=index or UNITS[: len(values)], dtype=float)


def test_position_is_the_midpoint_of_population_shares():
    place = inequality.position(series([50, 10]), series([30, 10]))
    assert place["a"] == pytest.approx(0.375)  # the more deprived three quarters come first
    assert place["b"] == pytest.approx(0.875)


def test_equal_deprivation_shares_a_position():
    place = inequality.position(series([5, 5, 1]), series([1, 1, 2]))
    assert place["a"] == place["b"] == pytest.approx(0.25)
    assert place["c"] == pytest.approx(0.75)


def test_slope_and_concentration_of_two_groups_by_hand():
    # Positions 0.25 and 0.75, outcomes 20 and 10: the line runs from 25 at the most deprived end
    # to 5 at the least deprived one.
    outcome, deprivation, people = series([20, 10]), series([9, 1]), series([1, 1])
    place = inequality.position(deprivation, people)
    slope = np.polyfit(place, outcome, 1)[0]
    assert -slope == pytest.approx(20)
    concentration = inequality.concentration_by_deprivation(outcome, deprivation, people)
    assert concentration == pytest.approx(2 * ((20 * 0.25 + 10 * 0.75) / 2 - 15 * 0.5) / 15)
    assert concentration == pytest.approx(-1 / 6)


def test_slope_index_equals_weighted_least_squares_written_out():
    rng = np.random.default_rng(1)
    outcome, deprivation = series(rng.normal(size=6)), series(rng.permutation(6))
    people = series(rng.uniform(1, 5, 6))
    x = inequality.position(deprivation, people).to_numpy()
    w = people.to_numpy() / people.sum()
    y = outcome.to_numpy()
    beta = (w * (x - w @ x) * (y - w @ y)).sum() / (w * (x - w @ x) ** 2).sum()
    slope, low, high = inequality.slope_index(outcome, deprivation, people)
    assert slope == pytest.approx(-beta)
    assert low < slope < high


def test_concentration_equals_one_minus_twice_the_area_under_the_curve():
    rng = np.random.default_rng(2)
    outcome, deprivation = series(rng.uniform(1, 9, 6)), series(rng.permutation(6))
    people = series(rng.uniform(1, 5, 6))
    order = deprivation.sort_values(ascending=False).index
    share = np.concatenate([[0], (people[order] / people.sum()).cumsum()])
    total = (people * outcome).sum()
    curve = np.concatenate([[0], ((people * outcome)[order] / total).cumsum()])
    area = np.trapezoid(curve, share)
    assert inequality.concentration_by_deprivation(outcome, deprivation, people) == pytest.approx(
        1 - 2 * area
    )


@given(st.floats(0.1, 100), st.integers(0, 1000))
def test_scaling_the_outcome_scales_the_slope_and_leaves_the_concentration(factor, seed):
    rng = np.random.default_rng(seed)
    outcome, deprivation = series(rng.uniform(1, 9, 6)), series(rng.permutation(6))
    people = series(rng.uniform(1, 5, 6))
    before = inequality.slope_index(outcome, deprivation, people)[0]
    after = inequality.slope_index(outcome * factor, deprivation, people)[0]
    assert after == pytest.approx(before * factor, rel=1e-6, abs=1e-9)
    assert inequality.concentration_by_deprivation(
        outcome * factor, deprivation, people
    ) == pytest.approx(
        inequality.concentration_by_deprivation(outcome, deprivation, people), abs=1e-12
    )


def test_no_gradient_is_zero():
    flat, deprivation, people = series([7] * 6), series(range(6)), series([1, 2, 3, 4, 5, 6])
    assert inequality.slope_index(flat, deprivation, people)[0] == pytest.approx(0, abs=1e-9)
    assert inequality.concentration_by_deprivation(flat, deprivation, people) == pytest.approx(
        0, abs=1e-12
    )


def test_a_unit_without_population_is_named():
    with pytest.raises(DataError, match="row b"):
        inequality.position(series([1, 2]), series([1, 0]))


def test_gradients_of_a_perfect_and_of_no_association():
    index = [f"{i:02d}" for i in range(1, 33)]
    rng = np.random.default_rng(3)
    deprivation = pd.Series(np.arange(32.0), index)
    people = pd.Series(1.0, index)
    outcomes = {"same": deprivation * 2 + 5, "noise": pd.Series(rng.normal(10, 1, 32), index)}
    table = inequality.gradients(
        outcomes, deprivation, {"same": people, "noise": people}, rng, replications=499
    )
    assert table.loc["same", "rho"] == pytest.approx(1)
    # The fitted ends lie half a unit beyond the outer midpoints: 32 steps of 2.
    assert table.loc["same", "slope"] == pytest.approx(64)
    assert table.loc["same", "concentration"] < 0
    assert table.loc["same", "p_adjusted"] < 0.01 < table.loc["noise", "p_adjusted"]
    assert (table["p_adjusted"] >= table["p"]).all()
