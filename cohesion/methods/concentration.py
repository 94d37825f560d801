"""Where people are: territorial concentration, ranks with ties, and changes with their error."""

from __future__ import annotations

import numpy as np
import pandas as pd

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


def concentration(counts: pd.Series) -> pd.DataFrame:
    """Return the cumulated share of events against the number of units, most affected first.

    Returns
    -------
    DataFrame
        ``units`` (0, 1, 2 …) and ``share`` (0–100) of all events that they hold.
    """
    ordered = counts.sort_values(ascending=False).to_numpy(dtype=float)
    share = np.concatenate([[0.0], ordered.cumsum() / ordered.sum() * 100])
    return pd.DataFrame({"units": np.arange(len(share)), "share": share})
