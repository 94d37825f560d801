"""Grouping states by their needs: standardised indicators, clusters and their stability, terciles.

The indicators, weights and the rule that chooses the number of groups are declared in
``data/programme/typology.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score

from cohesion.errors import DataError

TERCILES = ("lower need", "middle need", "higher need")


def indicator_weights(sectors: Mapping[str, Any]) -> pd.Series:
    """Return each indicator's share of the total weight (they add to one).

    Parameters
    ----------
    sectors : mapping
        Sectors by name, each with its ``weight`` and its ``indicators``.
    """
    total = sum(sector.weight for sector in sectors.values())
    shares = {
        indicator: sector.weight / total / len(sector.indicators)
        for sector in sectors.values()
        for indicator in sector.indicators
    }
    return pd.Series(shares, name="weight")


def standardise(need: pd.DataFrame) -> pd.DataFrame:
    """Return z-scores of each column (population standard deviation).

    Raises
    ------
    DataError
        A missing value, or an indicator that is the same everywhere.
    """
    if need.isna().any(axis=None):
        state, indicator = need.isna().stack().idxmax()
        raise DataError(
            "a grouping needs every figure.",
            row=state,
            column=indicator,
            cure="Leave the indicator out of the plan, or complete it.",
        )
    spread = need.std(ddof=0)
    if (spread == 0).any():
        raise DataError(
            "the indicator is the same in every state.",
            column=str(spread.idxmin()),
            cure="Leave it out of the plan.",
        )
    return (need - need.mean()) / spread


def sector_scores(scores: pd.DataFrame, sectors: Mapping[str, Any]) -> pd.DataFrame:
    """Return the mean z-score of each sector (states × sectors; more is more need)."""
    return pd.DataFrame(
        {name: scores[list(sector.indicators)].mean(axis=1) for name, sector in sectors.items()}
    )


def ward(weighted: pd.DataFrame, groups: int) -> pd.Series:
    """Return Ward's groups, numbered by their mean over all columns: group 1 has least need."""
    labels = _ward_labels(weighted.to_numpy(), groups)
    return _ordered(pd.Series(labels, index=weighted.index), weighted)


def _ward_labels(values: np.ndarray, groups: int) -> np.ndarray:
    return fcluster(linkage(values, "ward"), groups, criterion="maxclust")


def kmeans(weighted: pd.DataFrame, groups: int, seed: int) -> pd.Series:
    """Return k-means groups, numbered as in :func:`ward`."""
    labels = KMeans(groups, n_init=50, random_state=seed).fit_predict(weighted.to_numpy())
    return _ordered(pd.Series(labels, index=weighted.index), weighted)


def _ordered(labels: pd.Series, weighted: pd.DataFrame) -> pd.Series:
    rank = weighted.mean(axis=1).groupby(labels).mean().rank().astype(int)
    return labels.map(rank).rename("group")


def bootstrap_jaccard(
    weighted: pd.DataFrame, groups: int, replications: int, rng: np.random.Generator
) -> pd.Series:
    """Return how well each of Ward's groups is found again in bootstrap samples.

    Method: Hennig (2007), *Cluster-wise assessment of cluster stability*. In each sample of units
    drawn with replacement the groups are formed anew; an original group, reduced to the units
    that were drawn, is compared with the most similar new group by Jaccard's coefficient.

    Returns
    -------
    Series
        Mean similarity (0–1) by group.
    """
    original = ward(weighted, groups).to_numpy()
    size = len(weighted)
    values = weighted.to_numpy()
    similarity = np.full((replications, groups), np.nan)
    for draw in range(replications):
        drawn = rng.integers(size, size=size)
        new = _ward_labels(values[drawn], groups)
        for group in range(1, groups + 1):
            here = set(drawn[original[drawn] == group])
            if here:
                found = (set(drawn[new == label]) for label in np.unique(new))
                similarity[draw, group - 1] = max(
                    len(here & other) / len(here | other) for other in found
                )
    return pd.Series(
        np.nanmean(similarity, axis=0), index=range(1, groups + 1), name="mean Jaccard"
    )


def stability(weighted: pd.DataFrame, rule: Any, rng: np.random.Generator) -> pd.DataFrame:
    """Return, for each candidate number of groups, what the declared rule looks at.

    Parameters
    ----------
    rule : object
        ``candidates``, ``replications``, ``seed``, ``jaccard_threshold``, ``smallest_group``.

    Returns
    -------
    DataFrame
        Indexed by number of groups: ``smallest group`` (states), ``least stable`` (lowest mean
        Jaccard of its groups), ``agreement`` (adjusted Rand index with k-means), ``passes``.
    """
    rows = {}
    for groups in rule.candidates:
        labels = ward(weighted, groups)
        jaccard = bootstrap_jaccard(weighted, groups, rule.replications, rng)
        smallest = int(labels.value_counts().min())
        rows[groups] = {
            "smallest group": smallest,
            "least stable": jaccard.min(),
            "agreement": adjusted_rand_score(labels, kmeans(weighted, groups, rule.seed)),
            "passes": bool(
                jaccard.min() >= rule.jaccard_threshold and smallest >= rule.smallest_group
            ),
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "groups"
    return table


def choose_groups(table: pd.DataFrame) -> int | None:
    """Return the declared rule's number of groups, or None when the states differ by degree."""
    passing = table.index[table["passes"].astype(bool)]
    best = max(passing, default=0)
    return int(best) if best > 2 else None


def terciles(need: pd.Series) -> pd.Series:
    """Return each unit's third by need: 'lower need', 'middle need', 'higher need'."""
    third = np.ceil(need.rank(method="first") / len(need) * 3).astype(int)
    return third.map(dict(enumerate(TERCILES, start=1))).rename("tercile")


def tercile_shares(by_sector: pd.DataFrame, draws: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return how often each unit falls into each third when sector weights are drawn at random.

    Weights are uniform over all weights that add to one (a flat Dirichlet distribution).
    """
    weights = rng.dirichlet(np.ones(by_sector.shape[1]), size=draws)
    need = by_sector.to_numpy() @ weights.T
    rank = need.argsort(axis=0).argsort(axis=0) + 1
    third = np.ceil(rank / len(by_sector) * 3).astype(int)
    return pd.DataFrame(
        {name: (third == number).mean(axis=1) for number, name in enumerate(TERCILES, start=1)},
        index=by_sector.index,
    )


def principal_components(scores: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame]:
    """Return loadings (correlations), shares of variance (%) and scores of the components.

    Signs are set so that the sum of a component's loadings is positive.
    """
    model = PCA().fit(scores)
    names = [f"component {n}" for n in range(1, model.n_components_ + 1)]
    spread = np.sqrt(model.explained_variance_ * (len(scores) - 1) / len(scores))
    loadings = model.components_.T * spread
    sign = np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    return (
        pd.DataFrame(loadings * sign, index=scores.columns, columns=names),
        pd.Series(model.explained_variance_ratio_ * 100, index=names),
        pd.DataFrame(model.transform(scores) * sign, index=scores.index, columns=names),
    )
