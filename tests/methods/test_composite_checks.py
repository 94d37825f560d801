"""Coherence, uncertainty and sensitivity of a composite index."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.methods import composite, composite_checks

META = pd.DataFrame(
    [("total", "", 1, 1.0), ("d1", "total", 1, 1.0), ("d2", "total", 1, 1.0)]
    + [(f"a{i}", "d1", 1, 1.0) for i in range(3)]
    + [(f"b{i}", "d2", -1, 1.0) for i in range(3)],
    columns=["code", "parent", "direction", "weight"],
)


@pytest.fixture(scope="module")
def built() -> composite.Index:
    rng = np.random.default_rng(1)
    common = rng.normal(size=(32, 1))
    data = pd.DataFrame(
        np.hstack([common + 0.5 * rng.normal(size=(32, 3)), rng.normal(size=(32, 3))]),
        columns=[f"a{i}" for i in range(3)] + [f"b{i}" for i in range(3)],
        index=[f"{i:02d}" for i in range(1, 33)],
    )
    return composite.build(data, META)


def test_alpha_by_the_item_variance_formula(built):
    z = built.normalised[["a0", "a1", "a2"]]
    z = (z - z.mean()) / z.std()
    classic = 3 / 2 * (1 - z.var().sum() / z.sum(axis=1).var())
    assert composite_checks.cronbach_alpha(z) == pytest.approx(classic)
    assert composite_checks.cronbach_alpha(z) > 0.8
    assert composite_checks.cronbach_alpha(built.normalised[["b0", "b1", "b2"]]) < 0.5
    with pytest.raises(DataError):
        composite_checks.cronbach_alpha(z[["a0"]])


def test_item_rest_correlation_leaves_the_item_out(built):
    table = composite_checks.coherence(built)
    expected = built.normalised["a0"].corr(built.normalised[["a1", "a2"]].mean(axis=1))
    assert table.loc["a0", "with_rest"] == pytest.approx(expected)
    assert table.loc["b1", "dimension"] == "d2"


def test_principal_components_against_the_correlation_matrix(built):
    explained, loadings = composite_checks.principal_components(built.normalised)
    values, vectors = np.linalg.eigh(np.corrcoef(built.normalised.to_numpy().T))
    values, vectors = values[::-1], vectors[:, ::-1]
    np.testing.assert_allclose(explained, 100 * values / values.sum())
    assert list(explained.index) == list(loadings.columns) == [f"PC{i}" for i in range(1, 7)]
    np.testing.assert_allclose(np.abs(loadings), np.abs(vectors) * np.sqrt(values), atol=1e-12)
    assert (loadings.sum() >= 0).all()
    # A loading is the correlation of an indicator with the scores of the component.
    scores = (built.normalised - built.normalised.mean()) / built.normalised.std(ddof=0)
    first = scores.to_numpy() @ vectors[:, 0]
    assert abs(np.corrcoef(first, built.normalised["a0"])[0, 1]) == pytest.approx(
        abs(loadings.loc["a0", "PC1"])
    )


def test_vectorised_ranks_equal_rebuilding_the_index_each_time(built):
    space = composite_checks.assumptions(built)
    rng = np.random.default_rng(2)
    for _ in range(25):
        place = [
            int(rng.integers(len(part)))
            for part in (space.normalisations, space.aggregations, space.omissions)
        ]
        weights = rng.dirichlet([1, 1])
        omitted = space.omissions[place[2]]
        other = composite.rebuild(
            built,
            normalisation=space.normalisations[place[0]],
            aggregation=space.aggregations[place[1]],
            leave_out=(omitted,) if omitted else (),
            weights={"d1": weights[0], "d2": weights[1]},
        )
        found = composite_checks.ranks_under(space, *[np.array([p]) for p in place], weights[None])[
            0
        ]
        assert found.tolist() == composite.ranks(other.total).tolist()


def test_uncertainty_encloses_the_median_and_a_dominant_unit_stays_first(built):
    table = composite_checks.uncertainty(
        composite_checks.assumptions(built), np.random.default_rng(3), 500
    )
    assert ((table["low"] <= table["median"]) & (table["median"] <= table["high"])).all()
    data = built.data.copy()
    data.loc["07"] = [*(data.max()[:3] + 1), *(data.min()[3:] - 1)]
    best = composite_checks.uncertainty(
        composite_checks.assumptions(composite.build(data, META)), np.random.default_rng(3), 500
    )
    assert best.loc["07", ["low", "high"]].tolist() == [1, 1]


def test_an_assumption_that_changes_nothing_has_a_sobol_index_of_zero(built):
    space = composite_checks.assumptions(built, normalisations=["minmax", "minmax"])
    table = composite_checks.sobol(space, 128)
    assert table.loc["normalisation", "total"] == pytest.approx(0, abs=1e-12)
    assert table.loc[["aggregation", "left out", "weights"], "total"].min() > 0
    assert table["total"].ge(table["first"] - table["first_ci"] - 0.05).all()


def test_the_same_seed_gives_the_same_indices(built):
    space = composite_checks.assumptions(built)
    pd.testing.assert_frame_equal(
        composite_checks.sobol(space, 64, 5), composite_checks.sobol(space, 64, 5)
    )
