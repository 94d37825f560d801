"""Tests of ``cohesion/charts/curves.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.charts import curves
from tests.charts.drawn import curve, points, rows, scatters, texts

SPACE = pd.DataFrame(
    {"coefficient": np.linspace(-1, 2, 300), "p": [0.01] * 30 + [0.5] * 270, "x": ["a", "b"] * 150}
)


def test_all_specifications_are_drawn_in_order_and_counted():
    fig = curves.specification_curve(
        SPACE.sample(frac=1, random_state=1), {"x": "Choice"}, {"a": "A"}, unit="r"
    )
    top, bottom = fig.axes
    assert [len(one.get_offsets()) for one in scatters(top)] == [270, 30]
    assert max(x for x, _ in points(top, 1)) == 29, "p < alpha are the thirty smallest"
    assert texts(top) == ["negative: 100", "positive: 200"]
    assert sorted(rows(bottom)) == ["A", "b"]
    assert texts(bottom) == ["Choice"]


def test_the_strips_show_where_a_level_lies():
    space = SPACE.assign(x=["a"] * 150 + ["b"] * 150)
    bottom = curves.specification_curve(space, {"x": "X"}, {}, unit="r").axes[1]
    first, second = (image.get_array()[0] for image in bottom.images)
    assert first[:30].tolist() == [1] * 30 and first[30:].tolist() == [0] * 30
    assert (first + second == 1).all()
    assert first.size == curves.CURVE_BINS


def test_concentration_curves_run_in_percent_beside_the_diagonal():
    line = pd.DataFrame({"population": [0, 0.5, 1], "counts": [0, 0.2, 1]})
    ax = curves.curves({"A": line}, x_label="people", y_label="crimes", at={"A": 75}).axes[0]
    assert curve(ax) == [(0, 0), (50, 20), (100, 100)]
    assert curve(ax, 1) == [(0, 0), (100, 100)]
    assert texts(ax) == ["A", "even spread"]
    assert ax.texts[0].xy == (75, pytest.approx(60))
