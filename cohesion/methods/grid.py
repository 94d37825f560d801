"""A grid of associations: every variable of one list beside every variable of another.

All cells come from the same correlation matrices, of the data and of its resamples, so that a grid
of hundreds of cells costs little more than one. Partial coefficients are taken from the matrices
(Schur complement); exchanges follow Freedman and Lane (1983).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from cohesion.errors import DataError

#: Exchanges are computed in blocks of this many rows, so that memory stays small.
BLOCK = 10_000
#: A share of variance left by the controls below this counts as none.
SINGULAR = 1e-10


def require_complete(frame: pd.DataFrame, what: str = "unit") -> None:
    """Refuse a gap, a variable without spread, or too few units, naming the first one."""
    if len(frame) < 6:
        raise DataError(f"only {len(frame)} units are in the table.", cure="Use at least six.")
    for column in frame:
        gap = frame.index[frame[column].isna()]
        if len(gap):
            raise DataError(
                f"the {what} has no figure.",
                row=str(gap[0]),
                column=str(column),
                cure="Leave the variable out of the grid, or use a year that every unit reports.",
            )
        values = frame[column].to_numpy(float)
        if np.ptp(values) <= 1e-12 * max(np.abs(values).max(), 1e-300):
            raise DataError(
                "the variable has the same value everywhere: nothing can go with it.",
                column=str(column),
                cure="Leave it out.",
            )


def partial_matrix(
    r: np.ndarray, rows: list[int], columns: list[int], held: list[int]
) -> np.ndarray:
    """Return (partial) correlations of ``rows`` with ``columns``, given ``held``.

    Parameters
    ----------
    r : ndarray, (..., p, p)
        Correlation matrices.

    Returns
    -------
    ndarray, (..., rows, columns)
        NaN where the controls leave nothing of a variable.
    """
    cross = r[..., rows, :][..., :, columns]
    if not held:
        return np.clip(cross, -1, 1)
    inner = r[..., held, :][..., :, held]
    left, right = r[..., rows, :][..., :, held], r[..., columns, :][..., :, held]
    usable = np.isfinite(inner).all(axis=(-2, -1))
    safe = np.where(usable[..., None, None], inner, np.eye(len(held)))
    inverse = np.linalg.pinv(safe, hermitian=True)
    explained = left @ inverse
    top = cross - explained @ np.swapaxes(right, -1, -2)
    first = 1 - (explained * left).sum(axis=-1)
    second = 1 - ((right @ inverse) * right).sum(axis=-1)
    scale = first[..., :, None] * second[..., None, :]
    result = np.where(scale > SINGULAR, top / np.sqrt(np.maximum(scale, SINGULAR)), np.nan)
    result = np.where(usable[..., None, None], result, np.nan)
    return np.clip(result, -1, 1)


def correlation_matrices(samples: np.ndarray) -> np.ndarray:
    """Return the correlation matrix of each sample, (samples, units, p) → (samples, p, p)."""
    centred = samples - samples.mean(axis=1, keepdims=True)
    scale = np.sqrt((centred**2).sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        standard = centred / scale[:, None, :]
    return np.swapaxes(standard, 1, 2) @ standard


def exchange_p(
    x: np.ndarray, y: np.ndarray, held: np.ndarray, orders: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return two-sided p-values of an exchange test of each column of ``x`` with ``y``.

    The residuals of ``y`` given the controls are exchanged and made residuals again.

    Parameters
    ----------
    x : ndarray, (n, k)
    y : ndarray, (n,)
    held : ndarray, (n, c)
        Controls; no column for none.
    orders : ndarray of int, (exchanges, n)

    Returns
    -------
    tuple of ndarray
        (Partial) coefficients and p-values, one per column of ``x``. The observed order counts as
        one of the exchanges, so that p is never zero.
    """
    basis = np.linalg.qr(np.column_stack([np.ones(len(y)), held]))[0]
    left = x - basis @ (basis.T @ x)
    right = y - basis @ (basis.T @ y)
    left /= np.linalg.norm(left, axis=0)
    observed = left.T @ right / np.linalg.norm(right)
    beyond = np.zeros(x.shape[1])
    whole = right @ right
    for start in range(0, len(orders), BLOCK):
        drawn = right[orders[start : start + BLOCK]]
        # Without controls the residuals keep their length in every order.
        lost = ((drawn @ basis) ** 2).sum(axis=1) if held.shape[1] else 0.0
        found = np.abs(drawn @ left) / np.sqrt(np.maximum(whole - lost, 1e-300) * np.ones(len(drawn)))[:, None]
        beyond += (found >= np.abs(observed) - 1e-12).sum(axis=0)
    return observed, (beyond + 1) / (len(orders) + 1)


def bca_bounds(
    observed: np.ndarray, draws: np.ndarray, without: np.ndarray, confidence: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Return bias-corrected and accelerated bounds (Efron 1987) for many statistics at once.

    Parameters
    ----------
    observed : ndarray, (m,)
    draws : ndarray, (replications, m)
        Resampled statistics; NaN where a resample has no spread.
    without : ndarray, (n, m)
        The statistics with each unit left out.

    Returns
    -------
    tuple of ndarray
        Lower and upper bounds; those of the percentile method where the correction is undefined.
    """
    tail = np.array([(1 - confidence) / 2, (1 + confidence) / 2])
    z = stats.norm.ppf(tail)
    low, high = np.empty(len(observed)), np.empty(len(observed))
    for m, value in enumerate(observed):
        column = draws[np.isfinite(draws[:, m]), m]
        below = (np.sum(column < value) + np.sum(column <= value)) / (2 * len(column))
        deviation = np.nanmean(without[:, m]) - without[:, m]
        spread = np.nansum(deviation**2) ** 1.5
        share = tail
        if 0 < below < 1 and spread > 0:
            bias = stats.norm.ppf(below)
            rate = np.nansum(deviation**3) / (6 * spread)
            share = stats.norm.cdf(bias + (bias + z) / (1 - rate * (bias + z)))
        low[m], high[m] = np.quantile(column, share)
    return low, high


def associations(
    frame: pd.DataFrame,
    rows: Sequence[str],
    columns: Sequence[str],
    rng: np.random.Generator,
    *,
    held: Sequence[str] = (),
    ranked: Collection[str] = (),
    replications: int = 1999,
    orders: np.ndarray | None = None,
    permutations: int = 9999,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return every association of ``rows`` with ``columns``: one line per cell.

    Parameters
    ----------
    frame : DataFrame
        Units × variables without a gap.
    held : sequence of str
        Variables held constant in every cell.
    ranked : collection of str
        Columns whose cells use Spearman's coefficient (Pearson on ranks), with many ties.
    orders : ndarray of int, optional
        Exchanges to use, so that several grids rest on the same ones.

    Returns
    -------
    DataFrame
        row, column, method, n, r, low, high (BCa), p (exchange test, two-sided).
    """
    names = [*dict.fromkeys([*rows, *columns, *held])]
    for name in names:
        if name not in frame:
            raise DataError("the variable is not in the table.", column=name)
    data = frame[names].astype(float)
    require_complete(data)
    n = len(data)
    _require_freedom(data, held)
    if orders is None:
        orders = rng.permuted(np.tile(np.arange(n), (permutations, 1)), axis=1)
    values = data.to_numpy()
    parts = {
        "pearson": (values, [c for c in columns if c not in ranked]),
        "spearman": (stats.rankdata(values, axis=0), [c for c in columns if c in ranked]),
    }
    picks = rng.integers(0, n, (replications, n))
    keep = np.stack([np.delete(np.arange(n), i) for i in range(n)])
    place = {name: i for i, name in enumerate(names)}
    lines = []
    for method, (table, chosen) in parts.items():
        if not chosen:
            continue
        where = [[place[name] for name in group] for group in (rows, chosen, held)]
        resamples, jackknife = values[picks], values[keep]
        if method == "spearman":
            resamples, jackknife = (
                stats.rankdata(resamples, axis=1),
                stats.rankdata(jackknife, axis=1),
            )
        draws = partial_matrix(correlation_matrices(resamples), *where).reshape(replications, -1)
        without = partial_matrix(correlation_matrices(jackknife), *where).reshape(n, -1)
        tested = [
            exchange_p(table[:, where[0]], table[:, j], table[:, where[2]], orders)
            for j in where[1]
        ]
        r = np.column_stack([one for one, _ in tested])
        p = np.column_stack([one for _, one in tested])
        low, high = bca_bounds(r.ravel(), draws, without, confidence)
        lines += [
            (
                row,
                column,
                method,
                n,
                r[i, j],
                low[i * len(chosen) + j],
                high[i * len(chosen) + j],
                p[i, j],
            )
            for i, row in enumerate(rows)
            for j, column in enumerate(chosen)
        ]
    heads = ["row", "column", "method", "n", "r", "low", "high", "p"]
    table = pd.DataFrame(lines, columns=heads)
    order = {name: i for i, name in enumerate(columns)}
    rank = {name: i for i, name in enumerate(rows)}
    table = table.sort_values(
        ["row", "column"], key=lambda s: s.map(rank if s.name == "row" else order)
    )
    return table.reset_index(drop=True)


def _require_freedom(data: pd.DataFrame, held: Sequence[str]) -> None:
    """Refuse controls that leave nothing of a variable."""
    if not held:
        return
    design = np.column_stack([np.ones(len(data)), data[list(held)]])
    if (
        np.linalg.matrix_rank(
            (design - [0, *design[:, 1:].mean(axis=0)]) / [1, *design[:, 1:].std(axis=0)]
        )
        < design.shape[1]
    ):
        raise DataError(
            "the controls are collinear.", column=", ".join(held), cure="Leave one of them out."
        )
    basis = np.linalg.qr(design)[0]
    for name in data:
        if name in held:
            continue
        column = data[name].to_numpy() - data[name].mean()
        left = column - basis @ (basis.T @ column)
        if left @ left < SINGULAR * (column @ column):
            raise DataError(
                "the controls determine the variable; nothing is left to compare.",
                column=name,
                cure="Leave it out, or hold fewer variables constant.",
            )
