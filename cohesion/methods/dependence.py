"""How many independent units a map is worth: the effective number for a correlation.

Neighbours that resemble each other repeat information. For two processes with covariance matrices
A and B (up to a factor), the variance of the correlation of independent draws is that of
1 + tr(A) tr(B) / tr(AB) independent units, A and B centred (Clifford, Richardson and Hémon 1989;
Dutilleul 1993). The covariance of each process comes from a simultaneous autoregression on the
neighbours, fitted by maximum likelihood (Ord 1975). The formula is one of first order: under strong
dependence it gives somewhat too few units.
"""

from __future__ import annotations

import numpy as np
from scipy import optimize, stats

from cohesion.errors import DataError

#: The autoregressive parameter stays this far from the ends of its range.
MARGIN = 1e-3


def autoregression(values: np.ndarray, weights: np.ndarray) -> float:
    """Return the parameter of a simultaneous autoregression around a constant mean.

    Parameters
    ----------
    values : ndarray, (n,)
    weights : ndarray, (n, n)
        Row-standardised weights.
    """
    values = np.asarray(values, float)
    _require(values, weights)
    n = len(values)
    roots = np.linalg.eigvals(weights)
    lowest = min(float(roots.real.min()), -1e-6)
    one = np.ones(n)

    def negative(rho: float) -> float:
        filter_ = np.eye(n) - rho * weights
        y, x = filter_ @ values, filter_ @ one
        rest = y - x * (x @ y) / (x @ x)
        return float(n / 2 * np.log(rest @ rest) - np.log(np.abs(1 - rho * roots)).sum())

    found = optimize.minimize_scalar(
        negative,
        bounds=(1 / lowest + MARGIN, 1 - MARGIN),
        method="bounded",
        options={"xatol": 1e-6},
    )
    return float(found.x)


def covariance(rho: float, weights: np.ndarray) -> np.ndarray:
    """Return the covariance matrix of a simultaneous autoregression, up to a factor."""
    filter_ = np.eye(len(weights)) - rho * weights
    return np.linalg.inv(filter_.T @ filter_)


def effective_number(first: np.ndarray, second: np.ndarray) -> float:
    """Return the effective number of units of a correlation from two covariance matrices."""
    n = len(first)
    centre = np.eye(n) - 1 / n
    a, b = centre @ first @ centre, centre @ second @ centre
    return float(1 + np.trace(a) * np.trace(b) / np.trace(a @ b))


def of_pair(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> float:
    """Return the effective number of units for the correlation of two mapped variables.

    It is never taken to be above the number of units.
    """
    first = covariance(autoregression(x, weights), weights)
    second = covariance(autoregression(y, weights), weights)
    return min(effective_number(first, second), float(len(x)))


def modified_p(r: float, number: float) -> float:
    """Return the two-sided p-value of a correlation with an effective number of units (t test)."""
    freedom = number - 2
    if freedom <= 0:
        raise DataError(f"an effective number of {number:.1f} units leaves nothing to test.")
    t = abs(r) * np.sqrt(freedom / max(1 - r**2, 1e-15))
    return float(2 * stats.t.sf(t, freedom))


def _require(values: np.ndarray, weights: np.ndarray) -> None:
    if weights.shape != (len(values), len(values)):
        raise DataError(
            f"the weights are for {len(weights)} units, the series has {len(values)}.",
            cure="Use the weights of the same units, in the same order.",
        )
    if not np.isfinite(values).all():
        raise DataError("the series has a gap.", cure="Leave it out.")
    if np.ptp(values) == 0:
        raise DataError("the series has the same value everywhere.", cure="Leave it out.")
    if not np.allclose(weights.sum(axis=1), 1):
        raise DataError("a row of the weights does not sum to one.", cure="Standardise the rows.")
