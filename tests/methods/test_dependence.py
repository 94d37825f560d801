"""The effective number of units: without dependence, by simulation, and on spoilt input."""

from __future__ import annotations

import numpy as np
import pytest
import spreg
from libpysal.weights import lat2W
from scipy import stats

from cohesion.errors import DataError
from cohesion.methods import dependence


def grid(side: int = 6):
    weights = lat2W(side, side)
    weights.transform = "r"
    return weights, weights.full()[0]


def test_without_dependence_every_unit_counts():
    _, w = grid()
    same = dependence.covariance(0.0, w)
    assert dependence.effective_number(same, same) == pytest.approx(36)


@pytest.mark.parametrize(("rho", "tolerance"), [(0.4, 0.05), (0.75, 0.15)])
def test_number_is_the_one_that_simulated_correlations_show(rho, tolerance):
    """The variance of r between independent processes is 1 / (number − 1); to first order."""
    _, w = grid()
    rng = np.random.default_rng(4)
    inverse = np.linalg.inv(np.eye(36) - rho * w)
    x, y = (rng.standard_normal((20_000, 36)) @ inverse.T for _ in range(2))
    x -= x.mean(axis=1, keepdims=True)
    y -= y.mean(axis=1, keepdims=True)
    r = (x * y).sum(axis=1) / np.sqrt((x**2).sum(axis=1) * (y**2).sum(axis=1))
    cov = dependence.covariance(rho, w)
    number = dependence.effective_number(cov, cov)
    shown = 1 + 1 / r.var()
    assert number < 33
    # The formula errs on the side of fewer units.
    assert shown * (1 - tolerance) < number < shown * 1.02


@pytest.mark.filterwarnings("ignore")
def test_parameter_is_that_of_spregs_error_model():
    weights, w = grid()
    rng = np.random.default_rng(7)
    y = np.linalg.solve(np.eye(36) - 0.6 * w, rng.standard_normal(36))
    x = rng.standard_normal((36, 1)) * 1e-9
    other = spreg.ML_Error(y[:, None], x, w=weights)
    assert dependence.autoregression(y, w) == pytest.approx(float(other.lam), abs=0.05)


def test_pair_is_never_worth_more_than_its_units_and_the_test_is_scipys():
    _, w = grid()
    rng = np.random.default_rng(8)
    checker = np.indices((6, 6)).sum(axis=0).ravel() % 2 + rng.normal(0, 0.3, 36)
    assert dependence.of_pair(checker, rng.standard_normal(36), w) <= 36
    x, y = rng.standard_normal((2, 36))
    r, p = stats.pearsonr(x, y)
    assert dependence.modified_p(r, 36) == pytest.approx(p)


def test_spoilt_input_is_refused():
    _, w = grid()
    with pytest.raises(DataError, match="weights are for 36"):
        dependence.autoregression(np.arange(5.0), w)
    with pytest.raises(DataError, match="same value"):
        dependence.autoregression(np.ones(36), w)
    with pytest.raises(DataError, match="gap"):
        dependence.autoregression(np.r_[np.nan, np.arange(35.0)], w)
    with pytest.raises(DataError, match="sum to one"):
        dependence.autoregression(np.arange(36.0), 2 * w)
    with pytest.raises(DataError, match="nothing to test"):
        dependence.modified_p(0.5, 2)
