"""Rates of rare events per 100 000 persons: intervals, changes, smoothing, ties in rankings.

Deaths and files are complete counts, not samples. The intervals say how far a count of that size
can move by chance alone (Poisson); they do not cover under-registration, and because homicides
come in clusters they are, if anything, too narrow.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.rates import confint_poisson_2indep

from cohesion.errors import DataError

PER = 100_000
LEVEL = 0.95


def rates(
    counts: pd.Series, population: pd.Series, *, per: float = PER, level: float = LEVEL
) -> pd.DataFrame:
    """Return rates with exact Poisson intervals (Garwood 1936, by gamma quantiles).

    Parameters
    ----------
    counts : Series
        Events, whole numbers, zero or more.
    population : Series
        Person-years at risk, same index; every unit of ``counts`` needs a positive one.
    per : float
        The rate is per so many persons.
    level : float
        Coverage of the interval.

    Returns
    -------
    DataFrame
        Index of ``counts``; columns ``count``, ``population``, ``rate``, ``low``, ``high``.

    Raises
    ------
    DataError
        A negative count, or a unit without a positive population.
    """
    counts, exposure = _aligned(counts, population)
    tail = (1 - level) / 2
    # With no event the lower bound is zero; the gamma quantile of shape 0 is not defined.
    low = np.where(counts > 0, stats.gamma.ppf(tail, np.maximum(counts, 1)), 0.0)
    high = stats.gamma.ppf(1 - tail, counts + 1)
    table = {"count": counts, "population": exposure, "rate": counts / exposure * per}
    frame = pd.DataFrame(table)
    return frame.assign(low=low / exposure * per, high=high / exposure * per)


def pooled_rates(
    counts: pd.DataFrame, population: pd.DataFrame, *, per: float = PER, level: float = LEVEL
) -> pd.DataFrame:
    """Return rates over several years together: events of all years by person-years of all.

    ``counts`` and ``population`` are units × years with the same columns; see :func:`rates`.
    """
    if list(counts.columns) != list(population.columns):
        raise DataError(
            f"the years of the counts ({list(counts.columns)}) are not those of the population "
            f"({list(population.columns)}).",
            cure="Select the same years of both.",
        )
    population = population.reindex(counts.index)
    return rates(
        counts.sum(axis=1, min_count=len(counts.columns)),
        population.sum(axis=1, min_count=len(population.columns)),
        per=per,
        level=level,
    )


def change(
    before: pd.DataFrame, after: pd.DataFrame, *, per: float = PER, level: float = LEVEL
) -> pd.DataFrame:
    """Return the change between two periods: difference and ratio of rates with intervals.

    Parameters
    ----------
    before, after : DataFrame
        As :func:`rates` returns them, same index.

    Returns
    -------
    DataFrame
        ``difference``, ``difference_low``, ``difference_high`` (per ``per``), ``ratio``,
        ``ratio_low``, ``ratio_high`` and ``changed`` (the interval of the difference excludes
        zero). Intervals are score intervals (Gu et al. 2008) as in statsmodels; a ratio over no
        event is missing.
    """
    after = after.reindex(before.index)
    records = []
    pairs = (frame[["count", "population"]].to_numpy(dtype=float) for frame in (before, after))
    for (c0, e0), (c1, e1) in zip(*pairs, strict=True):
        options = {"alpha": 1 - level}
        # With no event before, the library divides by zero on its way to a finite interval.
        with np.errstate(divide="ignore"):
            low, high = confint_poisson_2indep(c1, e1, c0, e0, "score", "diff", **options)
        if c0 > 0 and c1 > 0:
            ratio = (c1 / e1) / (c0 / e0)
            ratios = confint_poisson_2indep(c1, e1, c0, e0, "score", "ratio", **options)
        else:
            ratio, ratios = np.nan, (np.nan, np.nan)
        difference = (c1 / e1 - c0 / e0) * per
        records.append((difference, low * per, high * per, ratio, *ratios))
    columns = ["difference", "difference_low", "difference_high", "ratio", "ratio_low"]
    frame = pd.DataFrame(records, before.index, [*columns, "ratio_high"], dtype=float)
    excludes_zero = (frame["difference_low"] > 0) | (frame["difference_high"] < 0)
    return frame.assign(changed=excludes_zero)


def dispersion(counts: pd.DataFrame) -> float:
    """Return how many times the variance of yearly counts exceeds that of a Poisson count.

    Successive years of one unit should differ by the root of their sum; the mean of the squared
    differences over that sum estimates the factor. A trend within the years adds to it, so that
    it errs on the cautious side.

    Parameters
    ----------
    counts : DataFrame
        Units × successive years; pairs without any event are left out.
    """
    steps = counts.diff(axis=1).iloc[:, 1:] ** 2
    sums = (counts + counts.shift(axis=1)).iloc[:, 1:]
    return float((steps / sums.where(sums > 0)).stack().mean())


def clustered_direction(
    before: pd.DataFrame, after: pd.DataFrame, factor: float, *, level: float = LEVEL
) -> pd.Series:
    """Return 1, 0 or −1: whether each rate rose, did not change clearly, or fell.

    Normal test of the difference of two rates whose variances are ``factor`` times Poisson.
    ``before`` and ``after`` are as :func:`rates` returns them.
    """
    after = after.reindex(before.index)
    difference = after["count"] / after["population"] - before["count"] / before["population"]
    variance = (
        after["count"] / after["population"] ** 2 + before["count"] / before["population"] ** 2
    )
    score = difference / np.sqrt(factor * variance)
    return np.sign(score).where(score.abs() > stats.norm.ppf(0.5 + level / 2), 0).astype(int)


def between_units(counts: pd.Series, exposure: pd.Series) -> tuple[float, float]:
    """Return the overall rate and the variance of the units' rates beyond chance (by moments).

    Marshall (1991): m = Σd/Σp; A = Σp(d/p − m)²/Σp − m/p̄. A negative A says that the rates differ
    by chance alone.
    """
    mean = counts.sum() / exposure.sum()
    spread = (exposure * (counts / exposure - mean) ** 2).sum() / exposure.sum()
    return mean, spread - mean / exposure.mean()


def empirical_bayes(
    counts: pd.Series, population: pd.Series, *, per: float = PER, level: float = LEVEL
) -> pd.DataFrame:
    """Return rates of small areas drawn towards the overall rate (Marshall 1991, global).

    Each unit's rate is taken as a draw from one gamma distribution whose mean and variance are
    estimated by moments; the smoothed rate is the posterior mean, its interval the posterior
    quantiles. Large units keep their rate, small ones move to the overall rate.

    Returns
    -------
    DataFrame
        ``count``, ``population``, ``rate`` (raw), ``smoothed``, ``low``, ``high``, ``weight``
        (1: the unit's own rate, 0: the overall rate).
    """
    counts, exposure = _aligned(counts, population)
    raw = counts / exposure
    mean, variance = between_units(counts, exposure)
    if counts.sum() == 0 or variance <= 0:
        # No spread beyond chance: every unit has the overall rate.
        weight = pd.Series(0.0, index=counts.index)
        low = high = smoothed = pd.Series(mean, index=counts.index)
    else:
        shape, inverse_scale = mean**2 / variance, mean / variance
        weight = exposure / (exposure + inverse_scale)
        smoothed = (counts + shape) / (exposure + inverse_scale)
        tail = (1 - level) / 2
        posterior = stats.gamma(counts + shape, scale=1 / (exposure + inverse_scale))
        low, high = posterior.ppf(tail), posterior.ppf(1 - tail)
    return pd.DataFrame(
        {
            "count": counts,
            "population": exposure,
            "rate": raw * per,
            "smoothed": smoothed * per,
            "low": low * per,
            "high": high * per,
            "weight": weight,
        },
        index=counts.index,
    )


def _aligned(counts: pd.Series, population: pd.Series) -> tuple[pd.Series, pd.Series]:
    counts = counts.astype(float)
    exposure = population.reindex(counts.index).astype(float)
    bad_count = ~(counts >= 0)
    if bad_count.any():
        unit = counts.index[bad_count][0]
        raise DataError(
            f"{counts[unit]:g} is not a count.",
            row=str(unit),
            cure="Counts are zero or more; leave units without a figure out.",
        )
    bad_exposure = ~(exposure > 0)
    if bad_exposure.any():
        unit = exposure.index[bad_exposure][0]
        raise DataError(
            "the unit has no population.",
            row=str(unit),
            cure="Give every unit a population above zero, or leave it out of the counts.",
        )
    return counts, exposure
