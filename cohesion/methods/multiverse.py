"""The specification space: every defensible combination of choices, estimated and counted.

State specifications are correlations and are computed as a few matrix products. Municipal
specifications are count models and run through joblib, so that a cluster can take them: inside
``joblib.parallel_config(backend="dask")`` the same call runs on the workers of a Dask client.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from cohesion.errors import DataError

ESTIMATORS = ("pearson", "spearman", "population_weighted")


def _residual_maker(controls: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the basis that weighted residuals must be orthogonal to."""
    design = np.column_stack([np.ones(len(weights)), controls]) * np.sqrt(weights)[:, None]
    return np.linalg.qr(design)[0]


def _standardised(values: np.ndarray, weights: np.ndarray, basis: np.ndarray) -> np.ndarray:
    """Return weighted residuals of unit length; values may be stacked in front (… × units × k)."""
    scaled = values * np.sqrt(weights)[:, None]
    residual = scaled - basis @ (basis.T @ scaled)
    return residual / np.linalg.norm(residual, axis=-2, keepdims=True)


def correlations(
    x: pd.DataFrame,
    y: pd.DataFrame,
    controls: pd.DataFrame,
    weights: pd.Series,
    estimator: str,
    order: np.ndarray | None = None,
) -> np.ndarray:
    """Return the partial correlations of every column of ``x`` with every column of ``y``.

    Parameters
    ----------
    x, y, controls : units × series without gaps (``controls`` may have no column).
    weights : population, used by ``population_weighted``.
    estimator : {"pearson", "spearman", "population_weighted"}
    order : exchanges × units; where given, the rows of ``y`` are put in each order in turn.

    Returns
    -------
    array x × y, or exchanges × x × y.
    """
    if estimator not in ESTIMATORS:
        raise DataError(f"unknown estimator {estimator!r}.", cure=f"Use one of {ESTIMATORS}.")
    left, right, held = (t.to_numpy(float) for t in (x, y, controls))
    if estimator == "spearman":
        left, right = stats.rankdata(left, axis=0), stats.rankdata(right, axis=0)
        held = stats.rankdata(held, axis=0) if held.shape[1] else held
    share = np.ones(len(x))
    if estimator == "population_weighted":
        share = weights.to_numpy(float) / weights.mean()
    basis = _residual_maker(held, share)
    first = _standardised(left, share, basis)
    second = _standardised(right if order is None else right[order], share, basis)
    return first.T @ second


def state_space(
    x: pd.DataFrame,
    y: pd.DataFrame,
    controls: pd.DataFrame,
    sets: Mapping[str, Sequence[str]],
    weights: pd.Series,
    estimators: Sequence[str] = ESTIMATORS,
) -> pd.DataFrame:
    """Estimate every state specification.

    Parameters
    ----------
    y : columns are tuples (series, years, transform); for Spearman only one transform is kept,
        because ranks do not change under a logarithm.

    Returns
    -------
    DataFrame, one row per specification: x, series, years, transform, controls, estimator,
    coefficient (partial correlation), p (t test), n.
    """
    rows = []
    for (name, held), estimator in itertools.product(sets.items(), estimators):
        kept = _kept_columns(y, estimator)
        found = correlations(x, y[kept], controls[list(held)], weights, estimator)
        freedom = len(x) - 2 - len(held)
        t = found * np.sqrt(freedom / np.maximum(1 - found**2, 1e-15))
        p = 2 * stats.t.sf(np.abs(t), freedom)
        for (i, one), (j, column) in itertools.product(enumerate(x.columns), enumerate(kept)):
            rows.append((one, *column, name, estimator, found[i, j], p[i, j], len(x)))
    return pd.DataFrame(
        rows,
        columns=[
            "x",
            "series",
            "years",
            "transform",
            "controls",
            "estimator",
            "coefficient",
            "p",
            "n",
        ],
    )


def _kept_columns(y: pd.DataFrame, estimator: str) -> list[Any]:
    first = y.columns[0][2]
    return [c for c in y.columns if estimator != "spearman" or c[2] == first]


def summary(space: pd.DataFrame, alpha: float = 0.05) -> pd.Series:
    """Return the size of a space, its median coefficient and the share (%) of each outcome."""
    sign, significant = np.sign(space["coefficient"]), space["p"] < alpha
    share = {
        "positive": sign > 0,
        "negative": sign < 0,
        "positive_significant": (sign > 0) & significant,
        "negative_significant": (sign < 0) & significant,
        "not_significant": ~significant,
    }
    return pd.Series(
        {"specifications": len(space), "median": space["coefficient"].median()}
        | {name: 100 * chosen.mean() for name, chosen in share.items()}
    )


def joint_test(
    x: pd.DataFrame,
    y: pd.DataFrame,
    controls: pd.DataFrame,
    sets: Mapping[str, Sequence[str]],
    weights: pd.Series,
    rng: np.random.Generator,
    permutations: int = 999,
    alpha: float = 0.05,
    estimators: Sequence[str] = ESTIMATORS,
) -> pd.DataFrame:
    """Test the space as a whole: exchange all violence series between states together.

    Three statistics, after Simonsohn, Simmons and Nelson: the median coefficient (two-sided), the
    share of positive coefficients (two-sided around one half) and the share of significant ones.

    Returns
    -------
    DataFrame indexed by statistic: observed, expected (mean of the exchanges), p.
    """
    n = len(x)
    order = rng.permuted(np.tile(np.arange(n), (permutations, 1)), axis=1)
    order = np.vstack([np.arange(n), order])
    coefficient, significant = [], []
    for held, estimator in itertools.product(sets.values(), estimators):
        kept = y[_kept_columns(y, estimator)]
        r = correlations(x, kept, controls[list(held)], weights, estimator, order)
        r = r.reshape(len(order), -1)
        freedom = n - 2 - len(held)
        limit = stats.t.ppf(1 - alpha / 2, freedom)
        coefficient.append(r)
        significant.append(np.abs(r) > limit / np.sqrt(limit**2 + freedom))
    every, found = np.hstack(coefficient), np.hstack(significant)
    values = {
        "median": (np.median(every, axis=1), 0.0),
        "share_positive": (100 * (every > 0).mean(axis=1), 50.0),
        "share_significant": (100 * found.mean(axis=1), -np.inf),
    }
    rows = {}
    for name, (drawn, centre) in values.items():
        far = drawn if np.isinf(centre) else np.abs(drawn - centre)
        rows[name] = {
            "observed": drawn[0],
            "expected": drawn[1:].mean(),
            "p": (np.sum(far[1:] >= far[0] - 1e-12) + 1) / (permutations + 1),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def importance(space: pd.DataFrame, choices: Sequence[str]) -> pd.Series:
    """Return the share (%) of the coefficients' variance that each choice explains by itself."""
    values = space["coefficient"]
    total = ((values - values.mean()) ** 2).sum()
    shares = {
        choice: 100
        * ((values.groupby(space[choice]).transform("mean") - values.mean()) ** 2).sum()
        / total
        for choice in choices
        if space[choice].nunique() > 1
    }
    return pd.Series(shares).sort_values(ascending=False)
