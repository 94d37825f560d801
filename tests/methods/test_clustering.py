"""Typology: hand-worked cases, independent implementations, the declared rule, broken input."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import adjusted_rand_score

from cohesion.errors import DataError
from cohesion.methods import clustering


def blobs(seed: int = 1, distance: float = 12.0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    centres = np.repeat([0.0, distance, 2 * distance], [12, 10, 10])
    points = rng.normal(size=(32, 2)) + centres[:, None]
    return pd.DataFrame(points, index=[f"{n:02d}" for n in range(1, 33)], columns=["a", "b"])


def test_clear_groups_are_found_again_and_numbered_by_need():
    frame = blobs()
    labels = clustering.ward(frame, 3)
    assert labels.iloc[:12].eq(1).all() and labels.iloc[12:22].eq(2).all()
    assert clustering.bootstrap_jaccard(frame, 3, 50, np.random.default_rng(2)).min() > 0.99


def test_one_cloud_is_not_stable():
    frame = blobs(distance=0.0)
    assert clustering.bootstrap_jaccard(frame, 4, 60, np.random.default_rng(2)).min() < 0.75


def test_ward_equals_scikit_learns_implementation():
    frame = blobs(seed=5, distance=1.5)
    other = AgglomerativeClustering(n_clusters=4, linkage="ward").fit_predict(frame)
    assert adjusted_rand_score(other, clustering.ward(frame, 4)) == 1


@pytest.mark.parametrize(
    ("passes", "chosen"),
    [([True, True, False], 3), ([True, False, False], None), ([False, False, True], 4)],
)
def test_the_declared_rule(passes, chosen):
    table = pd.DataFrame({"passes": passes}, index=[2, 3, 4])
    assert clustering.choose_groups(table) == chosen


def test_stability_reports_what_the_rule_needs():
    rule = SimpleNamespace(
        candidates=[2, 3], replications=30, jaccard_threshold=0.75, smallest_group=3, seed=1
    )
    table = clustering.stability(blobs(), rule, np.random.default_rng(3))
    assert table.loc[3, "passes"] and table.loc[3, "smallest group"] == 10
    assert table.loc[3, "agreement"] == pytest.approx(1)


def test_standardise_and_its_errors():
    frame = pd.DataFrame({"a": [1.0, 2.0, 3.0]}, index=["01", "02", "03"])
    assert clustering.standardise(frame)["a"].tolist() == pytest.approx([-1.2247, 0, 1.2247], 1e-4)
    with pytest.raises(DataError, match="row 02, column 'a'"):
        clustering.standardise(frame.replace(2.0, np.nan))
    with pytest.raises(DataError, match="same in every state"):
        clustering.standardise(frame * 0)


def test_terciles_of_thirty_two_states():
    need = pd.Series(np.arange(32.0))
    counts = clustering.terciles(need).value_counts()
    assert sorted(counts) == [10, 11, 11]
    assert clustering.terciles(need).iloc[0] == "lower need"


def test_a_state_that_is_worst_in_every_sector_is_firm():
    by_sector = pd.DataFrame({"a": [3.0, 1.0, 0.0], "b": [3.0, 0.0, 1.0]}, index=["x", "y", "z"])
    shares = clustering.tercile_shares(by_sector, 500, np.random.default_rng(4))
    assert shares.loc["x", "higher need"] == 1
    assert 0.4 < shares.loc["y", "lower need"] < 0.6
    assert np.allclose(shares.sum(axis=1), 1)


def test_principal_components_of_two_correlated_columns():
    rng = np.random.default_rng(5)
    base = rng.normal(size=400)
    raw = pd.DataFrame({"a": base + rng.normal(size=400), "b": base + rng.normal(size=400)})
    frame = clustering.standardise(raw)
    loadings, share, scores = clustering.principal_components(frame)
    correlation = frame.corr().iloc[0, 1]
    # Two standardised columns: the eigenvalues of their correlation matrix are 1 ± r.
    assert share.iloc[0] == pytest.approx((1 + correlation) / 2 * 100)
    assert loadings.iloc[0, 0] == pytest.approx(np.sqrt((1 + correlation) / 2))
    assert np.corrcoef(scores.iloc[:, 0], frame["a"])[0, 1] == pytest.approx(loadings.iloc[0, 0])
