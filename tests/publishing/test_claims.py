"""Claims: conditions that the data decide, and the nearest data that would make them false."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.publishing import claims

STATES = pd.Series({"Chiapas": 78.5, "Guerrero": 67.6, "Oaxaca": 67.0, "Nuevo León": 21.0})
GINI = pd.Series({"Chiapas": 0.541, "Guerrero": 0.516, "Oaxaca": 0.511, "Nuevo León": 0.498})


def quantities(**given_ones):
    return {name: claims.quantity(name, value) for name, value in given_ones.items()}


def test_of_a_tie_nobody_is_the_largest_in_whatever_order_the_rows_stand():
    for order in (["a", "b", "c"], ["b", "a", "c"]):
        level = quantities(x=claims.share(pd.Series({"a": 7.0, "b": 7.0, "c": 1.0})[order]))
        assert not claims.holds("largest(x) == 'a'", level)
        assert not claims.holds("largest(x) == 'b'", level)
        assert claims.holds("smallest(x) == 'c'", level)


@pytest.mark.parametrize(
    ("condition", "rests_on", "true"),
    [
        ("low > nation", {"low": claims.share(51), "nation": claims.share(46)}, True),
        ("largest(poor) == 'Chiapas' and place(poor, 'Oaxaca') == 3", {"poor": STATES}, True),
        ("count(poor > 50) == 3", {"poor": STATES}, True),
        ("all(poor > 30)", {"poor": STATES}, False),
        ("rank_correlation(poor, gini) == 1", {"poor": STATES, "gini": GINI}, True),
        ("poor['Guerrero'] - poor['Oaxaca'] < 1", {"poor": STATES}, True),
        ("not p < 0.05", {"p": claims.chance(0.2)}, True),
        ("1 < n <= 4", {"n": claims.count(4, of=32)}, True),
    ],
)
def test_conditions_are_evaluated_on_numbers_and_columns(condition, rests_on, true):
    assert claims.holds(condition, quantities(**rests_on)) is true


@pytest.mark.parametrize(
    ("condition", "rests_on", "nearest"),
    [
        ("n >= 2", {"n": claims.count(5, of=32)}, {"n": 1.0}),
        ("p >= 0.05", {"p": claims.chance(0.2)}, {"p": 0.05}),
        ("high < 0", {"high": claims.within(-0.3, -1, 1)}, {"high": 0.0}),
        ("n == 4", {"n": claims.count(4, of=4)}, {"n": 3.0}),
    ],
)
def test_the_nearest_data_that_make_it_false_are_where_one_would_put_them(
    condition, rests_on, nearest
):
    given_ones = quantities(**rests_on)
    found = claims.nearest_false(condition, given_ones)
    assert found.keys() == nearest.keys()
    for name, value in nearest.items():
        assert found[name] == pytest.approx(value, abs=1e-3)
    assert not claims.holds(condition, claims.moved(given_ones, found))


def test_a_column_breaks_where_the_least_move_breaks_it():
    found = claims.nearest_false("largest(poor) == 'Chiapas'", quantities(poor=STATES))
    assert set(found["poor"]) <= {"Chiapas", "Guerrero"}
    found = claims.nearest_false("all(poor > 20)", quantities(poor=claims.share(STATES)))
    assert list(found["poor"]) == ["Nuevo León"] and found["poor"]["Nuevo León"] <= 20


@pytest.mark.parametrize(
    ("condition", "rests_on"),
    [
        ("n >= 0", {"n": claims.count(5, of=32)}),
        ("x <= 100", {"x": claims.share(40)}),
        ("x > 0 or x < 100", {"x": claims.share(40)}),
        ("x == x", {"x": claims.share(40)}),
        ("abs(r) <= 1", {"r": claims.coefficient(0.2)}),
    ],
)
def test_what_no_recorded_value_can_make_false_is_refused(condition, rests_on):
    with pytest.raises(DataError, match="no value in the recorded range"):
        claims.record(condition, rests_on, "It is so.")


@pytest.mark.parametrize(
    ("condition", "rests_on", "problem"),
    [
        ("x >", {"x": claims.share(4)}, "does not parse"),
        ("y > 3", {"x": claims.share(4)}, "names 'y'"),
        ("x > 3", {"x": claims.share(4), "y": claims.share(4)}, "does not use y"),
        ("x + 1", {"x": claims.share(4)}, "not true or false"),
        ("(x - x) / (x - x) > 1", {"x": claims.share(4)}, "ZeroDivisionError"),
        ("correlation(s, s * 0) > 0", {"s": STATES}, "without spread"),
        ("s > 3", {"s": STATES}, "not true or false|fails"),
        ("s > 3 and s < 4", {"s": STATES}, "fails"),
        ("s['Puebla'] > 3", {"s": STATES}, "no value for 'Puebla'"),
        ("__import__('os')", {"x": claims.share(4)}, "names '__import__'"),
        ("x.real > 1", {"x": claims.share(4)}, "uses Attribute"),
        ("x > 3", {"x": 4.0}, "has no range"),
        ("x > 3", {"x": True}, "truth value"),
        ("x > 3", {"x": claims.share(float("nan"))}, "missing"),
        ("all(x > 3)", {"x": pd.Series({"a": 4.0, "b": math.nan})}, "missing"),
        ("all(x > 3)", {"x": pd.Series(np.arange(100.0))}, "holds 100 values"),
        ("x > 3", {}, "rests on nothing"),
    ],
)
def test_a_bad_claim_gives_one_clear_message(condition, rests_on, problem):
    with pytest.raises(DataError, match=problem) as caught:
        claims.record(condition, rests_on, "It is so.")
    assert caught.value.cure


def test_a_value_outside_its_range_and_a_label_twice_are_refused():
    with pytest.raises(DataError, match="does not lie between 0 and 100"):
        claims.share(101)
    with pytest.raises(DataError, match="stands twice"):
        claims.share(pd.Series([1.0, 2.0], index=["a", "a"]))
    with pytest.raises(DataError, match="no range is recorded"):
        claims.observed(3.0, [3.0])


def test_a_claim_is_kept_with_everything_needed_to_try_it_again():
    kept = claims.record("all(poor > nation)", {"poor": STATES, "nation": claims.share(20)}, "Poor")
    back = {name: claims.restored(stored) for name, stored in kept["quantities"].items()}
    assert claims.holds(kept["condition"], back) is kept["holds"] is True
    assert not claims.holds(kept["condition"], claims.moved(back, kept["breaks"]))


@given(
    st.floats(0, 100),
    st.floats(0, 100),
    st.integers(0, 32),
    st.sampled_from(["<", ">", "<=", ">="]),
)
def test_whatever_is_found_makes_it_false_and_lies_in_the_range(x, y, n, sign):
    given_ones = quantities(x=claims.share(x), y=claims.share(y), n=claims.count(n, of=32))
    condition = f"x {sign} y or n > 20"
    if claims.holds(condition, given_ones):
        found = claims.moved(given_ones, claims.nearest_false(condition, given_ones))
        assert not claims.holds(condition, found)
        assert all(q.low <= value <= q.high for q in found.values() for value in q.values)
        assert float(found["n"].values[0]).is_integer()
