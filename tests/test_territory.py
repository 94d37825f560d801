"""Territorial concentration, ranks with ties and changes: by hand, by property, by a second way."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.methods import concentration, estimates
from cohesion.methods import ranks as methods_ranks

counts = st.lists(st.integers(0, 10_000), min_size=2, max_size=30).filter(lambda x: sum(x) > 0)


def test_half_of_the_poor_by_hand():
    poor = pd.Series({"a": 50, "b": 30, "c": 15, "d": 5})
    assert concentration.units_holding(poor, 0.5) == 1  # a alone holds exactly half
    assert concentration.units_holding(poor, 0.51) == 2
    assert concentration.units_holding(poor, 0.8) == 2
    assert concentration.units_holding(poor, 1.0) == 4


def test_concentration_by_hand():
    # Two units of equal size, all the poor in one: half of the people hold everything.
    poor, people = pd.Series([10.0, 0.0]), pd.Series([100.0, 100.0])
    assert concentration.concentration_index(poor, people) == pytest.approx(0.5)
    assert concentration.concentration_index(people, people) == pytest.approx(0)
    assert concentration.concentration_curve(poor, people)["counts"].to_list() == [0, 1, 1]


@settings(max_examples=60, deadline=None)
@given(counts)
def test_units_holding_is_the_smallest_such_number(values):
    series = pd.Series(values)
    number = concentration.units_holding(series, 0.5)
    ordered = sorted(values, reverse=True)
    assert sum(ordered[:number]) >= sum(values) / 2 - 1e-6
    assert sum(ordered[: number - 1]) < sum(values) / 2


@settings(max_examples=60, deadline=None)
@given(counts, st.integers(0, 2**32 - 1))
def test_concentration_index_equals_the_weighted_gini_of_rates(values, seed):
    generator = np.random.default_rng(seed)
    people = pd.Series(generator.integers(10_000, 100_000, len(values)).astype(float))
    poor = pd.Series(values, dtype=float)
    rate, weight = (poor / people).to_numpy(), people.to_numpy() / people.sum()
    pairs = np.abs(rate[:, None] - rate[None, :]) * weight[:, None] * weight[None, :]
    gini = pairs.sum() / (2 * (rate * weight).sum())
    assert concentration.concentration_index(poor, people) == pytest.approx(gini, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(counts, st.integers(2, 9))
def test_concentration_does_not_depend_on_the_unit_of_counting(values, factor):
    poor = pd.Series(values, dtype=float)
    people = poor + 1000.0
    one = concentration.concentration_index(poor, people)
    assert concentration.concentration_index(poor * factor, people * factor) == pytest.approx(one)


@pytest.mark.parametrize("values", [[1, -1], [1, np.nan], [0, 0]])
def test_impossible_counts_are_refused(values):
    with pytest.raises(DataError):
        concentration.units_holding(pd.Series(values, dtype=float))


def test_change_by_hand():
    one = pd.Series({"x": 40.0, "y": 40.0, "z": 40.0})
    two = pd.Series({"x": 46.0, "y": 41.0, "z": 33.0})
    se = pd.Series({"x": 2.0, "y": 2.0, "z": 2.0})
    result = estimates.change(one, two, se, se)
    # 1.96 · √(4 + 4) = 5.54
    assert result["detectable"].to_list() == pytest.approx([5.544] * 3, abs=0.001)
    assert result["reading"].to_list() == [1, 0, -1]
    assert result.at["x", "low"] == pytest.approx(0.456, abs=0.001)


def test_ranks_without_error_are_certain_and_with_large_error_open():
    values = pd.Series({"a": 70.0, "b": 50.0, "c": 20.0})
    sharp = methods_ranks.rank_intervals(values, pd.Series(0.01, index=values.index))
    assert (sharp["rank"] == sharp["best"]).all() and (sharp["rank"] == sharp["worst"]).all()
    blurred = methods_ranks.rank_intervals(values, pd.Series(100.0, index=values.index))
    assert set(blurred["best"]) == {1} and set(blurred["worst"]) == {3}
    assert set(blurred["tied_with"]) == {2}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 100), min_size=2, max_size=15), st.floats(0.1, 10))
def test_the_rank_lies_within_its_interval(values, error):
    series = pd.Series(values)
    ranks = methods_ranks.rank_intervals(series, pd.Series(error, index=series.index))
    assert (ranks["best"] <= ranks["rank"]).all()
    assert (ranks["rank"] <= ranks["worst"]).all()


def test_rank_intervals_hold_their_promise():
    generator = np.random.default_rng(20111202)
    truth = pd.Series(np.linspace(20, 80, 12))
    order = truth.rank(ascending=False)
    misses = 0
    for _ in range(300):
        seen = truth + generator.normal(0, 3, len(truth))
        ranks = methods_ranks.rank_intervals(seen, pd.Series(3.0, index=truth.index))
        misses += not ((ranks["best"] <= order) & (order <= ranks["worst"])).all()
    assert misses / 300 < 0.07


def test_a_missing_error_is_refused():
    with pytest.raises(DataError, match="standard error"):
        methods_ranks.rank_intervals(pd.Series([1.0, 2.0]), pd.Series([1.0, np.nan]))


def test_concentration_of_three_regions_by_hand():
    """Curve (25, 50), (50, 75), (100, 100); area 0.0625 + 0.15625 + 0.4375 = 0.65625."""
    population = pd.Series([1.0, 1.0, 2.0], index=list("abc"))
    poor = pd.Series([1.0, 0.5, 0.5], index=list("abc"))
    assert concentration.concentration_curve(poor, population)["counts"].tolist() == [
        0,
        0.5,
        0.75,
        1,
    ]
    assert concentration.concentration_index(poor, population) == pytest.approx(0.3125)


def test_the_share_of_signal_is_what_a_simulation_gives():
    from cohesion.methods import ranks

    rng = np.random.default_rng(3)
    true = rng.normal(0, 2, 4000)
    seen = pd.Series(true + rng.normal(0, 1, 4000))
    share = ranks.signal_share(seen, pd.Series(np.ones(4000)))
    # The squared correlation of what is seen with what is true is the same quantity.
    assert share == pytest.approx(100 * np.corrcoef(true, seen)[0, 1] ** 2, abs=1.5)
    assert share == pytest.approx(80, abs=2)
