"""Estimates with their errors: differences, intervals, changes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats
from scipy.stats import norm

CONFIDENCE = 0.95


def half_width(se: pd.Series | float, confidence: float = CONFIDENCE) -> pd.Series | float:
    """Return half the width of a normal interval from a standard error."""
    return norm.ppf(0.5 + confidence / 2) * se


def mean_by_class(values: pd.Series, classes: pd.Series, weights: pd.Series) -> pd.Series:
    """Return the weighted mean of ``values`` in each class; units with a gap are left out."""
    frame = pd.DataFrame({"v": values, "c": classes, "w": weights}).dropna()
    weighted = (frame["v"] * frame["w"]).groupby(frame["c"]).sum()
    return weighted / frame["w"].groupby(frame["c"]).sum()


def against(estimates: pd.DataFrame, reference: float) -> pd.Series:
    """Return 1 for an interval above a reference, −1 for one below it, 0 for one that holds it.

    A state beside the nation: the nation's own error is small and is not counted.
    """
    above, below = estimates["low"] > reference, estimates["high"] < reference
    return above.astype(int) - below.astype(int)


#: Half-width of a 95 % interval in standard errors (normal distribution).
Z95 = float(stats.norm.ppf(0.975))


def gap(values: pd.Series, se: pd.Series, first: str, second: str) -> dict[str, float]:
    """Return the difference of two groups with its 95 % interval.

    The groups share households and primary units, so their estimates are positively related; the
    interval treats them as independent and is, if anything, too wide.
    """
    difference = float(values[first] - values[second])
    half = float(half_width(np.hypot(se[first], se[second])))
    return {"gap": difference, "low": difference - half, "high": difference + half}


def interval(values: pd.Series, se: pd.Series) -> pd.DataFrame:
    """Return the 95 % interval of estimates: ``low`` and ``high``."""
    return pd.DataFrame({"low": values - half_width(se), "high": values + half_width(se)})


def change(
    before: pd.Series,
    after: pd.Series,
    se_before: pd.Series,
    se_after: pd.Series,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the change between two independent samples with its interval and class.

    Returns
    -------
    DataFrame
        ``change``, ``low``, ``high`` (normal interval), ``detectable`` (half its width: the
        smallest change that would be told from zero), ``reading`` (1 rose, −1 fell, 0 neither).
    """
    z = stats.norm.ppf(0.5 + level / 2)
    difference = after - before
    half = z * np.sqrt(se_before**2 + se_after**2)
    return pd.DataFrame(
        {
            "change": difference,
            "low": difference - half,
            "high": difference + half,
            "detectable": half,
            "reading": np.sign(difference).where(difference.abs() > half, 0).astype(int),
        }
    )
