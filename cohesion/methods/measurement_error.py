"""What sampling error does to a correlation, and what it would be without.

Two ways that rest on the published standard errors: Spearman's correction for attenuation, and
SIMEX (Cook and Stefanski 1994), which adds more error of the same size and extrapolates back.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cohesion.errors import DataError


def reliability(values: np.ndarray, errors: np.ndarray) -> float:
    """Return the share of the variance between units that is not sampling error.

    1 − mean(se²) / variance; zero where the errors are as large as the differences.
    """
    values, errors = _checked(values, errors)
    return float(max(0.0, 1 - (errors**2).mean() / values.var(ddof=1)))


def deattenuated(r: float, *reliabilities: float) -> float:
    """Return the correlation corrected for attenuation, held to [−1, 1]."""
    product = float(np.prod(reliabilities))
    if product <= 0:
        raise DataError(
            "the sampling error is as large as the differences: nothing can be corrected.",
            cure="Print the coefficient as it is, and say so.",
        )
    return float(np.clip(r / np.sqrt(product), -1, 1))


def simex(
    x: np.ndarray,
    y: np.ndarray,
    x_errors: np.ndarray,
    y_errors: np.ndarray,
    rng: np.random.Generator,
    multiples: Sequence[float] = (0.5, 1.0, 1.5, 2.0),
    replications: int = 499,
) -> float:
    """Return Pearson's correlation extrapolated to no sampling error (quadratic).

    Parameters
    ----------
    x, y : ndarray, (n,)
    x_errors, y_errors : ndarray, (n,)
        Standard errors; zeros for a variable without sampling error.
    multiples : how many times the variance of the error is added.
    """
    x, x_errors = _checked(x, x_errors)
    y, y_errors = _checked(y, y_errors)
    if len(x) != len(y):
        raise DataError(f"{len(x)} values stand beside {len(y)}.")
    # The same draws for every multiple: the curve is smooth, and less noise reaches its end.
    first = rng.standard_normal((replications, len(x))) * x_errors
    second = rng.standard_normal((replications, len(y))) * y_errors
    steps, means = [0.0], [_correlation(x[None], y[None])[0]]
    for multiple in multiples:
        root = np.sqrt(multiple)
        both = np.concatenate(
            [_correlation(x + root * s * first, y + root * s * second) for s in (1, -1)]
        )
        steps.append(multiple)
        means.append(both.mean())
    curve = np.polyfit(steps, means, 2)
    return float(np.clip(np.polyval(curve, -1.0), -1, 1))


def _correlation(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    a = x - x.mean(axis=1, keepdims=True)
    b = y - y.mean(axis=1, keepdims=True)
    return (a * b).sum(axis=1) / np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))


def _checked(values: np.ndarray, errors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    values, errors = np.asarray(values, float), np.asarray(errors, float)
    if values.shape != errors.shape:
        raise DataError(f"{len(errors)} standard errors stand beside {len(values)} values.")
    if not np.isfinite(values).all() or not np.isfinite(errors).all():
        raise DataError("a value or its standard error is missing.", cure="Leave the unit out.")
    if (errors < 0).any():
        raise DataError("a standard error is negative.", cure="Correct it.")
    if np.ptp(values) == 0:
        raise DataError("the variable has the same value everywhere.", cure="Leave it out.")
    return values, errors
