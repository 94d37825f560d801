"""The ranks that errors leave possible."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from cohesion.errors import DataError
from cohesion.methods.association import adjust


def rank_ranges(estimates: pd.DataFrame) -> pd.DataFrame:
    """Return the ranks that each unit could hold, given its interval (1 = highest).

    A unit is surely above another only if its interval lies wholly above. ``best`` counts the
    units surely above it, ``worst`` those not surely below it; units whose ranges overlap are
    tied. The rule is cautious: it ties more units than a test of each pair would.

    Parameters
    ----------
    estimates : DataFrame
        With columns ``rate``, ``low`` and ``high``.

    Returns
    -------
    DataFrame
        ``rank`` by the estimate, ``best``, ``worst`` (whole numbers).
    """
    low, high = estimates["low"].to_numpy(), estimates["high"].to_numpy()
    surely_above = low[None, :] > high[:, None]
    surely_below = high[None, :] < low[:, None]
    return pd.DataFrame(
        {
            "rank": estimates["rate"].rank(ascending=False, method="min").astype(int),
            "best": 1 + surely_above.sum(axis=1),
            "worst": len(estimates) - surely_below.sum(axis=1),
        },
        index=estimates.index,
    )


def rank_intervals(values: pd.Series, se: pd.Series, level: float = 0.95) -> pd.DataFrame:
    """Return each unit's rank (1 = largest) and the ranks that sampling error leaves possible.

    Every pair is compared with a two-sided normal test; p-values are adjusted for all pairs with
    Holm's method, so that the probability of any wrong order among them is at most ``1 − level``.
    The best possible rank is one more than the number of units surely larger, the worst the number
    of units less those surely smaller.

    Returns
    -------
    DataFrame
        ``rank``, ``best``, ``worst``, ``tied_with`` (how many others cannot be told apart).
    """
    if values.isna().any() or se.reindex(values.index).isna().any():
        raise DataError("a value or its standard error is missing.", cure="Leave the unit out.")
    v, e = values.to_numpy(float), se.reindex(values.index).to_numpy(float)
    first, second = np.triu_indices(len(v), k=1)
    z = (v[first] - v[second]) / np.sqrt(e[first] ** 2 + e[second] ** 2)
    p = 2 * stats.norm.sf(np.abs(z))
    sure = adjust(p, "holm") <= 1 - level
    larger = np.zeros((len(v), len(v)), dtype=bool)  # larger[i, j]: i is surely larger than j
    larger[first, second] = sure & (z > 0)
    larger[second, first] = sure & (z < 0)
    return pd.DataFrame(
        {
            "rank": values.rank(ascending=False, method="min").astype(int),
            "best": 1 + larger.sum(axis=0),
            "worst": len(v) - larger.sum(axis=1),
            "tied_with": len(v) - 1 - larger.sum(axis=0) - larger.sum(axis=1),
        },
        index=values.index,
    )


def signal_share(values: pd.Series, se: pd.Series) -> float:
    """Return which part of the variance between units is more than sampling error, in per cent.

    One minus the mean squared standard error over the variance of the estimates: the reliability
    of the estimates as measures of the units {cite:p}`goldstein1996league`. Single pairs of units
    may be tied although most of the variance is signal.
    """
    if values.isna().any() or se.reindex(values.index).isna().any():
        raise DataError("a value or its standard error is missing.", cure="Leave the unit out.")
    return float(100 * (1 - np.mean(se.reindex(values.index) ** 2) / np.var(values, ddof=1)))
