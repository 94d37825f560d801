"""Tests of ``cohesion/charts/bars.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.charts import bars
from cohesion.charts.theme import new_figure
from tests.charts.drawn import rows, segments, texts


def test_bars_have_the_length_of_their_shares_and_the_first_stands_on_top():
    shares = {"States": pd.Series({"a": 60.0, "b": 40.0}), "Towns": pd.Series({"a": 5.0, "b": 1})}
    fig = bars.importance_bars(shares, {"a": "Measure"})
    left, right = fig.axes
    assert [patch.get_width() for patch in left.patches] == [60, 40]
    assert rows(left) == ["Measure", "b"]
    tops = [patch.get_y() for patch in left.patches]
    assert tops[0] > tops[1]
    assert texts(left) == ["60.0", "40.0", "States"]
    # One scale for both, so that lengths may be compared.
    assert left.get_xlim() == right.get_xlim() == (0, 75)


def test_boxes_show_median_middle_half_and_ends_of_each_class():
    fig, ax = new_figure()
    values = pd.Series([*range(101), *range(200, 301)], dtype=float)
    classes = pd.Series([1.0] * 101 + [2.0] * 101)
    values[0], classes[1] = float("nan"), float("nan")
    bars.class_boxes(ax, values.iloc[101:], classes.iloc[101:], {2.0: "high"}, "%")
    assert segments(ax, 0) == [[(205, 0), (295, 0)]]
    assert segments(ax, 1) == [[(225, 0), (275, 0)]]
    assert segments(ax, 2) == [[(250, -0.2), (250, 0.2)]]
    assert rows(ax) == ["high"]
    other, again = new_figure()
    bars.class_boxes(again, values, classes, {1.0: "low", 2.0: "high"}, "%")
    assert rows(again) == ["low", "high"]
    # The two rows without a value or a class are left out: 2 to 100 remain.
    assert segments(again, 2)[0][0][0] == pytest.approx(51)
    bottom, top = again.get_ylim()
    assert bottom > top, "the lowest class stands on top"
