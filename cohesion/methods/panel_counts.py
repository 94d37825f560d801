"""Counts of units over time: Poisson with an effect for each unit and one for each group and time.

The unit effects drop out by conditioning on the unit's total (Hausman, Hall and Griliches 1984),
which gives the estimates of the model with a dummy for each unit exactly; errors are clustered, so
that no distribution is needed (Wooldridge 1999).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from cohesion.errors import DataError

MAXIMUM_ITERATIONS = 100
TOLERANCE = 1e-10
#: A term keeps less than this share of its spread after the effects: nothing is left to compare.
SINGULAR = 1e-9


def fit(
    frame: pd.DataFrame,
    outcome: str,
    exposure: str,
    terms: Sequence[str],
    *,
    unit: str,
    time: str,
    group: str,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate log rate ratios within units over time, against the group's change.

    Parameters
    ----------
    frame : DataFrame
        One row per unit and time; units with a gap in a row, without any event, or seen once
        leave the model, because they tell nothing about a change.
    outcome, exposure : str
        Counts, and person-years above zero.
    terms : sequence of str
        Explanatory columns that change over time.
    unit, time, group : str
        Columns of the unit, the time, and the group whose changes over time are taken out; errors
        are clustered by group.

    Returns
    -------
    DataFrame
        Indexed by term: coefficient, se, low, high, p (t on groups − 1 degrees), n (rows), units,
        events, clusters.

    Raises
    ------
    DataError
        An unknown column, a unit twice at a time, a negative count, an exposure of zero, nothing
        left, or a term that the effects determine.
    """
    data = _usable(frame, outcome, exposure, terms, unit, time, group)
    units = pd.factorize(data[unit])[0]
    count = units.max() + 1
    columns = np.column_stack([data[list(terms)].to_numpy(float), _dummies(data, time, group)])
    scale = np.maximum(np.abs(columns).max(axis=0), 1e-300)
    columns /= scale
    offset = np.log(data[exposure].to_numpy(float))
    y = data[outcome].to_numpy(float)
    totals = np.bincount(units, y, count)
    _require_freedom(columns, units, len(terms), terms)
    beta = np.zeros(columns.shape[1])
    value = -np.inf
    for _ in range(MAXIMUM_ITERATIONS):
        share, centred, value = _state(columns, offset, beta, units, y, count)
        gradient = columns.T @ (y - totals[units] * share)
        information = centred.T @ (centred * (totals[units] * share)[:, None])
        step = np.linalg.lstsq(information, gradient, rcond=1e-12)[0]
        size = 1.0
        while size > 1e-8:
            _, _, new = _state(columns, offset, beta + size * step, units, y, count)
            if new >= value - 1e-9 * abs(value):
                break
            size /= 2
        beta = beta + size * step
        if np.abs(size * step).max() < TOLERANCE * (1 + np.abs(beta).max()):
            break
    else:
        raise DataError("the panel model did not converge.", cure="Check for collinear terms.")
    share, centred, _ = _state(columns, offset, beta, units, y, count)
    information = centred.T @ (centred * (totals[units] * share)[:, None])
    bread = np.linalg.pinv(information, rcond=1e-12, hermitian=True)
    clusters = pd.factorize(data[group])[0]
    sums = np.zeros((clusters.max() + 1, columns.shape[1]))
    np.add.at(sums, clusters, columns * (y - totals[units] * share)[:, None])
    groups = len(sums)
    variance = groups / (groups - 1) * bread @ (sums.T @ sums) @ bread
    k = len(terms)
    found, se = beta[:k] / scale[:k], np.sqrt(np.diag(variance))[:k] / scale[:k]
    reference = stats.t(groups - 1)
    half = reference.ppf((1 + confidence) / 2) * se
    return pd.DataFrame(
        {
            "coefficient": found,
            "se": se,
            "low": found - half,
            "high": found + half,
            "p": 2 * reference.sf(np.abs(found / se)),
            "n": len(y),
            "units": count,
            "events": y.sum(),
            "clusters": groups,
        },
        index=list(terms),
    )


def _usable(
    frame: pd.DataFrame,
    outcome: str,
    exposure: str,
    terms: Sequence[str],
    unit: str,
    time: str,
    group: str,
) -> pd.DataFrame:
    names = [*dict.fromkeys([unit, time, group, outcome, exposure, *terms])]
    for name in names:
        if name not in frame:
            raise DataError("the column is not in the table.", column=name)
    data = frame[names].dropna().sort_values([unit, time], kind="stable")
    twice = data.duplicated([unit, time])
    if twice.any():
        raise DataError("the unit has two rows for one time.", row=str(data[unit][twice].iloc[0]))
    if (data[outcome] < 0).any():
        raise DataError("a count is negative.", column=outcome)
    if (data[exposure] <= 0).any():
        bad = data[unit][data[exposure] <= 0].iloc[0]
        raise DataError("the exposure is zero or less.", row=str(bad), column=exposure)
    rows = data.groupby(unit)[time].transform("size")
    events = data.groupby(unit)[outcome].transform("sum")
    data = data[(rows > 1) & (events > 0)]
    # A group that has no event at a time has no finite effect for it.
    seen = data.groupby([group, time])[outcome].transform("sum") > 0
    data = data[seen]
    rows = data.groupby(unit)[time].transform("size")
    data = data[(rows > 1) & (data.groupby(unit)[outcome].transform("sum") > 0)]
    if data[group].nunique() < 2:
        raise DataError(
            "fewer than two groups have units with events at two times.",
            cure="Use more years, or larger units.",
        )
    return data


def _dummies(data: pd.DataFrame, time: str, group: str) -> np.ndarray:
    """Return a dummy for each group and each of its times but the first."""
    first = data.groupby(group)[time].transform("min")
    label = data[group].astype(str) + " " + data[time].astype(str)
    table = pd.get_dummies(label.where(data[time] != first), dtype=float)
    return table.to_numpy()


def _state(
    columns: np.ndarray,
    offset: np.ndarray,
    beta: np.ndarray,
    units: np.ndarray,
    y: np.ndarray,
    count: int,
) -> tuple[np.ndarray, np.ndarray, float]:
    """Return each row's share of its unit, the columns centred by it, and the log-likelihood."""
    eta = offset + columns @ beta
    top = np.full(count, -np.inf)
    np.maximum.at(top, units, eta)
    weight = np.exp(eta - top[units])
    total = np.bincount(units, weight, count)
    share = weight / total[units]
    means = np.zeros((count, columns.shape[1]))
    np.add.at(means, units, columns * share[:, None])
    return share, columns - means[units], float((y * np.log(share)).sum())


def _require_freedom(
    columns: np.ndarray, units: np.ndarray, number: int, terms: Sequence[str]
) -> None:
    """Refuse a term that the unit effects, the group-time effects or other terms determine."""
    size = np.bincount(units)
    means = np.zeros((len(size), columns.shape[1]))
    np.add.at(means, units, columns)
    centred = columns - (means / size[:, None])[units]
    for k in range(number):
        others = np.delete(centred, k, axis=1)
        left = centred[:, k] - others @ np.linalg.lstsq(others, centred[:, k], rcond=None)[0]
        spread = columns[:, k] - columns[:, k].mean()
        if left @ left <= SINGULAR * max(spread @ spread, 1e-300):
            raise DataError(
                "the variable does not change within units beyond its group.",
                column=str(terms[k]),
                cure="Leave it out, or use coarser effects.",
            )
