"""Changes of rates between two periods when years are not independent Poisson counts.

Homicides come in clusters, so that yearly counts vary more than Poisson counts; and a year
resembles the year before. Both widen what a difference of two period means can be by chance.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from cohesion.errors import DataError

#: Largest serial correlation that is used: at one a series has no level to return to.
CEILING = 0.95


def serial_correlation(counts: pd.DataFrame) -> float:
    """Return the serial correlation of yearly counts about their level, pooled over units.

    For a first-order process the mean square of differences over two years is 1 + ρ times that over
    one year. Differences are divided by the sum of the two counts, as in the dispersion of
    :func:`cohesion.rates.dispersion`; the result is held between 0 and 0.95.

    Parameters
    ----------
    counts : DataFrame
        Units × successive years.
    """
    if counts.shape[1] < 3:
        raise DataError(
            f"{counts.shape[1]} years cannot tell a serial correlation.", cure="Use three or more."
        )

    def mean_square(lag: int) -> float:
        steps = (counts - counts.shift(lag, axis=1)).iloc[:, lag:] ** 2
        sums = (counts + counts.shift(lag, axis=1)).iloc[:, lag:]
        return float((steps / sums.where(sums > 0)).stack().mean())

    first = mean_square(1)
    if not first > 0:
        raise DataError("the counts never change.", cure="Use a series with events.")
    return float(np.clip(mean_square(2) / first - 1, 0.0, CEILING))


def serial_factor(rho: float, before: int, after: int) -> float:
    """Return how many times serial dependence widens the variance of a change of period means.

    The dispersion is estimated from differences of successive years, which a first-order process
    shrinks by 1 − ρ; the variance of the difference of two adjoining means follows from its
    autocorrelations.

    Parameters
    ----------
    rho : float
        Serial correlation, 0 to below 1.
    before, after : int
        Years of the two periods, which follow one another.
    """
    if not 0 <= rho < 1:
        raise DataError(f"a serial correlation of {rho:g} is outside 0 to 1.")
    contrast = np.r_[np.full(before, -1 / before), np.full(after, 1 / after)]
    lags = np.abs(np.subtract.outer(np.arange(before + after), np.arange(before + after)))
    return float(contrast @ rho**lags @ contrast / (contrast @ contrast) / (1 - rho))


def period_change(
    before_counts: pd.DataFrame,
    before_people: pd.DataFrame,
    after_counts: pd.DataFrame,
    after_people: pd.DataFrame,
    factor: float,
    *,
    rho: float = 0.0,
    per: float = 100_000,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the change of a rate between two periods of several years, with its interval.

    Parameters
    ----------
    before_counts, after_counts : DataFrame
        Units × years of each period.
    before_people, after_people : DataFrame
        Person-years, same shape.
    factor : float
        How many times the variance of a count exceeds that of a Poisson count.
    rho : float
        Serial correlation; 0 takes years as independent.

    Returns
    -------
    DataFrame
        Per unit: before, after (rates), change, low, high, direction (1 rose, −1 fell, 0 no clear
        change).
    """
    tables = (before_counts, before_people, after_counts, after_people)
    for table in tables:
        if table.isna().any(axis=None):
            bad = table.index[table.isna().any(axis=1)][0]
            raise DataError(
                "a year has no figure.", row=str(bad), cure="Use years that all report."
            )
    for people in (before_people, after_people):
        if (people <= 0).any(axis=None):
            bad = people.index[(people <= 0).any(axis=1)][0]
            raise DataError("the unit has no population.", row=str(bad))
    c0, c1 = before_counts.sum(axis=1), after_counts.sum(axis=1)
    e0, e1 = before_people.sum(axis=1), after_people.sum(axis=1)
    spread = factor * serial_factor(rho, before_counts.shape[1], after_counts.shape[1])
    variance = spread * (c0 / e0**2 + c1 / e1**2)
    change = c1 / e1 - c0 / e0
    half = stats.norm.ppf(0.5 + level / 2) * np.sqrt(variance)
    direction = np.sign(change).where(change.abs() > half, 0).astype(int)
    return pd.DataFrame(
        {
            "before": per * c0 / e0,
            "after": per * c1 / e1,
            "change": per * change,
            "low": per * (change - half),
            "high": per * (change + half),
            "direction": direction,
        }
    )


def target(baseline: float, yearly_trend: float, years: float, increment: float) -> float:
    """Return a target that the trend alone does not reach.

    The value that the trend alone would bring after ``years``, plus what the programme is to add
    (in the direction of improvement; both in units of the indicator).
    """
    return baseline + yearly_trend * years + increment


def passed_by_trend(
    baseline: float, yearly_trend: float, years: float, goal: float, *, lower_is_better: bool
) -> bool:
    """Say whether the trend alone would reach the goal, so that it is no target."""
    reached = baseline + yearly_trend * years
    return bool(reached <= goal if lower_is_better else reached >= goal)
