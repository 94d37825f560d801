"""Wild cluster bootstrap for few clusters: the null imposed, scores of whole clusters re-signed.

For a linear model this is the restricted wild cluster bootstrap of Cameron, Gelbach and Miller
(2008); for a Poisson model the same step is taken from the scores at the restricted estimate
(Kline and Santos 2012), so that no draw needs a refit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from cohesion.errors import DataError
from cohesion.methods import counts, influence

#: Webb's six points (2014): mean zero, variance one, enough distinct signs for few clusters.
WEBB = np.array([-np.sqrt(1.5), -1.0, -np.sqrt(0.5), np.sqrt(0.5), 1.0, np.sqrt(1.5)])
RADEMACHER = np.array([-1.0, 1.0])
POINTS = {"webb": WEBB, "rademacher": RADEMACHER}


@dataclass(frozen=True)
class WildTest:
    """Estimate, its clustered t-statistic and the p-value of the wild cluster bootstrap."""

    coefficient: float
    t: float
    p: float
    clusters: int
    replications: int


def draw_weights(
    clusters: int, replications: int, rng: np.random.Generator, kind: str = "webb"
) -> np.ndarray:
    """Return random signs of the clusters, (clusters, replications)."""
    if kind not in POINTS:
        raise DataError(f"unknown weights {kind!r}.", cure=f"Use one of {', '.join(POINTS)}.")
    return rng.choice(POINTS[kind], size=(clusters, replications))


def poisson_test(model: counts.Design, weights: np.ndarray, null: float = 0.0) -> WildTest:
    """Test the first coefficient of a Poisson model against a value.

    Parameters
    ----------
    model : Design
    weights : ndarray, (clusters, replications)
        From :func:`draw_weights`.
    null : float
        Value of the first coefficient under the null hypothesis (log rate ratio per unit).

    Raises
    ------
    DataError
        Weights for another number of clusters, or a first column without spread.
    """
    return _Poisson(model, weights).test(null)


class _Poisson:
    """A Poisson model that is tested against many values: what they share is computed once."""

    def __init__(self, model: counts.Design, weights: np.ndarray) -> None:
        self.columns = model.columns.to_numpy(float)
        self.y, self.offset, self.weights = model.y, model.offset, weights
        self.codes, self.names = _clusters(model.clusters, weights)
        if np.ptp(self.columns[:, 0]) == 0:
            raise DataError("the variable has no spread.", column=str(model.columns.columns[0]))
        self.beta = counts.fast_poisson(self.columns, self.y, self.offset)
        self.se = influence.clustered_error(
            self.columns, self.y, self.offset, self.codes, len(self.names), self.beta
        )
        self.start = self.beta[1:]

    def test(self, null: float) -> WildTest:
        """Test one value."""
        t = (self.beta[0] - null) / self.se
        held, shifted = self.columns[:, 1:], self.offset + null * self.columns[:, 0]
        self.start = influence.refit(held, self.y, shifted, self.start)
        mean = np.exp(held @ self.start + shifted)
        p = _bootstrap_p(t, self.columns, mean, self.y - mean, self.codes, self.weights)
        return WildTest(float(self.beta[0]), float(t), p, len(self.names), self.weights.shape[1])


def linear_test(
    columns: np.ndarray, y: np.ndarray, clusters: np.ndarray, weights: np.ndarray, null: float = 0.0
) -> WildTest:
    """Test the first coefficient of a least-squares model against a value."""
    codes, names = _clusters(clusters, weights)
    beta = np.linalg.lstsq(columns, y, rcond=None)[0]
    ones = np.ones(len(y))
    moments = columns * (y - columns @ beta)[:, None]
    t = _t_statistic(columns, ones, moments, codes, len(names), beta[0] - null)
    held = columns[:, 1:]
    target = y - null * columns[:, 0]
    residual = target - held @ np.linalg.lstsq(held, target, rcond=None)[0]
    p = _bootstrap_p(t, columns, ones, residual, codes, weights)
    return WildTest(float(beta[0]), float(t), p, len(names), weights.shape[1])


def poisson_interval(
    model: counts.Design, weights: np.ndarray, confidence: float = 0.95, reach: float = 8.0
) -> tuple[float, float]:
    """Return the values of the first coefficient that the bootstrap does not reject.

    Parameters
    ----------
    reach : float
        How many clustered standard errors the search goes out on either side.

    Returns
    -------
    tuple of float
        Lower and upper bound; infinite where nothing within reach is rejected.
    """
    tested = _Poisson(model, weights)
    centre, error, level = tested.beta[0], tested.se, 1 - confidence

    def gap(value: float) -> float:
        return tested.test(value).p - level

    bounds = []
    for side in (-1, 1):
        far = centre + side * reach * error
        if gap(far) > 0:
            bounds.append(side * np.inf)
        else:
            bounds.append(float(optimize.brentq(gap, centre, far, xtol=0.02 * error)))
    return bounds[0], bounds[1]


def _clusters(clusters: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    names, codes = np.unique(clusters, return_inverse=True)
    if len(names) != weights.shape[0]:
        raise DataError(
            f"the weights are for {weights.shape[0]} clusters, the model has {len(names)}.",
            cure="Draw weights for the clusters that the model kept.",
        )
    if len(names) < 5:
        raise DataError(
            f"{len(names)} clusters are too few for a bootstrap.", cure="Use at least five."
        )
    return codes, names


def _factor(n: int, k: int, clusters: int) -> float:
    return clusters / (clusters - 1) * (n - 1) / (n - k)


def _t_statistic(
    columns: np.ndarray,
    mean: np.ndarray,
    moments: np.ndarray,
    codes: np.ndarray,
    clusters: int,
    distance: float,
) -> float:
    inverse = np.linalg.pinv(columns.T @ (columns * mean[:, None]), hermitian=True)
    projected = influence.cluster_sums(moments, codes, clusters) @ inverse[0]
    variance = _factor(len(mean), columns.shape[1], clusters) * (projected**2).sum()
    return float(distance / np.sqrt(variance))


def _bootstrap_p(
    t: float,
    columns: np.ndarray,
    mean: np.ndarray,
    residual: np.ndarray,
    codes: np.ndarray,
    weights: np.ndarray,
) -> float:
    """Return the share of bootstrap t-statistics at least as far from zero as ``t``."""
    clusters = weights.shape[0]
    inverse = np.linalg.pinv(columns.T @ (columns * mean[:, None]), hermitian=True)
    scores = influence.cluster_sums(columns * residual[:, None], codes, clusters)
    step = inverse @ (scores.T @ weights)
    blocks = np.stack(
        [
            (inverse[0] @ columns[codes == g].T * mean[codes == g]) @ columns[codes == g]
            for g in range(clusters)
        ]
    )
    projected = weights * (scores @ inverse[0])[:, None] - blocks @ step
    variance = _factor(len(mean), columns.shape[1], clusters) * (projected**2).sum(axis=0)
    drawn = np.abs(step[0]) / np.sqrt(variance)
    return float((np.sum(drawn >= abs(t) - 1e-12) + 1) / (weights.shape[1] + 1))
