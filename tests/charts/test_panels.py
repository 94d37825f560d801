"""Small charts of named lines."""

from __future__ import annotations

import pandas as pd

from cohesion.charts import panels
from cohesion.charts.theme import PALETTE
from tests.charts.drawn import curve, point_colours, points, segments


def test_series_are_drawn_apart_and_named_units_in_colour():
    early = pd.DataFrame({2010: [1.0, 2.0], 2012: [2.0, 3.0]}, index=["x", "y"])
    late = pd.DataFrame({2016: [1.0, 5.0], 2018: [2.0, 6.0]}, index=["x", "y"])
    fig = panels.named_lines(
        {"One": [early, late], "Two": [early], "Three": [late]},
        {"x": "X"},
        {"x": "blue"},
        mark=2013,
    )
    first = fig.axes[0]
    coloured = [line for line in first.lines if line.get_color() == PALETTE["blue"]]
    # The other unit is a thin grey line in each series.
    grey = [line.get_ydata().tolist() for line in first.lines if line.get_linewidth() == 0.6]
    assert grey == [[2, 3], [5, 6]]
    # Two series, two lines: nothing joins 2012 and 2016.
    assert [list(line.get_xdata()) for line in coloured] == [[2010, 2012], [2016, 2018]]
    assert [ax.get_visible() for ax in fig.axes] == [True, True, True, False]
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["X"]


def test_paths_have_their_intervals_and_what_was_aimed_at():
    values = pd.Series({2008: 5.0, 2010: 3.0})
    half = pd.Series({2008: float("nan"), 2010: 1.0})
    fig = panels.paths(
        {"One": ([panels.Path("X", values, half, "blue"),
                  panels.Path("X", values, half, "blue", later=True)],
                 [panels.Aim(2018, 2.0, "blue")])},
        {"X": "blue"}, (2008, 2018),
    )  # fmt: skip
    ax = fig.axes[0]
    assert curve(ax, 0) == curve(ax, 1) == [(2008, 5), (2010, 3)]
    assert [line.get_markerfacecolor() for line in ax.lines[:2]] == [PALETTE["blue"], "#ffffff"]
    assert segments(ax) == [[(2010, 2), (2010, 4)]]
    assert points(ax) == [(2018, 2)] and point_colours(ax) == [PALETTE["blue"]]
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["X"]
