"""What a null can say: detectable size, power and equivalence under the rule that judges.

A family of tests is judged by Holm's rule. Its first step asks of the smallest p-value to stay
below alpha over the number of tests; as long as no other association of the family is found, that
is the level each association has to reach.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from cohesion.errors import DataError


def first_step_level(tests: int, alpha: float = 0.05) -> float:
    """Return the level that the first step of Holm's rule asks of a family of ``tests``."""
    if tests < 1:
        raise DataError(f"a family of {tests} tests has no first step.")
    return alpha / tests


def detectable(
    n: float, tests: int = 1, alpha: float = 0.05, power: float = 0.8, controls: int = 0
) -> float:
    """Return the smallest |r| that the first step of Holm's rule finds with this power.

    Fisher's approximation: tanh((z of 1 − level/2 + z of power) / √(n − 3 − controls)).

    Parameters
    ----------
    n : float
        Units, or their effective number under dependence.
    tests : int
        Size of the family; 1 for a single test.
    """
    freedom = _freedom(n, controls)
    level = first_step_level(tests, alpha)
    return float(np.tanh((stats.norm.isf(level / 2) + stats.norm.ppf(power)) / np.sqrt(freedom)))


def power(r: float, n: float, tests: int = 1, alpha: float = 0.05, controls: int = 0) -> float:
    """Return the probability (0–1) that Holm's first step finds an association of ``r``."""
    if not -1 < r < 1:
        raise DataError(f"{r:g} is no correlation between −1 and 1.")
    shift = np.arctanh(abs(r)) * np.sqrt(_freedom(n, controls))
    limit = stats.norm.isf(first_step_level(tests, alpha) / 2)
    return float(stats.norm.sf(limit - shift) + stats.norm.cdf(-limit - shift))


def fisher_interval(
    r: float | np.ndarray, n: float, confidence: float = 0.95, controls: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Return Fisher's interval of a (partial) correlation."""
    half = stats.norm.ppf((1 + confidence) / 2) / np.sqrt(_freedom(n, controls))
    z = np.arctanh(np.clip(r, -1 + 1e-12, 1 - 1e-12))
    return np.tanh(z - half), np.tanh(z + half)


def shown_small(intervals: pd.DataFrame, margin: float) -> pd.Series:
    """Say for each row whether every kind of interval lies inside (−margin, margin).

    Parameters
    ----------
    intervals : DataFrame
        Columns come in pairs (kind, "low") and (kind, "high"), two levels; the intervals are those
        of two one-sided tests, 1 − 2 alpha.
    """
    low = intervals.xs("low", axis=1, level=1)
    high = intervals.xs("high", axis=1, level=1)
    if set(low) != set(high):
        raise DataError("an interval has only one bound.", cure="Give low and high of each kind.")
    return ((low > -margin) & (high < margin)).all(axis=1)


def _freedom(n: float, controls: int) -> float:
    freedom = n - 3 - controls
    if freedom < 1:
        raise DataError(f"{n:g} units leave no degrees of freedom with {controls} controls.")
    return freedom
