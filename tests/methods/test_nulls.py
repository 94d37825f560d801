"""Power and equivalence: by simulation of whole families, by hand, and on spoilt input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cohesion.errors import DataError
from cohesion.methods import association, nulls


def test_one_test_is_the_declared_formula():
    assert nulls.detectable(32) == pytest.approx(association.detectable(32))
    assert nulls.detectable(32, 7) > nulls.detectable(32, 5) > nulls.detectable(32)


def test_detectable_and_power_are_inverse():
    for tests in (1, 5, 7, 35):
        r = nulls.detectable(32, tests, power=0.8)
        assert nulls.power(r, 32, tests) == pytest.approx(0.8, abs=1e-3)


def test_power_is_that_of_holms_rule_in_a_simulated_family():
    """One association of 0.45 among seven; the other six are none."""
    rng, n, tests, families = np.random.default_rng(9), 32, 7, 4000
    x, y = rng.standard_normal((2, families, tests, n))
    y[:, 0] = 0.45 * x[:, 0] + np.sqrt(1 - 0.45**2) * y[:, 0]
    x, y = ((v - v.mean(axis=-1, keepdims=True)) for v in (x, y))
    r = (x * y).sum(axis=-1) / np.sqrt((x**2).sum(axis=-1) * (y**2).sum(axis=-1))
    p = 2 * stats.t.sf(np.abs(r) * np.sqrt((n - 2) / (1 - r**2)), n - 2)
    # Holm by hand: the k-th smallest p-value times the tests that are left, never falling.
    order = np.argsort(p, axis=1)
    steps = np.take_along_axis(p, order, axis=1) * np.arange(tests, 0, -1)
    adjusted = np.empty_like(p)
    np.put_along_axis(adjusted, order, np.maximum.accumulate(steps, axis=1), axis=1)
    assert adjusted[0].clip(max=1) == pytest.approx(association.adjust(p[0], "holm"))
    found = (adjusted[:, 0] < 0.05).mean()
    # Holm's later steps add a little to its first; Fisher's formula is an approximation.
    assert found == pytest.approx(nulls.power(0.45, n, tests), abs=0.04)


def test_fisher_interval_is_scipys():
    rng = np.random.default_rng(2)
    x, y = rng.standard_normal((2, 32))
    expected = stats.pearsonr(x, y).confidence_interval(0.9)
    low, high = nulls.fisher_interval(stats.pearsonr(x, y)[0], 32, 0.9)
    assert (low, high) == pytest.approx((expected.low, expected.high))


def test_small_needs_every_kind_of_interval():
    columns = pd.MultiIndex.from_product([["bca", "fisher"], ["low", "high"]])
    table = pd.DataFrame(
        [[-0.24, 0.23, -0.31, 0.28], [-0.2, 0.2, -0.25, 0.25], [0.1, 0.31, 0.1, 0.29]],
        index=["one kind only", "both", "above"],
        columns=columns,
    )
    assert nulls.shown_small(table, 0.3).tolist() == [False, True, False]
    with pytest.raises(DataError, match="only one bound"):
        nulls.shown_small(table.drop(columns=[("bca", "low")]), 0.3)


def test_spoilt_input_is_refused():
    with pytest.raises(DataError, match="no degrees of freedom"):
        nulls.detectable(4, controls=2)
    with pytest.raises(DataError, match="no correlation"):
        nulls.power(1.2, 32)
    with pytest.raises(DataError, match="no first step"):
        nulls.first_step_level(0)
