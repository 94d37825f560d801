"""Tests of ``cohesion/methods/ranks.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.methods import ranks as methods_ranks


def test_rank_ranges_tie_what_overlaps():
    frame = pd.DataFrame(
        {"rate": [9, 5, 4.5, 1], "low": [8, 4, 3.5, 0.5], "high": [10, 6, 5.5, 2]}, list("abcd")
    )
    ranks = methods_ranks.rank_ranges(frame)
    assert ranks["rank"].tolist() == [1, 2, 3, 4]
    assert ranks["best"].tolist() == [1, 2, 2, 4]
    assert ranks["worst"].tolist() == [1, 3, 3, 4]


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


def test_the_share_of_signal_is_what_a_simulation_gives():
    rng = np.random.default_rng(3)
    true = rng.normal(0, 2, 4000)
    seen = pd.Series(true + rng.normal(0, 1, 4000))
    share = methods_ranks.signal_share(seen, pd.Series(np.ones(4000)))
    # The squared correlation of what is seen with what is true is the same quantity.
    assert share == pytest.approx(100 * np.corrcoef(true, seen)[0, 1] ** 2, abs=1.5)
    assert share == pytest.approx(80, abs=2)
