"""Count models for municipalities: homicides with the population as exposure.

The Poisson pseudo-likelihood is consistent for the mean whatever the variance, so that it needs
no distribution, only standard errors clustered by state; the negative binomial is the check. The
many small municipalities are the difficulty: pooled years, a minimum population and empirical
Bayes rates are the alternatives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from cohesion.errors import DataError
from cohesion.methods import rates

MAXIMUM_ITERATIONS = 50
TOLERANCE = 1e-10
#: Rows that are weighed at once: all municipalities of some years.
BLOCK = 16_384


@dataclass(frozen=True)
class Design:
    """A count model ready to be fitted: outcome, logarithm of the exposure, columns, clusters."""

    y: np.ndarray
    offset: np.ndarray
    columns: pd.DataFrame
    clusters: np.ndarray
    terms: tuple[str, ...]


def design(
    frame: pd.DataFrame,
    outcome: str,
    exposure: str,
    terms: Sequence[str],
    effects: str | None = None,
    cluster: str = "state_code",
) -> Design:
    """Prepare a count model; rows with a gap are left out.

    Parameters
    ----------
    frame : one row per municipality.
    outcome : column of counts (zero or more).
    exposure : column of person-years (above zero); its logarithm is the offset.
    terms : explanatory columns, those of interest first.
    effects : column whose categories get a fixed effect each, or None for one constant.
    cluster : column of the clusters of the standard errors.
    """
    names = list(
        dict.fromkeys([outcome, exposure, *terms, cluster, *([effects] if effects else [])])
    )
    for name in names:
        if name not in frame:
            raise DataError("the column is not in the table.", column=name)
    data = frame[names].dropna()
    y, people = data[outcome].to_numpy(float), data[exposure].to_numpy(float)
    if (y < 0).any():
        raise DataError("a count is negative.", row=str(data.index[y < 0][0]), column=outcome)
    if (people <= 0).any():
        raise DataError(
            "the exposure is zero or less.",
            row=str(data.index[people <= 0][0]),
            column=exposure,
            cure="Leave the municipality out, or correct its population.",
        )
    columns = data[list(terms)].astype(float)
    if effects:
        # A category without a single event has no finite effect and tells nothing about the terms.
        events = data.groupby(effects)[outcome].transform("sum").to_numpy() > 0
        data, columns, y, people = data[events], columns[events], y[events], people[events]
        dummies = pd.get_dummies(data[effects], prefix="effect", dtype=float)
        columns = pd.concat([columns, dummies], axis=1)
    else:
        columns = columns.assign(constant=1.0)
    return Design(y, np.log(people), columns, data[cluster].to_numpy(), tuple(terms))


def poisson(model: Design, confidence: float = 0.95) -> pd.DataFrame:
    """Fit the Poisson pseudo-likelihood model by statsmodels, errors clustered, t on G − 1 degrees.

    Returns
    -------
    DataFrame
        Indexed by term: coefficient, se, low, high (log rate ratios per unit), p, n, clusters.
    """
    codes = pd.factorize(model.clusters)[0]
    fitted = sm.GLM(model.y, model.columns, family=sm.families.Poisson(), offset=model.offset).fit(
        cov_type="cluster", cov_kwds={"groups": codes}
    )
    return _tidy(
        model,
        np.asarray(fitted.params)[: len(model.terms)],
        np.asarray(fitted.bse)[: len(model.terms)],
        confidence,
    )


def negative_binomial(model: Design, confidence: float = 0.95) -> pd.DataFrame:
    """Fit the NB2 model by statsmodels, errors clustered; started from the Poisson estimates.

    The table has one more row, ``dispersion``: the alpha of NB2 (variance = mean + alpha mean²).
    """
    codes = pd.factorize(model.clusters)[0]
    start = np.append(fast_poisson(model.columns.to_numpy(), model.y, model.offset), 1.0)
    fitted = sm.NegativeBinomial(model.y, model.columns, offset=model.offset).fit(
        start_params=start,
        method="bfgs",
        maxiter=500,
        disp=False,
        cov_type="cluster",
        cov_kwds={"groups": codes},
    )
    if not fitted.mle_retvals["converged"]:
        raise DataError(
            "the negative binomial model did not converge.",
            cure="Check for terms that are collinear or on very different scales.",
        )
    keep = [*range(len(model.terms)), len(fitted.params) - 1]
    params, errors = np.asarray(fitted.params), np.asarray(fitted.bse)
    return _tidy(model, params[keep], errors[keep], confidence, index=[*model.terms, "dispersion"])


def _tidy(
    model: Design,
    params: np.ndarray,
    errors: np.ndarray,
    confidence: float,
    index: Sequence[str] | None = None,
) -> pd.DataFrame:
    clusters = len(np.unique(model.clusters))
    reference = stats.t(clusters - 1)
    half = reference.ppf((1 + confidence) / 2) * errors
    return pd.DataFrame(
        {
            "coefficient": params,
            "se": errors,
            "low": params - half,
            "high": params + half,
            "p": 2 * reference.sf(np.abs(params / errors)),
            "n": len(model.y),
            "clusters": clusters,
        },
        index=list(index or model.terms),
    )


def rate_ratio(table: pd.DataFrame, per: float | pd.Series = 1.0) -> pd.DataFrame:
    """Turn log rate ratios into rate ratios for a step of ``per`` units of the term."""
    result = table.copy()
    for column in ("coefficient", "low", "high"):
        result[column] = np.exp(table[column] * per)
    return result.rename(columns={"coefficient": "rate_ratio"})


def interval_row(
    coefficient: float, se: float, n: int, clusters: int, per: float = 1.0, confidence: float = 0.95
) -> pd.Series:
    """Return rate_ratio, low, high, p and n from one log coefficient and its clustered error."""
    reference = stats.t(clusters - 1)
    half = reference.ppf((1 + confidence) / 2) * se
    low, high = np.sort(np.exp(per * np.array([coefficient - half, coefficient + half])))
    return pd.Series(
        {
            "rate_ratio": np.exp(per * coefficient),
            "low": low,
            "high": high,
            "p": 2 * reference.sf(abs(coefficient / se)),
            "n": n,
        }
    )


def fast_poisson(columns: np.ndarray, y: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """Return the Poisson estimates by iteratively reweighted least squares (no standard errors)."""
    mean = (y + y.mean()) / 2 + 1e-8
    beta = np.zeros(columns.shape[1])
    for _ in range(MAXIMUM_ITERATIONS):
        working = np.log(mean) - offset + (y - mean) / mean
        new = np.linalg.lstsq(*_normal_equations(columns, mean, working), rcond=None)[0]
        if np.max(np.abs(new - beta)) < TOLERANCE * (1 + np.max(np.abs(new))):
            return new
        beta, mean = new, np.exp(np.clip(columns @ new + offset, -50, 50))
    raise DataError("the Poisson model did not converge.", cure="Check for collinear terms.")


def _normal_equations(
    columns: np.ndarray, weights: np.ndarray, target: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted X'X ``(k, k)`` and X'y ``(k,)``, block by block of rows.

    The weighted copy of a block stays in the processor's cache, however many rows there are.
    """
    left, right = 0.0, 0.0
    for start in range(0, len(columns), BLOCK):
        rows = slice(start, start + BLOCK)
        weighted = columns[rows] * weights[rows, None]
        left, right = left + columns[rows].T @ weighted, right + weighted.T @ target[rows]
    return left, right


def fast_clustered(
    columns: np.ndarray, y: np.ndarray, offset: np.ndarray, clusters: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return Poisson estimates and clustered standard errors, for the specification space.

    The sandwich carries statsmodels' small-sample factor G/(G−1) · (n−1)/(n−k).
    """
    beta = fast_poisson(columns, y, offset)
    mean = np.exp(columns @ beta + offset)
    information = _normal_equations(columns, mean, y)[0]
    bread = np.linalg.pinv(information, hermitian=True)
    return beta, _sandwich(bread, columns, y - mean, clusters)


def linear_clustered(
    columns: np.ndarray, y: np.ndarray, clusters: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return least-squares estimates and standard errors clustered in the same way."""
    bread = np.linalg.pinv(columns.T @ columns, hermitian=True)
    beta = bread @ columns.T @ y
    return beta, _sandwich(bread, columns, y - columns @ beta, clusters)


def _sandwich(
    bread: np.ndarray, columns: np.ndarray, residuals: np.ndarray, clusters: np.ndarray
) -> np.ndarray:
    n, k = columns.shape
    codes, names = pd.factorize(clusters)
    groups = len(names)
    sums = np.column_stack([np.bincount(codes, column * residuals, groups) for column in columns.T])
    factor = groups / (groups - 1) * (n - 1) / (n - k)
    return np.sqrt(np.diag(factor * bread @ (sums.T @ sums) @ bread))


def cluster_bootstrap(
    model: Design, rng: np.random.Generator, replications: int = 399
) -> np.ndarray:
    """Resample whole states and refit; returns replications × terms of log rate ratios.

    A state that is drawn twice keeps one fixed effect, which leaves the terms unchanged.
    """
    codes, names = pd.factorize(model.clusters)
    rows = [np.flatnonzero(codes == g) for g in range(len(names))]
    columns, result = model.columns.to_numpy(), np.empty((replications, len(model.terms)))
    for draw in range(replications):
        take = np.concatenate([rows[g] for g in rng.integers(0, len(rows), len(rows))])
        used = columns[take]
        used = used[:, np.abs(used).sum(axis=0) > 0]
        result[draw] = fast_poisson(used, model.y[take], model.offset[take])[: len(model.terms)]
    return result


def empirical_bayes(events: pd.Series, people: pd.Series) -> pd.Series:
    """Shrink crude rates towards the overall rate by a gamma prior (method of moments).

    Parameters
    ----------
    events : counts.
    people : person-years, same units.

    Returns
    -------
    Series of rates per 100 000: small places move towards the overall rate, large ones stay.

    Notes
    -----
    Marshall (1991), with the moments of :func:`cohesion.methods.rates.between_units`: the estimate
    is m + A/(A + m/p) · (d/p − m). It is the posterior mean of
    :func:`cohesion.methods.rates.empirical_bayes` without its interval, for the many fits of a
    space of specifications.
    """
    crude = events / people
    overall, variance = rates.between_units(events, people)
    between = max(variance, 0.0)
    trust = between / (between + overall / people)
    return 100_000 * (overall + trust * (crude - overall))


def split_within_between(frame: pd.DataFrame, x: str, group: str, weight: str) -> pd.DataFrame:
    """Split a column into the weighted mean of its group and the deviation from it.

    Returns
    -------
    The table with two more columns, ``<x>_between`` and ``<x>_within``; their sum is ``x``.
    """
    known = frame[x].notna()
    weights = frame[weight].where(known)
    totals = (frame[x] * weights).groupby(frame[group]).transform("sum")
    between = totals / weights.groupby(frame[group]).transform("sum")
    return frame.assign(**{f"{x}_between": between.where(known), f"{x}_within": frame[x] - between})
