"""Territorial concentration, ranks with ties and changes: by hand, by property, by a second way."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.methods import concentration

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


def test_concentration_curve():
    curve = concentration.concentration(pd.Series([1, 6, 3]))
    assert curve["units"].tolist() == [0, 1, 2, 3]
    assert curve["share"].tolist() == [0, 60, 90, 100]
