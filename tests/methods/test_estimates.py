"""Tests of ``cohesion/methods/estimates.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.methods import estimates
from cohesion.methods import estimates as methods_estimates


def test_change_by_hand():
    one = pd.Series({"x": 40.0, "y": 40.0, "z": 40.0})
    two = pd.Series({"x": 46.0, "y": 41.0, "z": 33.0})
    se = pd.Series({"x": 2.0, "y": 2.0, "z": 2.0})
    result = estimates.change(one, two, se, se)
    # 1.96 · √(4 + 4) = 5.54
    assert result["detectable"].to_list() == pytest.approx([5.544] * 3, abs=0.001)
    assert result["reading"].to_list() == [1, 0, -1]
    assert result.at["x", "low"] == pytest.approx(0.456, abs=0.001)


UNITS = list("abcdef")


def series(values, index=None):
    return pd.Series(values, index=index or UNITS[: len(values)], dtype=float)


def test_mean_by_class_weighs_and_leaves_gaps_out():
    means = methods_estimates.mean_by_class(
        series([10, 20, np.nan]), series([1, 1, 1]), series([3, 1, 100])
    )
    assert means[1.0] == pytest.approx(12.5)


def test_against_a_reference():
    estimates = pd.DataFrame({"low": [5, 1, 1], "high": [9, 2, 9]}, index=UNITS[:3])
    assert methods_estimates.against(estimates, 4).tolist() == [1, -1, 0]


def test_against_the_nation():
    values = pd.Series([10.0, 20.0, 23.9, 24.0], index=["01", "02", "03", "04"])
    bounds = estimates.interval(values, pd.Series(2.0, index=values.index))
    # 1.96 standard errors are 3.92: the third holds the nation, the fourth does not.
    assert estimates.against(bounds, 20.0).tolist() == [-1, 0, 0, 1]


def test_an_interval_and_a_gap_of_two_groups_by_hand():
    values, se = pd.Series({"a": 30.0, "b": 20.0}), pd.Series({"a": 3.0, "b": 4.0})
    frame = estimates.interval(values, se)
    # 1.959964 · 3 = 5.879892
    assert frame.loc["a"].tolist() == pytest.approx([24.120108, 35.879892], abs=1e-5)
    gap = estimates.gap(values, se, "a", "b")
    # The error of a difference is √(9 + 16) = 5.
    assert gap == {"gap": 10.0, "low": pytest.approx(0.20018), "high": pytest.approx(19.79982)}
