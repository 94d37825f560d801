"""Where people are: territorial concentration, ranks with ties, and changes with their error."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests

from cohesion.errors import DataError


def units_holding(counts: pd.Series, share: float = 0.5) -> int:
    """Return the smallest number of units that together hold a share of the total.

    Parameters
    ----------
    counts : Series
        Persons per unit, zero or more.
    share : float
        Between 0 and 1.

    Raises
    ------
    DataError
        Negative or missing counts, nothing to share, or a share outside 0–1.
    """
    clean = _counts(counts)
    if not 0 < share <= 1:
        raise DataError(f"a share of {share:g} is impossible.", cure="Give it between 0 and 1.")
    held = clean.sort_values(ascending=False).cumsum().to_numpy() / clean.sum()
    # A tolerance keeps a share that is met exactly from slipping to the next unit by rounding.
    return int((held < share - 1e-12).sum()) + 1


def concentration_curve(counts: pd.Series, population: pd.Series) -> pd.DataFrame:
    """Return the curve of counts over population, from the unit with the highest rate down.

    Parameters
    ----------
    counts, population : Series
        Same index; persons with the attribute and all persons.

    Returns
    -------
    DataFrame
        ``population`` and ``counts``: cumulative shares from 0 to 1 (units + 1 rows). Where the
        attribute is spread evenly, the curve is the diagonal; it lies above it otherwise.
    """
    clean = _counts(counts)
    people = _counts(population.reindex(clean.index))
    rate = (clean / people).sort_values(ascending=False, kind="stable")
    order = rate.index
    return pd.DataFrame(
        {
            "population": np.r_[0, people[order].cumsum() / people.sum()],
            "counts": np.r_[0, clean[order].cumsum() / clean.sum()],
        }
    )


def concentration_index(counts: pd.Series, population: pd.Series) -> float:
    """Return twice the area between the concentration curve and the diagonal.

    0: every unit has the same rate; towards 1: few people's units hold all. It is the Gini
    coefficient of the units' rates weighted by population [1]_, and so says how far the attribute
    is a matter of place.

    References
    ----------
    .. [1] N. Kakwani, A. Wagstaff and E. van Doorslaer, "Socioeconomic inequalities in health",
       Journal of Econometrics 77 (1997) 87–103.
    """
    curve = concentration_curve(counts, population)
    return float(2 * np.trapezoid(curve["counts"], curve["population"]) - 1)


def change(
    before: pd.Series, after: pd.Series, se_before: pd.Series, se_after: pd.Series,
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
    sure = multipletests(p, alpha=1 - level, method="holm")[0]
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


def _counts(counts: pd.Series) -> pd.Series:
    values = counts.astype(float)
    if values.isna().any() or (values < 0).any():
        bad = values.index[(values.isna() | (values < 0))][0]
        raise DataError(
            f"unit {bad} has no count or a negative one.",
            row=str(bad),
            cure="Leave units without a figure out before measuring concentration.",
        )
    if values.sum() == 0:
        raise DataError("the counts add up to zero.", cure="There is nothing to concentrate.")
    return values
