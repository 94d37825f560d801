"""Tests of ``cohesion/charts/lines.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex

from cohesion.charts import lines
from cohesion.charts.theme import PALETTE, new_figure
from tests.charts.drawn import curve, segments, texts

ONE = pd.Series({2008: 10.0, 2009: np.nan, 2010: 30.0})
TWO = pd.Series({2008: 20.0, 2010: 25.0})


def test_each_series_is_a_line_of_its_colour_with_its_name_at_the_end():
    (ax,) = lines.from_zero({"One": ONE, "Two": TWO}, ["blue", "orange"], "%").axes
    # A gap stays a gap: the first series is drawn as two pieces of one value each.
    assert [curve(ax, which) for which in range(3)] == [
        [(2008, 10)], [(2010, 30)], [(2008, 20), (2010, 25)]
    ]  # fmt: skip
    blue, orange = PALETTE["blue"], PALETTE["orange"]
    assert [to_hex(line.get_color()) for line in ax.lines] == [blue, blue, orange]
    assert texts(ax) == ["One", "Two"]
    assert [text.xy for text in ax.texts] == [(2010, 30), (2010, 25)]
    assert ax.get_ylabel() == "%"


def test_a_gap_in_a_series_stays_a_gap_and_a_break_is_marked():
    ax = lines.lines_chart({"One": ONE, "Two": TWO}, "%", note=(2009.5, "new method")).axes[0]
    assert [len(line.get_xdata()) for line in ax.lines[:2]] == [1, 1]
    assert "new method" in texts(ax)
    assert ax.lines[3].get_xdata()[0] == 2009.5
    assert ax.get_ylim()[0] == 0
    assert list(ax.get_xticks()) == [2008, 2010]
    assert len(lines.lines_chart({"Two": TWO}, "%").axes[0].lines) == 1


def test_the_band_goes_from_the_lowest_to_the_highest_state():
    wide = pd.DataFrame({2008: [10.0, 40.0, 30.0], 2010: [20.0, 60.0, 50.0]})
    nation = pd.Series({2008: 25.0, 2010: 45.0})
    ax = lines.band_chart(wide, nation, "%", ("Mexico", "lowest state")).axes[0]
    corners = ax.collections[0].get_paths()[0].vertices
    assert {(x, y) for x, y in corners.tolist()} == {(2008, 10), (2008, 40), (2010, 20), (2010, 60)}
    assert curve(ax) == [(2008, 25), (2010, 45)]
    assert [text.xy for text in ax.texts] == [(2010, 45), (2010, 20)]
    assert ax.get_ylim() == (6, 100)


def test_a_scale_from_zero_holds_the_band_under_the_line():
    years = pd.Series([5.0, 4.0, 6.0], index=[2008, 2009, 2010])
    band = pd.DataFrame({"low": years - 1, "high": years + 1})
    (ax,) = lines.from_zero({"": years}, ("blue",), "Deaths", band=band).axes
    assert ax.get_ylim()[0] == 0 and ax.get_ylim()[1] > 7
    assert len(ax.collections) == 1 and len(ax.lines) == 1
    assert not lines.from_zero({"": years}, ("blue",), "Deaths").axes[0].collections


def test_means_of_periods_and_a_level_stand_beside_the_lines():
    one = lines.Line("One", TWO, "green", at=(2009, 22.0))
    fig = lines.over_years(
        [one], "%", level=15, means=[(2007.6, 2008.4, 20.0)],
        frame=lines.Frame(x=(2007, 2011), y=(0, 40), ticks=[2008, 2010]),
        change=lines.Break(2009, "reform", height=5.0),
    )  # fmt: skip
    (ax,) = fig.axes
    assert curve(ax, 0) == [(2008, 20), (2010, 25)]
    assert list(ax.lines[1].get_ydata()) == [15, 15]
    assert curve(ax, 2) == [(2007.6, 20), (2008.4, 20)]
    assert [(text.get_text(), text.xy) for text in ax.texts] == [
        ("One", (2009, 22)), ("reform", (2009, 5))
    ]  # fmt: skip
    assert ax.get_xlim() == (2007, 2011) and ax.get_ylim() == (0, 40)
    assert list(ax.get_xticks()) == [2008, 2010]


def test_classes_have_a_line_with_an_interval_each():
    table = pd.DataFrame({"rate": [9.0, 7.0], "low": [8.0, 6.0], "high": [11.0, 9.0]},
                         index=["Low", "High"])  # fmt: skip
    fig = lines.over_classes([lines.OverClasses("2005", table, "grey")], x_label="x", unit="y")
    (ax,) = fig.axes
    assert curve(ax) == [(0, 9), (1, 7)]
    assert segments(ax) == [[(0, 8), (0, 11)], [(1, 6), (1, 9)]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Low", "High"]
    assert ax.get_ylim() == (0, 14)


def test_a_small_line_passes_over_years_without_a_figure_and_says_its_last():
    _, ax = new_figure()
    of_all = pd.Series({2008: 5.0, 2009: 6.0, 2010: 7.0})
    lines.spark(ax, of_all, ONE, "Title", "30.0")
    assert curve(ax, 0) == [(2008, 5), (2009, 6), (2010, 7)]
    assert curve(ax, 1) == [(2008, 10), (2010, 30)]
    # A dot stands at the last value alone.
    assert [line.get_marker() for line in ax.lines] == ["None", "o"]
    assert ax.lines[1].get_markevery() == [-1]
    assert texts(ax) == ["30.0"] and ax.texts[0].xy == (2010, 30)
    _, empty = new_figure()
    lines.spark(empty, of_all, ONE * np.nan, "Title", "")
    assert len(empty.lines) == 1 and texts(empty) == []
    _, key = new_figure()
    lines.spark_key(key, [("Chiapas", "orange"), ("Mexico", "grey")])
    assert texts(key) == ["Chiapas", "Mexico"]
