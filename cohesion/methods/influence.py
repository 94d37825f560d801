"""Influence of single rows and clusters on a Poisson model.

One step of Newton's method from the full estimate tells, for every row at once, where the estimate
would go without it (Pregibon 1981 for generalised linear models); the rows that matter are then
refitted exactly.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from cohesion.errors import DataError
from cohesion.methods import counts

#: Newton's method from a near start needs few steps; more than this means a fault.
STEPS = 60
TOLERANCE = 1e-10


def refit(columns: np.ndarray, y: np.ndarray, offset: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Return the Poisson estimates by Newton's method from a start near to them.

    A start that leads astray (a step that does not end) falls back on the full fit.
    """
    beta = start
    for _ in range(STEPS):
        mean = np.exp(np.clip(columns @ beta + offset, -50, 50))
        information = columns.T @ (columns * mean[:, None])
        try:
            step = np.linalg.solve(information, columns.T @ (y - mean))
        except np.linalg.LinAlgError:
            break
        beta = beta + step
        if not np.isfinite(step).all() or np.abs(step).max() > 20:
            break
        if np.abs(step).max() < TOLERANCE * (1 + np.abs(beta).max()):
            return beta
    return counts.fast_poisson(columns, y, offset)


def one_step(model: counts.Design, term: int = 0) -> np.ndarray:
    """Return the approximate change of a coefficient when each row is left out.

    Parameters
    ----------
    model : Design
        A Poisson model.
    term : int
        Position of the coefficient among the columns.

    Returns
    -------
    ndarray, (n,)
        Estimate without the row minus the full estimate, on the scale of the coefficient.
    """
    columns = model.columns.to_numpy(float)
    beta = counts.fast_poisson(columns, model.y, model.offset)
    mean = np.exp(columns @ beta + model.offset)
    inverse = np.linalg.pinv(columns.T @ (columns * mean[:, None]), hermitian=True)
    leverage = mean * ((columns @ inverse) * columns).sum(axis=1)
    # A row that alone fixes its own effect (leverage one) leaves nothing for the other columns.
    rest = np.where(leverage > 1 - 1e-9, np.inf, 1 - leverage)
    return -(columns @ inverse[:, term]) * (model.y - mean) / rest


def without_rows(model: counts.Design, rows: np.ndarray) -> counts.Design:
    """Return the model without some rows; columns that become empty are dropped.

    Raises
    ------
    DataError
        Nothing is left of a term, so that it cannot be estimated.
    """
    keep = np.ones(len(model.y), bool)
    keep[rows] = False
    columns = model.columns[keep]
    filled = (columns != 0).any(axis=0)
    for name in model.terms:
        if not filled[name] or np.ptp(columns[name].to_numpy()) == 0:
            raise DataError(
                "without these rows the variable has no spread.",
                column=str(name),
                cure="Leave out fewer rows.",
            )
    return counts.Design(
        model.y[keep], model.offset[keep], columns.loc[:, filled], model.clusters[keep], model.terms
    )


def exact(
    model: counts.Design, groups: Sequence[tuple[str, np.ndarray]], per: float = 1.0
) -> pd.DataFrame:
    """Refit the model without each group of rows, errors clustered as in the full model.

    Parameters
    ----------
    groups : sequence of (label, positions of the rows)
    per : float
        Step of the first term that the rate ratio is for.

    Returns
    -------
    DataFrame
        Indexed by label: rate_ratio, low, high, p, n.
    """
    start = pd.Series(
        counts.fast_poisson(model.columns.to_numpy(float), model.y, model.offset),
        index=model.columns.columns,
    )
    lines = {}
    for label, rows in groups:
        part = without_rows(model, rows)
        columns = part.columns.to_numpy(float)
        beta = refit(columns, part.y, part.offset, start[part.columns.columns].to_numpy())
        names, codes = np.unique(part.clusters, return_inverse=True)
        se = clustered_error(columns, part.y, part.offset, codes, len(names), beta)
        lines[label] = counts.interval_row(beta[0], se, len(part.y), len(names), per)
    return pd.DataFrame.from_dict(lines, orient="index")


def cluster_sums(values: np.ndarray, codes: np.ndarray, clusters: int) -> np.ndarray:
    """Return the sums of the rows of each cluster, (clusters, columns)."""
    member = np.zeros((clusters, len(codes)))
    member[codes, np.arange(len(codes))] = 1.0
    return member @ values


def clustered_error(
    columns: np.ndarray,
    y: np.ndarray,
    offset: np.ndarray,
    codes: np.ndarray,
    clusters: int,
    beta: np.ndarray,
) -> float:
    """Return the clustered standard error of the first coefficient, as ``counts`` computes it."""
    mean = np.exp(columns @ beta + offset)
    first = np.linalg.solve(columns.T @ (columns * mean[:, None]), np.eye(columns.shape[1])[0])
    sums = cluster_sums(columns * (y - mean)[:, None], codes, clusters) @ first
    n, k = columns.shape
    return float(np.sqrt(clusters / (clusters - 1) * (n - 1) / (n - k) * (sums**2).sum()))


def by_cluster(model: counts.Design, per: float = 1.0) -> pd.DataFrame:
    """Refit the model without each cluster in turn; see :func:`exact`."""
    names = pd.unique(model.clusters)
    return exact(model, [(str(c), np.flatnonzero(model.clusters == c)) for c in names], per)


def most_influential(
    model: counts.Design, labels: Collection[str], number: int, per: float = 1.0
) -> pd.DataFrame:
    """Refit without each of the rows that move the first coefficient most by one step.

    Parameters
    ----------
    labels : collection of str
        Name of each row of the model, in order.
    number : int
        How many rows are refitted exactly.

    Returns
    -------
    DataFrame
        As :func:`exact`, with ``step`` (rate ratio by one step) and ``share`` of all events;
        the most influential first, by the exact refit.
    """
    labels = list(labels)
    if len(labels) != len(model.y):
        raise DataError(
            f"{len(labels)} labels stand for {len(model.y)} rows.",
            cure="Name the rows that the model kept.",
        )
    moved = one_step(model)
    full = counts.fast_poisson(model.columns.to_numpy(float), model.y, model.offset)[0]
    top = np.argsort(-np.abs(moved), kind="stable")[:number]
    table = exact(model, [(labels[i], np.array([i])) for i in top], per)
    table["step"] = np.exp(per * (full + moved[top]))
    table["share"] = model.y[top] / model.y.sum()
    distance = np.abs(np.log(table["rate_ratio"]) - per * full)
    return table.iloc[np.argsort(-distance.to_numpy(), kind="stable")]
