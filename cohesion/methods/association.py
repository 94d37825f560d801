"""Associations between two series over the same units: effect, interval, test, influence, power.

Everything is vectorised over resamples and exchanges: one array operation in place of a loop. A
partial association with no control variable is the plain correlation, so one set of functions
serves both. Nothing here claims a cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import fdrcorrection

from cohesion.errors import DataError

COEFFICIENTS = ("pearson", "spearman")
#: Resamples are computed in blocks of this many rows, so that memory stays small.
BLOCK = 2500


def complete(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the rows in which every column has a value; fewer than five rows raise an error."""
    for column in columns:
        if column not in frame:
            raise DataError("the series is not in the table.", column=column)
    kept = frame[list(columns)].dropna().astype(float)
    if len(kept) < 5:
        raise DataError(
            f"only {len(kept)} units have every value.",
            column=", ".join(columns),
            cure="Choose series and years that the same units report.",
        )
    return kept


def coefficients(samples: np.ndarray, method: str = "pearson") -> np.ndarray:
    """Return the (partial) correlation of the first two variables in each sample.

    Parameters
    ----------
    samples : array, samples × units × variables. Variables beyond the second are held constant.
    method : {"pearson", "spearman"}; Spearman is Pearson on ranks (average ranks for ties).

    Returns
    -------
    array of one coefficient per sample; NaN where a variable does not vary.

    Notes
    -----
    The partial correlation is −P₁₂ / √(P₁₁ P₂₂) with P the inverse of the correlation matrix.
    """
    if method not in COEFFICIENTS:
        raise DataError(
            f"unknown coefficient {method!r}.", cure=f"Use one of {', '.join(COEFFICIENTS)}."
        )
    values = stats.rankdata(samples, axis=1) if method == "spearman" else samples
    centred = values - values.mean(axis=1, keepdims=True)
    scale = np.sqrt((centred**2).sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        standard = centred / scale[:, None, :]
    matrices = np.einsum("sui,suj->sij", standard, standard)
    if samples.shape[2] == 2:
        return np.clip(matrices[:, 0, 1], -1, 1)
    usable = np.isfinite(matrices).all(axis=(1, 2))
    result = np.full(len(samples), np.nan)
    try:
        inverse = np.linalg.inv(matrices[usable])
    except np.linalg.LinAlgError:
        inverse = np.linalg.pinv(matrices[usable], hermitian=True)
    result[usable] = -inverse[:, 0, 1] / np.sqrt(inverse[:, 0, 0] * inverse[:, 1, 1])
    return np.clip(result, -1, 1)


def coefficient(values: np.ndarray, method: str = "pearson") -> float:
    """Return the (partial) correlation of the first two columns; see :func:`coefficients`."""
    return float(coefficients(values[None], method)[0])


def bca_interval(
    values: np.ndarray,
    rng: np.random.Generator,
    method: str = "pearson",
    replications: int = 9999,
    confidence: float = 0.95,
) -> tuple[float, float]:
    """Return the bias-corrected and accelerated bootstrap interval (Efron 1987), units resampled.

    Where the acceleration or the bias is undefined, the percentile interval is returned.
    """
    n = len(values)
    draws = np.concatenate(
        [
            coefficients(values[rng.integers(0, n, (min(BLOCK, replications - start), n))], method)
            for start in range(0, replications, BLOCK)
        ]
    )
    draws = draws[np.isfinite(draws)]
    observed = coefficient(values, method)
    tail = np.array([(1 - confidence) / 2, (1 + confidence) / 2])
    below = (np.sum(draws < observed) + np.sum(draws <= observed)) / (2 * len(draws))
    without = leave_one_out(values, method)
    deviation = without.mean() - without
    spread = np.sum(deviation**2) ** 1.5
    if 0 < below < 1 and spread > 0:
        bias = stats.norm.ppf(below)
        acceleration = np.sum(deviation**3) / (6 * spread)
        z = bias + stats.norm.ppf(tail)
        tail = stats.norm.cdf(bias + z / (1 - acceleration * z))
    low, high = np.quantile(draws, tail)
    return float(low), float(high)


def leave_one_out(values: np.ndarray, method: str = "pearson") -> np.ndarray:
    """Return the coefficient computed without each unit in turn (units in the order of rows)."""
    n = len(values)
    rows = np.arange(n)
    keep = np.stack([np.delete(rows, i) for i in rows])
    return coefficients(values[keep], method)


def permutation_p(
    values: np.ndarray,
    rng: np.random.Generator,
    method: str = "pearson",
    permutations: int = 9999,
) -> float:
    """Return the two-sided p-value of a permutation test of the (partial) correlation.

    Without controls the second variable is exchanged between units. With controls the residuals
    of the second variable given the controls are exchanged (Freedman and Lane 1983), after ranking
    for Spearman. The observed arrangement counts as one, so that p is never zero.
    """
    data = stats.rankdata(values, axis=0) if method == "spearman" else np.asarray(values, float)
    n = len(data)
    design = np.column_stack([np.ones(n), data[:, 2:]])
    basis, _ = np.linalg.qr(design)
    x = data[:, 0] - basis @ (basis.T @ data[:, 0])
    y = data[:, 1] - basis @ (basis.T @ data[:, 1])
    observed = abs(x @ y) / np.sqrt((x @ x) * (y @ y))
    exceeding = 0
    for start in range(0, permutations, BLOCK):
        size = min(BLOCK, permutations - start)
        shuffled = rng.permuted(np.tile(y, (size, 1)), axis=1)
        shuffled -= (shuffled @ basis) @ basis.T
        norm = np.sqrt((shuffled**2).sum(axis=1) * (x @ x))
        exceeding += int(np.sum(np.abs(shuffled @ x) / norm >= observed - 1e-12))
    return (exceeding + 1) / (permutations + 1)


def detectable(n: int, alpha: float = 0.05, power: float = 0.8, controls: int = 0) -> float:
    """Return the smallest |r| that a two-sided test with ``n`` units finds with this power.

    Fisher's z approximation: tanh((z₁₋α/₂ + z_power) / √(n − 3 − controls)).
    """
    freedom = n - 3 - controls
    if freedom < 1:
        raise DataError(f"{n} units leave no degrees of freedom with {controls} controls.")
    return float(
        np.tanh((stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)) / np.sqrt(freedom))
    )


def adjust(p_values: Sequence[float], method: str = "holm") -> np.ndarray:
    """Adjust the p-values of one family: ``holm`` (family-wise) or ``bh`` (false discovery)."""
    p = np.asarray(p_values, float)
    if method == "bh":
        return fdrcorrection(p)[1]
    if method != "holm":
        raise DataError(f"unknown adjustment {method!r}.", cure="Use 'holm' or 'bh'.")
    # As statsmodels' multipletests, which looks for garbage in all of memory at every call: with
    # many objects at hand that takes a second.
    order = np.argsort(p)
    steps = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(steps, 1)
    return adjusted


def verdict(effect: float, adjusted_p: float, sign: str, alpha: float = 0.05) -> str:
    """Say in words how a result stands to what was expected before looking.

    ``sign`` is the expected sign: "+", "-", "0" (none) or "?" (no direction published).
    """
    if adjusted_p >= alpha:
        return "no clear association, as expected" if sign == "0" else "no clear association"
    found = "+" if effect > 0 else "-"
    if sign == "?":
        return "positive association" if found == "+" else "negative association"
    if sign == "0":
        return "association against expectation"
    return "as expected" if found == sign else "reversed"


def family(
    frame: pd.DataFrame,
    hypotheses: Mapping[str, Mapping[str, object]],
    rng: np.random.Generator,
    *,
    controls: Sequence[str] = (),
    method: str | None = None,
    replications: int = 9999,
    permutations: int = 9999,
    confidence: float = 0.95,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Estimate and test every hypothesis of a family.

    Parameters
    ----------
    frame : units × series.
    hypotheses : id → mapping with ``x``, ``y``, ``sign`` and ``primary`` (the coefficient).
    controls : series held constant (partial association).
    method : replaces the primary coefficient of every hypothesis.

    Returns
    -------
    DataFrame indexed by hypothesis id: x, y, method, n, r, low, high, p, p_holm, p_bh, sign,
    verdict (on Holm's p).
    """
    rows = {}
    for name, hypothesis in hypotheses.items():
        x, y = str(hypothesis["x"]), str(hypothesis["y"])
        held = [c for c in controls if c not in (x, y)]
        values = complete(frame, [x, y, *held]).to_numpy()
        kind = method or str(hypothesis["primary"])
        low, high = bca_interval(values, rng, kind, replications, confidence)
        rows[name] = {
            "x": x,
            "y": y,
            "method": kind,
            "n": len(values),
            "r": coefficient(values, kind),
            "low": low,
            "high": high,
            "p": permutation_p(values, rng, kind, permutations),
            "sign": str(hypothesis["sign"]),
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    table["p_holm"], table["p_bh"] = adjust(table["p"], "holm"), adjust(table["p"], "bh")
    table["verdict"] = [verdict(row.r, row.p_holm, row.sign, alpha) for row in table.itertuples()]
    return table


def influence(
    frame: pd.DataFrame, x: str, y: str, method: str = "pearson", threshold: float = 0.1
) -> pd.DataFrame:
    """Return the coefficient without each unit, its change, and whether the change is notable.

    A change is notable when the sign turns or |r| moves by more than ``threshold``.
    """
    data = complete(frame, [x, y])
    full = coefficient(data.to_numpy(), method)
    without = leave_one_out(data.to_numpy(), method)
    table = pd.DataFrame({"r_without": without, "change": without - full}, index=data.index)
    moved = np.abs(np.abs(without) - abs(full)) > threshold
    table["notable"] = moved | (np.sign(without) != np.sign(full))
    return table.sort_values("change", key=np.abs, ascending=False)


def within_margin(
    values: np.ndarray,
    rng: np.random.Generator,
    margin: float,
    method: str = "pearson",
    replications: int = 9999,
    alpha: float = 0.05,
) -> bool:
    """Say whether an association is shown to be smaller than ``margin`` (two one-sided tests).

    The (1 − 2α) interval must lie inside (−margin, margin): "not found" is not "shown to be small".
    """
    low, high = bca_interval(values, rng, method, replications, 1 - 2 * alpha)
    return bool(-margin < low and high < margin)
