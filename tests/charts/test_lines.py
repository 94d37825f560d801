"""Tests of ``cohesion/charts/lines.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex

from cohesion.charts import lines
from cohesion.charts.theme import PALETTE, new_figure
from tests.charts.drawn import curve, texts

ONE = pd.Series({2008: 10.0, 2009: np.nan, 2010: 30.0})
TWO = pd.Series({2008: 20.0, 2010: 25.0})


def test_each_series_is_a_line_of_its_colour_with_its_name_at_the_end():
    _, ax = new_figure()
    lines.lines(ax, {"One": ONE, "Two": TWO}, ["blue", "orange"], "%")
    assert curve(ax, 1) == [(2008, 20), (2010, 25)]
    assert [to_hex(line.get_color()) for line in ax.lines] == [PALETTE["blue"], PALETTE["orange"]]
    assert texts(ax) == ["One", "Two"]
    assert [text.xy for text in ax.texts] == [(2010, 30), (2010, 25)]
    assert ax.get_ylabel() == "%"


def test_a_gap_in_a_series_stays_a_gap_and_a_break_is_marked():
    ax = lines.lines_chart({"One": ONE, "Two": TWO}, "%", note=(2009.5, "new method")).axes[0]
    assert np.isnan(curve(ax, 0)[1][1])
    assert "new method" in texts(ax)
    assert ax.lines[2].get_xdata()[0] == 2009.5
    assert ax.get_ylim()[0] == 0
    assert list(ax.get_xticks()) == [2008, 2010]
    assert len(lines.lines_chart({"One": ONE}, "%").axes[0].lines) == 1


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
