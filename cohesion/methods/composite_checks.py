"""Checks of a composite index: internal coherence, uncertainty of ranks, Sobol sensitivity.

The OECD–JRC handbook asks for coherence before uncertainty, and for robustness of the inference
(here: the rank of each unit), not of the number.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import sobol as sobol_sample
from scipy import stats

from cohesion.errors import DataError
from cohesion.methods import clustering, composite


def cronbach_alpha(scores: pd.DataFrame) -> float:
    """Return Cronbach's alpha of standardised scores (higher is better in every column).

    α = k r̄ / (1 + (k − 1) r̄), with r̄ the mean correlation between the k columns.
    """
    k = scores.shape[1]
    if k < 2:
        raise DataError("alpha needs at least two indicators.")
    r = scores.corr().to_numpy()
    mean = r[np.triu_indices(k, 1)].mean()
    return float(k * mean / (1 + (k - 1) * mean))


def coherence(built: composite.Index) -> pd.DataFrame:
    """Return, for each indicator, its correlation with its own dimension and with the index.

    The correlation with the dimension leaves the indicator itself out (item–rest correlation).

    Returns
    -------
    DataFrame indexed by indicator: dimension, with_rest, with_index.
    """
    parent = built.meta.set_index("code")["parent"]
    rows = {}
    for code in built.normalised:
        siblings = [c for c in built.normalised if parent[c] == parent[code] and c != code]
        rest = built.normalised[siblings].mean(axis=1)
        rows[code] = {
            "dimension": parent[code],
            "with_rest": built.normalised[code].corr(rest) if siblings else np.nan,
            "with_index": built.normalised[code].corr(built.total),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("indicator")


def principal_components(scores: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Return the explained variance (%) of each component and the loadings (correlations).

    Each component is turned so that the sum of its loadings is positive.
    """
    z = (scores - scores.mean()) / scores.std(ddof=0)
    loadings, explained, _ = clustering.principal_components(z)
    names = [f"PC{i}" for i in range(1, len(explained) + 1)]
    return explained.set_axis(names), loadings.set_axis(names, axis=1)


@dataclass(frozen=True)
class Assumptions:
    """The uncertain assumptions and, for each of their combinations, the dimension scores.

    ``scores`` is an array normalisation × aggregation × omission × unit × dimension.
    """

    normalisations: tuple[str, ...]
    aggregations: tuple[str, ...]
    omissions: tuple[str | None, ...]
    dimensions: tuple[str, ...]
    scores: np.ndarray
    base_ranks: np.ndarray
    units: pd.Index


def assumptions(
    built: composite.Index,
    normalisations: Sequence[str] = composite.NORMALISATIONS,
    aggregations: Sequence[str] = composite.AGGREGATIONS,
    omissions: Sequence[str | None] | None = None,
) -> Assumptions:
    """Rebuild the index under every combination of discrete assumptions, once."""
    left_out = (None, *built.normalised.columns) if omissions is None else tuple(omissions)
    dimensions = tuple(c for c in built.scores.columns if c != built.top)
    shape = (len(normalisations), len(aggregations), len(left_out))
    scores = np.empty((*shape, len(built.data), len(dimensions)))
    for place in itertools.product(*(range(size) for size in shape)):
        omitted = left_out[place[2]]
        other = composite.rebuild(
            built,
            normalisation=normalisations[place[0]],
            aggregation=aggregations[place[1]],
            leave_out=(omitted,) if omitted else (),
        )
        scores[place] = other.scores[list(dimensions)].to_numpy()
    base = composite.ranks(built.total).to_numpy()
    return Assumptions(
        tuple(normalisations),
        tuple(aggregations),
        left_out,
        dimensions,
        scores,
        base,
        built.data.index,
    )


def ranks_under(
    space: Assumptions,
    normalisation: np.ndarray,
    aggregation: np.ndarray,
    omission: np.ndarray,
    weights: np.ndarray,
) -> np.ndarray:
    """Return the ranks of all units for each draw of assumptions.

    Parameters
    ----------
    normalisation, aggregation, omission : positions in the lists of ``space``, one per draw.
    weights : draws × dimensions, rows sum to one.

    Returns
    -------
    array draws × units, 1 is best.
    """
    scores = space.scores[normalisation, aggregation, omission]
    total = np.einsum("dum,dm->du", scores, weights)
    geometric = np.array([name == "geometric" for name in space.aggregations])[aggregation]
    if geometric.any():
        floor = composite.GEOMETRIC_FLOOR
        positive = floor + scores[geometric] * (100 - floor) / 100
        total[geometric] = np.exp(np.einsum("dum,dm->du", np.log(positive), weights[geometric]))
    return stats.rankdata(-total, method="min", axis=1)


def uncertainty(
    space: Assumptions, rng: np.random.Generator, replications: int = 4096
) -> pd.DataFrame:
    """Draw all assumptions at once and return each unit's distribution of ranks.

    Discrete assumptions are drawn evenly; dimension weights from a flat Dirichlet distribution.

    Returns
    -------
    DataFrame indexed by unit: base, median, low, high (5th and 95th percentile).
    """
    drawn = ranks_under(
        space,
        rng.integers(0, len(space.normalisations), replications),
        rng.integers(0, len(space.aggregations), replications),
        rng.integers(0, len(space.omissions), replications),
        rng.dirichlet(np.ones(len(space.dimensions)), replications),
    )
    low, median, high = np.quantile(drawn, [0.05, 0.5, 0.95], axis=0)
    return pd.DataFrame(
        {"base": space.base_ranks, "median": median, "low": low, "high": high}, index=space.units
    )


def sobol(space: Assumptions, base: int = 512, seed: int = 1) -> pd.DataFrame:
    """Return Sobol indices of the mean absolute shift in rank against the base assumptions.

    The dimension weights form one group (uniform draws turned into a flat Dirichlet draw).

    Parameters
    ----------
    base : a power of two; the model is evaluated ``base × (factors + 2)`` times.

    Returns
    -------
    DataFrame indexed by factor: first, first_ci, total, total_ci (95 % half-widths).
    """
    weights = [f"weight {name}" for name in space.dimensions]
    problem = {
        "num_vars": 3 + len(weights),
        "names": ["normalisation", "aggregation", "left out", *weights],
        "bounds": [[0, 1]] * (3 + len(weights)),
        "groups": ["normalisation", "aggregation", "left out", *["weights"] * len(weights)],
    }
    draws = sobol_sample.sample(problem, base, calc_second_order=False, seed=seed)
    exponential = -np.log(np.clip(draws[:, 3:], 1e-12, 1 - 1e-12))
    sizes = (len(space.normalisations), len(space.aggregations), len(space.omissions))
    chosen = [
        np.minimum((draws[:, i] * size).astype(int), size - 1) for i, size in enumerate(sizes)
    ]
    ranks = ranks_under(space, *chosen, exponential / exponential.sum(axis=1, keepdims=True))
    shift = np.abs(ranks - space.base_ranks).mean(axis=1)
    found = sobol_analysis.analyze(problem, shift, calc_second_order=False, seed=seed)
    return pd.DataFrame(
        {
            "first": found["S1"],
            "first_ci": found["S1_conf"],
            "total": found["ST"],
            "total_ci": found["ST_conf"],
        },
        index=["normalisation", "aggregation", "left out", "weights"],
    )
