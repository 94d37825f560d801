"""Counts in groups: negative binomial model with an offset, random intercept and slope by group.

Maximum likelihood with the Laplace approximation of the random effects (Tierney and Kadane 1986;
the approach of lme4 and glmmTMB). statsmodels' mixed count model takes no offset, so that the fit
stands here: the mode of each group's two effects by Newton's method, all groups at once, and the
gradient of the approximated likelihood in closed form but for the dispersion.

Model: y ~ NB2(mean μ, variance μ + α μ²), log μ = offset + x'β + a + b z, (a, b) ~ N(0, Σ).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import optimize, special, stats

from cohesion.errors import DataError

NEWTON_STEPS = 100
TOLERANCE = 1e-9
#: Bounds on the logarithms of the standard deviations and of the dispersion.
LOG_SD = (-6.0, 3.0)
LOG_ALPHA = (-8.0, 4.0)


@dataclass(frozen=True)
class Grouped:
    """Counts with their design.

    Attributes
    ----------
    y, offset : ndarray, (n,)
    columns : DataFrame, (n, p)
        Fixed terms; the first one also has a random slope.
    groups : ndarray, (n,)
        Labels of the groups.
    """

    y: np.ndarray
    offset: np.ndarray
    columns: pd.DataFrame
    groups: np.ndarray


@dataclass(frozen=True)
class Fit:
    """What the model says.

    Attributes
    ----------
    fixed : DataFrame
        Per term: coefficient, se, low, high, p.
    slopes : DataFrame
        Per group: slope (fixed plus random), se, low, high, n.
    sd_intercept, sd_slope, correlation, alpha, loglik : float
    """

    fixed: pd.DataFrame
    slopes: pd.DataFrame
    sd_intercept: float
    sd_slope: float
    correlation: float
    alpha: float
    loglik: float


def require_estimable(model: Grouped) -> None:
    """Refuse input that no such model can be fitted to, naming the fault."""
    table = model.columns.to_numpy(float)
    for name, values in model.columns.items():
        if not np.isfinite(values.to_numpy(float)).all():
            raise DataError("the variable has a gap.", column=str(name), cure="Leave the row out.")
    if (model.y < 0).any() or not np.isfinite(model.y).all():
        raise DataError("a count is negative or missing.", cure="Correct the counts.")
    if np.ptp(table[:, 0]) == 0:
        raise DataError(
            "the variable has no spread: it has no slope.", column=str(model.columns.columns[0])
        )
    scaled = table / np.maximum(np.abs(table).max(axis=0), 1e-300)
    if np.linalg.matrix_rank(scaled) < table.shape[1]:
        raise DataError(
            "the terms are collinear.",
            column=", ".join(map(str, model.columns)),
            cure="Leave one of them out.",
        )
    if len(np.unique(model.groups)) < 5:
        raise DataError("fewer than five groups cannot tell how groups differ.")


class _Laplace:
    """The approximated likelihood of one data set, with its modes kept as a warm start."""

    def __init__(self, model: Grouped) -> None:
        self.x = model.columns.to_numpy(float)
        self.y, self.offset = model.y.astype(float), model.offset.astype(float)
        self.names, self.g = np.unique(model.groups, return_inverse=True)
        self.z = self.x[:, 0]
        self.count = len(self.names)
        self.modes = np.zeros((self.count, 2))
        self.constant = -special.gammaln(self.y + 1).sum()

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Return group sums of a vector."""
        return np.bincount(self.g, values, self.count)

    def weights(self, eta: np.ndarray, theta: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return score, curvature and its derivative in the linear predictor, per row."""
        mean = np.exp(np.clip(eta, -60, 60))
        share = mean / (mean + theta)
        score = self.y - (self.y + theta) * share
        curve = (self.y + theta) * share * (1 - share)
        return score, curve, curve * (1 - 2 * share)

    def find_modes(self, base: np.ndarray, theta: float, precision: np.ndarray) -> np.ndarray:
        """Return the modes of the random effects by damped Newton steps, groups at once."""
        u = self.modes

        def value(u: np.ndarray) -> np.ndarray:
            eta = base + u[self.g, 0] + u[self.g, 1] * self.z
            likelihood = self.y * eta - (self.y + theta) * np.logaddexp(eta, np.log(theta))
            return self.sums(likelihood) - 0.5 * np.einsum("gi,ij,gj->g", u, precision, u)

        current = value(u)
        for _ in range(NEWTON_STEPS):
            eta = base + u[self.g, 0] + u[self.g, 1] * self.z
            score, curve, _ = self.weights(eta, theta)
            gradient = np.column_stack([self.sums(score), self.sums(score * self.z)])
            gradient -= u @ precision
            step = np.linalg.solve(self.hessians(curve, precision), gradient[..., None])[..., 0]
            size = np.ones(self.count)
            for _ in range(30):
                new = value(u + size[:, None] * step)
                worse = new < current - 1e-10 * (1 + np.abs(current))
                if not worse.any():
                    break
                size = np.where(worse, size / 2, size)
            u = u + size[:, None] * step
            current = value(u)
            if np.abs(step).max() < TOLERANCE:
                self.modes = u
                return u
        raise DataError(
            "the effects of the groups did not converge.",
            cure="Check for terms on very different scales.",
        )

    def hessians(self, curve: np.ndarray, precision: np.ndarray) -> np.ndarray:
        """Return the curvature of each group's effects, (groups, 2, 2)."""
        table = np.empty((self.count, 2, 2))
        table[:, 0, 0] = self.sums(curve)
        table[:, 0, 1] = table[:, 1, 0] = self.sums(curve * self.z)
        table[:, 1, 1] = self.sums(curve * self.z**2)
        return table + precision

    def negative(self, parameters: np.ndarray, gradient: bool = True):
        """Return minus the approximated log-likelihood, and its gradient."""
        p = self.x.shape[1]
        beta, log_sd, twist, log_alpha = np.split(parameters, [p, p + 2, p + 3])
        root = np.array([[np.exp(log_sd[0]), 0.0], [twist[0], np.exp(log_sd[1])]])
        inverse_root = np.linalg.inv(root)
        precision = inverse_root.T @ inverse_root
        theta = np.exp(-log_alpha[0])
        base = self.offset + self.x @ beta
        u = self.find_modes(base, theta, precision)
        eta = base + u[self.g, 0] + u[self.g, 1] * self.z
        score, curve, third = self.weights(eta, theta)
        hessians = self.hessians(curve, precision)
        n = len(self.y)
        likelihood = (
            (self.y * eta - (self.y + theta) * np.logaddexp(eta, np.log(theta))).sum()
            + special.gammaln(self.y + theta).sum()
            - n * special.gammaln(theta)
            + n * theta * np.log(theta)
            + self.constant
        )
        likelihood -= 0.5 * np.einsum("gi,ij,gj->", u, precision, u)
        likelihood -= self.count * log_sd.sum() + 0.5 * np.linalg.slogdet(hessians)[1].sum()
        if not gradient:
            return -likelihood
        inverse = np.linalg.inv(hessians)
        spread = (
            inverse[self.g, 0, 0]
            + 2 * self.z * inverse[self.g, 0, 1]
            + self.z**2 * inverse[self.g, 1, 1]
        )
        pull = third * spread
        drawn = np.column_stack([self.sums(pull), self.sums(pull * self.z)])
        response = np.einsum("gi,gij->gj", drawn, inverse)
        weighted = curve * (response[self.g, 0] + response[self.g, 1] * self.z)
        slope = self.x.T @ (score - 0.5 * pull + 0.5 * weighted)
        tail = []
        for change in self._root_changes(root):
            shift = -precision @ (change @ root.T + root @ change.T) @ precision
            moved = np.einsum("gi,ij,gj->g", u, shift, u)
            traced = np.einsum("gij,ji->g", inverse, shift)
            through = np.einsum("gi,ij,gj->g", response, shift, u)
            tail.append(
                (-0.5 * moved - 0.5 * traced + 0.5 * through).sum()
                - self.count * np.trace(inverse_root @ change)
            )
        step = 1e-5
        sides = []
        for sign in (1, -1):
            other = parameters.copy()
            other[-1] += sign * step
            sides.append(self.negative(other, gradient=False))
        tail.append(-(sides[0] - sides[1]) / (2 * step))
        return -likelihood, -np.concatenate([slope, tail])

    @staticmethod
    def _root_changes(root: np.ndarray) -> list[np.ndarray]:
        """Return the derivatives of the root of Σ in its three parameters."""
        first, second, cross = np.zeros((3, 2, 2))
        first[0, 0], second[1, 1], cross[1, 0] = root[0, 0], root[1, 1], 1.0
        return [first, second, cross]

    def slope_response(self, parameters: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return each group's random slope in terms of β (derivative), and its variance given β."""
        p = self.x.shape[1]
        root = np.array(
            [[np.exp(parameters[p]), 0.0], [parameters[p + 2], np.exp(parameters[p + 1])]]
        )
        inverse_root = np.linalg.inv(root)
        precision = inverse_root.T @ inverse_root
        u = self.modes
        eta = self.offset + self.x @ parameters[:p] + u[self.g, 0] + u[self.g, 1] * self.z
        _, curve, _ = self.weights(eta, np.exp(-parameters[-1]))
        inverse = np.linalg.inv(self.hessians(curve, precision))
        cross = np.zeros((self.count, 2, p))
        np.add.at(cross[:, 0], self.g, curve[:, None] * self.x)
        np.add.at(cross[:, 1], self.g, (curve * self.z)[:, None] * self.x)
        return -(inverse @ cross)[:, 1, :], inverse[:, 1, 1]


def fit(model: Grouped, confidence: float = 0.95) -> Fit:
    """Fit the model by maximum likelihood.

    Parameters
    ----------
    model : Grouped
        The first column has the random slope; centre it on its group for a slope within groups.

    Raises
    ------
    DataError
        No spread, collinear terms, a gap, too few groups, or no convergence.
    """
    require_estimable(model)
    work = _Laplace(model)
    p = work.x.shape[1]
    start = np.zeros(p + 4)
    start[:p] = np.linalg.lstsq(work.x, np.log((work.y + 0.5) / np.exp(work.offset)), rcond=None)[0]
    start[p : p + 2] = np.log([0.5, 0.3 * 1 / max(work.z.std(), 1e-12)]).clip(*LOG_SD)
    bounds = [(None, None)] * p + [
        LOG_SD,
        (-6, np.log(20 / max(work.z.std(), 1e-12))),
        (None, None),
        LOG_ALPHA,
    ]
    found = optimize.minimize(
        work.negative,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 500, "ftol": 1e-11, "gtol": 1e-4, "maxcor": 20},
    )
    if not found.success and np.abs(found.jac).max() > 0.05:
        raise DataError(
            f"the hierarchical model did not converge ({found.message}).",
            cure="Check for terms on very different scales.",
        )
    best = found.x
    covariance = np.linalg.pinv(_information(work, best), hermitian=True)[:p, :p]
    work.negative(best, gradient=False)
    half = stats.norm.ppf((1 + confidence) / 2)
    se = np.sqrt(np.maximum(np.diag(covariance), 0))
    fixed = pd.DataFrame(
        {
            "coefficient": best[:p],
            "se": se,
            "low": best[:p] - half * se,
            "high": best[:p] + half * se,
            "p": 2 * stats.norm.sf(np.abs(best[:p] / se)),
        },
        index=list(model.columns.columns),
    )
    response, own = work.slope_response(best)
    response[:, 0] += 1
    spread = np.sqrt(own + np.einsum("gi,ij,gj->g", response, covariance, response))
    slope = best[0] + work.modes[:, 1]
    slopes = pd.DataFrame(
        {
            "slope": slope,
            "se": spread,
            "low": slope - half * spread,
            "high": slope + half * spread,
            "n": work.sums(np.ones(len(work.y))).astype(int),
        },
        index=work.names,
    )
    first, second, twist = np.exp(best[p]), np.exp(best[p + 1]), best[p + 2]
    total = float(np.hypot(second, twist))
    return Fit(
        fixed,
        slopes,
        float(first),
        total,
        float(twist / total),
        float(np.exp(best[-1])),
        float(-found.fun),
    )


def _information(work: _Laplace, best: np.ndarray) -> np.ndarray:
    """Return the observed information: differences of the gradient."""
    size = len(best)
    table = np.empty((size, size))
    for k in range(size):
        step = 1e-4 * max(1.0, abs(best[k]))
        sides = []
        for sign in (1, -1):
            other = best.copy()
            other[k] += sign * step
            sides.append(work.negative(other)[1])
        table[k] = (sides[0] - sides[1]) / (2 * step)
    return (table + table.T) / 2


def log_likelihood(model: Grouped, parameters: Sequence[float]) -> float:
    """Return the approximated log-likelihood at given parameters.

    Parameters
    ----------
    parameters : β, log sd of the intercept, log of the second diagonal of the root of Σ, its lower
        left entry, log α.
    """
    return float(-_Laplace(model).negative(np.asarray(parameters, float), gradient=False))
