"""Tests of ``cohesion/charts/curves.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.charts import curves
from cohesion.charts.theme import PALETTE
from tests.charts.drawn import curve, point_colours, points, texts


def test_concentration_curves_run_in_percent_beside_the_diagonal():
    line = pd.DataFrame({"population": [0, 0.5, 1], "counts": [0, 0.2, 1]})
    ax = curves.curves({"A": line}, x_label="people", y_label="crimes", at={"A": 75}).axes[0]
    assert curve(ax) == [(0, 0), (50, 20), (100, 100)]
    assert curve(ax, 1) == [(0, 0), (100, 100)]
    assert texts(ax) == ["A", "even spread"]
    assert ax.texts[0].xy == (75, pytest.approx(60))


def test_curves_are_named_in_their_colours_over_the_diagonal():
    line = pd.DataFrame({"population": [0, 50, 100], "counts": [0, 70, 100]})
    (ax,) = curves.keyed({"a": line}, ["Poverty (0.20)"], ["purple"], x_label="x", y_label="y").axes
    assert curve(ax, 0) == [(0, 0), (100, 100)]
    assert curve(ax, 1) == [(0, 0), (50, 70), (100, 100)]
    assert [(text.get_text(), text.get_color()) for text in ax.texts] == [
        ("Poverty (0.20)", PALETTE["purple"])
    ]  # fmt: skip


def test_half_of_all_is_marked_on_each_curve():
    line = pd.DataFrame({"units": [0, 1, 2], "share": [0.0, 60.0, 100.0]})
    one = curves.Ranked(line, 1, "blue", "half in 1", (1.5, 94))
    (ax,) = curves.half_of_all([one], 2, x_label="units", y_label="%").axes
    assert list(ax.lines[0].get_ydata()) == [50, 50]
    assert curve(ax, 1) == [(0, 0), (1, 60), (2, 100)]
    assert points(ax) == [(1, 50)] and point_colours(ax) == [PALETTE["blue"]]
    assert texts(ax) == ["half in 1"] and ax.get_xlim() == (0, 2)
