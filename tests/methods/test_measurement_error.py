"""Attenuation and SIMEX: known truth by simulation, hand-worked cases, spoilt input."""

from __future__ import annotations

import numpy as np
import pytest

from cohesion.errors import DataError
from cohesion.methods import measurement_error as error


def noisy(seed: int, n: int = 600):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(n)
    y = 0.6 * x + 0.8 * rng.standard_normal(n)
    se = rng.uniform(0.4, 0.8, n)
    return x + se * rng.standard_normal(n), y, se


def test_reliability_is_that_of_the_simulation():
    found = [error.reliability(noisy(s)[0], noisy(s)[2]) for s in range(20)]
    noise = (0.8**3 - 0.4**3) / (3 * 0.4)
    assert np.mean(found) == pytest.approx(1 / (1 + noise), abs=0.01)


def test_both_corrections_find_the_truth_that_the_plain_coefficient_misses():
    plain, corrected, extrapolated = [], [], []
    for seed in range(20):
        x, y, se = noisy(seed)
        r = np.corrcoef(x, y)[0, 1]
        plain.append(r)
        corrected.append(error.deattenuated(r, error.reliability(x, se)))
        rng = np.random.default_rng(100 + seed)
        extrapolated.append(error.simex(x, y, se, np.zeros(len(x)), rng, replications=99))
    assert np.mean(plain) == pytest.approx(0.6 * np.sqrt(1 / 1.3733), abs=0.02)
    assert np.mean(corrected) == pytest.approx(0.6, abs=0.02)
    # A quadratic goes most of the way back.
    assert np.mean(extrapolated) == pytest.approx(0.59, abs=0.03)


def test_hand_worked_cases():
    assert error.reliability(np.array([1.0, 3.0]), np.array([1.0, 1.0])) == pytest.approx(0.5)
    assert error.reliability(np.array([1.0, 3.0]), np.array([5.0, 5.0])) == 0
    assert error.deattenuated(0.3, 0.5, 0.5) == pytest.approx(0.6)
    assert error.deattenuated(-0.9, 0.5) == -1


def test_without_error_nothing_moves():
    x, y, _ = noisy(3)
    found = error.simex(x, y, 0 * x, 0 * y, np.random.default_rng(1), replications=99)
    assert found == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)


def test_spoilt_input_is_refused():
    x, y, se = noisy(1)
    with pytest.raises(DataError, match="standard errors stand beside"):
        error.reliability(x, se[:-1])
    with pytest.raises(DataError, match="missing"):
        error.reliability(x, np.where(np.arange(len(se)) == 4, np.nan, se))
    with pytest.raises(DataError, match="negative"):
        error.reliability(x, -se)
    with pytest.raises(DataError, match="same value"):
        error.reliability(np.ones(9), np.ones(9))
    with pytest.raises(DataError, match="nothing can be corrected"):
        error.deattenuated(0.4, 0.0)
    with pytest.raises(DataError, match="values stand beside"):
        error.simex(x, y[:-1], se, np.zeros(len(y) - 1), np.random.default_rng(1))
