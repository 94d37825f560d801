"""The composite index: hand-worked cases, invariances, broken inputs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import gmean

from cohesion.errors import DataError
from cohesion.methods import composite

UNITS = ["01", "02", "03", "04"]


@pytest.fixture
def data() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "gini": [0.4, 0.5, 0.6, 0.45],
            "health": [30.0, 10.0, 20.0, 40.0],
            "turnout": [40.0, 60.0, 50.0, 44.0],
        },
        index=UNITS,
    )


@pytest.fixture
def meta() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("total", "", 1, 1.0),
            ("gaps", "total", 1, 1.0),
            ("civic", "total", 1, 1.0),
            ("gini", "gaps", -1, 1.0),
            ("health", "gaps", -1, 1.0),
            ("turnout", "civic", 1, 1.0),
        ],
        columns=["code", "parent", "direction", "weight"],
    )


def test_minmax_by_hand(data, meta):
    built = composite.build(data, meta)
    assert built.normalised["gini"].tolist() == pytest.approx([100, 50, 0, 75])
    assert built.normalised["health"].tolist() == pytest.approx([100 / 3, 100, 200 / 3, 0])
    assert built.scores["gaps"].tolist() == pytest.approx([200 / 3, 75, 100 / 3, 37.5])
    assert built.total.tolist() == pytest.approx([100 / 3, 87.5, 125 / 3, 28.75])
    assert composite.ranks(built.total).tolist() == [3, 1, 2, 4]


def test_geometric_mean_against_scipy(data, meta):
    built = composite.build(data, meta, composite.Spec(aggregation="geometric"))
    moved = 1 + built.normalised[["gini", "health"]] * 0.99
    assert built.scores["gaps"].to_numpy() == pytest.approx(gmean(moved, axis=1))


def test_weights_are_scaled_and_unequal_weights_count():
    scores = pd.DataFrame({"a": [0.0, 100.0], "b": [100.0, 0.0]})
    assert composite.aggregate(scores, {"a": 3, "b": 1}).tolist() == [25.0, 75.0]
    assert composite.aggregate(scores, {"a": 30, "b": 10}).tolist() == [25.0, 75.0]


def test_zscore_and_rank_by_hand(data):
    z = composite.normalise(data[["turnout"]], {"turnout": 1}, "zscore")["turnout"]
    assert z.mean() == pytest.approx(0) and z.std(ddof=0) == pytest.approx(1)
    assert z["02"] == pytest.approx((60 - 48.5) / np.std([40, 60, 50, 44]))
    r = composite.normalise(data[["gini"]], {"gini": -1}, "rank")["gini"]
    assert r.tolist() == pytest.approx([100, 100 / 3, 0, 200 / 3])


def test_treatment_touches_only_the_outlier_and_reports_it():
    calm = np.linspace(0, 1, 30)
    wild = np.append(np.linspace(0, 1, 29), 50.0)
    treated, touched = composite.treat(pd.DataFrame({"calm": calm, "wild": wild}))
    assert touched == {"wild": 1}
    assert treated["wild"].iloc[-1] == pytest.approx(1.0)
    assert treated["wild"].iloc[:-1].tolist() == pytest.approx(wild[:-1].tolist())
    assert treated["calm"].tolist() == pytest.approx(calm.tolist())
    low, touched_low = composite.treat(pd.DataFrame({"low": -wild}))
    assert touched_low == {"low": 1} and low["low"].min() == pytest.approx(-1.0)


def test_rebuild_changes_one_assumption_and_keeps_the_rest(data, meta):
    built = composite.build(data, meta)
    assert composite.rebuild(built).total.equals(built.total)
    without = composite.rebuild(built, leave_out=("turnout",))
    assert "civic" not in without.scores and without.total.equals(
        without.scores["gaps"].rename("total")
    )
    assert [step.name for step in built.log] == [
        "select",
        "treat",
        "normalise",
        "weigh",
        "aggregate",
    ]
    heavier = composite.rebuild(built, weights={"civic": 3.0})
    assert heavier.total.tolist() == pytest.approx(
        (0.25 * built.scores["gaps"] + 0.75 * built.scores["civic"]).tolist()
    )


@settings(max_examples=40, deadline=None)
@given(
    hnp.arrays(float, (8, 2), elements=st.integers(-1000, 1000).map(float), unique=True),
    st.floats(0.1, 10),
    st.floats(-50, 50),
)
def test_scores_ignore_the_unit_of_measurement(values, scale, shift):
    frame = pd.DataFrame(values, columns=["a", "b"])
    for method in composite.NORMALISATIONS:
        one = composite.normalise(frame, {"a": 1, "b": -1}, method)
        two = composite.normalise(frame * scale + shift, {"a": 1, "b": -1}, method)
        np.testing.assert_allclose(one, two, atol=1e-4)


def test_direction_reverses_the_score(data):
    up = composite.normalise(data[["gini"]], {"gini": 1})
    down = composite.normalise(data[["gini"]], {"gini": -1})
    np.testing.assert_allclose(up + down, 100)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d, m: (d.assign(gini=[0.4, np.nan, 0.6, 0.5]), m), "row 02, column 'gini'"),
        (lambda d, m: (d.assign(gini=0.5), m), "same value"),
        (lambda d, m: (d.drop(columns="health"), m), "not in iData"),
        (lambda d, m: (d, m.drop(columns="weight")), "iMeta lacks a column"),
        (lambda d, m: (d, m.assign(parent="")), "no parent"),
        (lambda d, m: (d, m.assign(weight=-1.0)), "weight is -1.0"),
        (lambda d, m: (d, m.assign(direction=0)), "direction is 0"),
    ],
)
def test_broken_input_names_the_place_and_the_cure(data, meta, change, words):
    with pytest.raises(DataError) as caught:
        composite.build(*change(data, meta))
    assert words in str(caught.value) and "Cure:" in str(caught.value)


def test_unknown_methods_are_refused(data, meta):
    with pytest.raises(DataError, match="unknown normalisation"):
        composite.build(data, meta, composite.Spec(normalisation="magic"))
    with pytest.raises(DataError, match="unknown aggregation"):
        composite.build(data, meta, composite.Spec(aggregation="magic"))
    with pytest.raises(DataError, match="outside 0 to 100"):
        composite.aggregate(pd.DataFrame({"a": [-1.0, 1.0]}), {"a": 1}, "geometric")
