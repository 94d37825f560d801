"""A specification space with the reference distribution of exchanges in place of a t-test.

A weighted coefficient has no t distribution: its test rejects too often. Here each specification is
judged by its own exchanges: the residuals of the outcome given the controls are exchanged between
units (Freedman and Lane 1983), for all specifications in the same order.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from cohesion.errors import DataError
from cohesion.methods import multiverse


def space(
    x: pd.DataFrame,
    y: pd.DataFrame,
    controls: pd.DataFrame,
    sets: Mapping[str, Sequence[str]],
    weights: pd.Series,
    orders: np.ndarray,
    alpha: float = 0.05,
    estimators: Sequence[str] = multiverse.ESTIMATORS,
) -> pd.DataFrame:
    """Estimate every specification and its limits under exchange.

    Parameters
    ----------
    x, y, controls : DataFrame
        Units × series without a gap; columns of ``y`` are (series, years, transform).
    orders : ndarray of int, (exchanges, units)

    Returns
    -------
    DataFrame
        One row per specification: x, series, years, transform, controls, estimator, coefficient,
        p (exchange, two-sided), low, high (the central 1 − alpha of the exchanges).
    """
    for name, table in (("x", x), ("y", y), ("controls", controls)):
        if table.isna().any(axis=None):
            raise DataError("the specification space has a gap.", column=name)
        for column in table:
            if np.ptp(table[column].to_numpy(float)) == 0:
                raise DataError("the variable has the same value everywhere.", column=str(column))
    rows = []
    for (name, held), estimator in itertools.product(sets.items(), estimators):
        kept = [c for c in y.columns if estimator != "spearman" or c[2] == y.columns[0][2]]
        left, right, fixed = x.to_numpy(float), y[kept].to_numpy(float), controls[list(held)]
        fixed = fixed.to_numpy(float)
        share = np.ones(len(x))
        if estimator == "spearman":
            left, right = stats.rankdata(left, axis=0), stats.rankdata(right, axis=0)
            fixed = stats.rankdata(fixed, axis=0) if fixed.shape[1] else fixed
        elif estimator == "population_weighted":
            share = (weights / weights.mean()).to_numpy(float)
        root = np.sqrt(share)[:, None]
        basis = np.linalg.qr(np.column_stack([np.ones(len(x)), fixed]) * root)[0]

        def unit(values: np.ndarray, basis: np.ndarray = basis, root: np.ndarray = root):
            scaled = values * root
            rest = scaled - basis @ (basis.T @ scaled)
            return rest / np.linalg.norm(rest, axis=-2, keepdims=True)

        first = unit(left)
        observed = first.T @ unit(right)
        # Residuals on the scale of the outcome, so that they can change places between units.
        residual = right - (basis @ (basis.T @ (right * root))) / root
        drawn = first.T @ unit(residual[orders])
        low, high = np.quantile(drawn, [alpha / 2, 1 - alpha / 2], axis=0)
        p = ((np.abs(drawn) >= np.abs(observed) - 1e-12).sum(axis=0) + 1) / (len(orders) + 1)
        for (i, one), (j, column) in itertools.product(enumerate(x.columns), enumerate(kept)):
            rows.append(
                (one, *column, name, estimator, observed[i, j], p[i, j], low[i, j], high[i, j])
            )
    heads = ["x", "series", "years", "transform", "controls", "estimator", "coefficient", "p"]
    return pd.DataFrame(rows, columns=[*heads, "low", "high"])
