"""Spatial dependence: whether neighbours resemble each other, and what that changes in results."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass

import numpy as np
import pandas as pd
import spreg
from esda.moran import Moran
from libpysal.weights import KNN, W, full
from scipy import stats

from cohesion.errors import DataError

EARTH_RADIUS_KM = 6371.0


def contiguity(pairs: pd.DataFrame, units: list[str]) -> W:
    """Return row-standardised weights from a list of touching states.

    Parameters
    ----------
    pairs : columns ``state_code`` and ``neighbour_code``; one direction is enough.
    units : the states, in the order of the data.
    """
    for column in ("state_code", "neighbour_code"):
        unknown = set(pairs[column]) - set(units)
        if unknown:
            raise DataError(
                "the code is not among the units.", row=sorted(unknown)[0], column=column
            )
    touching: dict[str, set[str]] = {unit: set() for unit in units}
    for one, two in pairs[["state_code", "neighbour_code"]].itertuples(index=False):
        touching[one].add(two)
        touching[two].add(one)
    alone = [unit for unit in units if not touching[unit]]
    if alone:
        raise DataError(
            "the state touches no other.", row=alone[0], cure="Use nearest-neighbour weights."
        )
    weights = W({unit: sorted(touching[unit]) for unit in units}, id_order=units)
    weights.transform = "r"
    return weights


def nearest(points: pd.DataFrame, k: int) -> W:
    """Return row-standardised weights on the ``k`` nearest states (great-circle distance).

    ``points`` is indexed by state, with ``longitude`` and ``latitude`` in degrees.
    """
    weights = KNN.from_array(
        points[["longitude", "latitude"]].to_numpy(),
        k=k,
        radius=EARTH_RADIUS_KM,
        ids=list(points.index),
    )
    weights.transform = "r"
    return weights


@dataclass(frozen=True)
class MoranResult:
    """Moran's I, its expectation without dependence, the two-sided p-value and the units."""

    i: float
    expected: float
    p: float
    n: int


def moran(
    values: pd.Series, weights: W, rng: np.random.Generator, permutations: int = 9999
) -> MoranResult:
    """Test spatial dependence by exchanging the values between places (two-sided).

    I comes from esda; the exchanges are one matrix product, with the generator that is passed in.
    """
    y = values.loc[weights.id_order].to_numpy(float)
    if not np.isfinite(y).all():
        raise DataError("the series has a gap.", column=str(values.name), cure="Leave it out.")
    found = Moran(y, weights, transformation="r", permutations=0)
    matrix, _ = full(weights)
    centred = y - y.mean()
    shuffled = rng.permuted(np.tile(centred, (permutations, 1)), axis=1)
    drawn = ((shuffled @ matrix.T) * shuffled).sum(axis=1) * len(y) / matrix.sum()
    drawn /= (centred**2).sum()
    far = np.abs(drawn - found.EI) >= abs(found.I - found.EI) - 1e-12
    p = (far.sum() + 1) / (permutations + 1)
    return MoranResult(float(found.I), float(found.EI), float(p), len(y))


def residuals(y: pd.Series, x: pd.DataFrame) -> pd.Series:
    """Return the residuals of a least-squares regression of ``y`` on the columns of ``x``."""
    columns = np.column_stack([np.ones(len(y)), x.to_numpy(float)])
    fit = columns @ np.linalg.lstsq(columns, y.to_numpy(float), rcond=None)[0]
    return pd.Series(y.to_numpy(float) - fit, index=y.index, name="residual")


def diagnostics(y: pd.Series, x: pd.DataFrame, weights: W) -> pd.DataFrame:
    """Return the Lagrange multiplier tests of a least-squares regression (spreg).

    Rows: lag, error, robust_lag, robust_error; columns: statistic, p.
    """
    fitted = _ols(y, x, weights)
    tests = {
        "lag": fitted.lm_lag,
        "error": fitted.lm_error,
        "robust_lag": fitted.rlm_lag,
        "robust_error": fitted.rlm_error,
    }
    return pd.DataFrame.from_dict(
        {name: {"statistic": float(s), "p": float(p)} for name, (s, p) in tests.items()},
        orient="index",
    )


def choose_model(residual_p: float, tests: pd.DataFrame, alpha: float = 0.05) -> str:
    """Apply the plan's rule: "none", or "lag" or "error", whichever robust test is smaller."""
    if residual_p >= alpha:
        return "none"
    robust = tests.loc[["robust_lag", "robust_error"], "p"]
    return str(robust.idxmin()).removeprefix("robust_")


def regression(
    y: pd.Series, x: pd.DataFrame, weights: W, kind: str = "none", confidence: float = 0.95
) -> pd.DataFrame:
    """Fit a regression without ("none") or with spatial dependence ("lag", "error"; ML).

    Returns
    -------
    DataFrame indexed by term (and ``rho`` or ``lambda``): coefficient, se, low, high, p, n.
    In the lag model the coefficients are the impacts within the state itself, before feedback.
    """
    if kind == "none":
        fitted, names = _ols(y, x, weights), list(x.columns)
        reference = stats.t(len(y) - x.shape[1] - 1)
    elif kind in ("lag", "error"):
        model = {"lag": spreg.ML_Lag, "error": spreg.ML_Error}[kind]
        with _quiet_spreg():
            fitted = model(*_arrays(y, x, weights), w=weights, name_x=list(x.columns))
        names = [*x.columns, {"lag": "rho", "error": "lambda"}[kind]]
        reference = stats.norm()
    else:
        raise DataError(f"unknown model {kind!r}.", cure="Use 'none', 'lag' or 'error'.")
    betas = np.asarray(fitted.betas).ravel()[1 : len(names) + 1]
    errors = np.sqrt(np.diag(np.asarray(fitted.vm)))[1 : len(names) + 1]
    half = reference.ppf((1 + confidence) / 2) * errors
    return pd.DataFrame(
        {
            "coefficient": betas,
            "se": errors,
            "low": betas - half,
            "high": betas + half,
            "p": 2 * reference.sf(np.abs(betas / errors)),
            "n": len(y),
        },
        index=names,
    )


def _arrays(y: pd.Series, x: pd.DataFrame, weights: W) -> tuple[np.ndarray, np.ndarray]:
    order = weights.id_order
    return y.loc[order].to_numpy(float)[:, None], x.loc[order].to_numpy(float)


def _ols(y: pd.Series, x: pd.DataFrame, weights: W) -> spreg.OLS:
    with _quiet_spreg():
        return spreg.OLS(*_arrays(y, x, weights), w=weights, spat_diag=True, name_x=list(x.columns))


@contextmanager
def _quiet_spreg() -> Iterator[None]:
    """Hide what spreg prints, and its warnings about its own use of pandas and scipy."""
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.filterwarnings("ignore", message="The inplace keyword")
        warnings.filterwarnings("ignore", message="Method 'bounded' does not support")
        yield
