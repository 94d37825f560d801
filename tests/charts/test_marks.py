"""Marks: seaborn draws what it is given, in the colours of the palette, and estimates nothing."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cohesion.charts import marks
from cohesion.charts.theme import COLOURS, PALETTE, new_figure
from tests.charts import drawn


@pytest.fixture
def ax():
    return new_figure()[1]


def test_each_dot_has_the_colour_that_its_name_stands_for(ax):
    marks.dots(ax, [1, 2, 3], [4, 5, 6], ["orange", "blue", "orange"], size=25)
    assert drawn.points(ax) == [(1, 4), (2, 5), (3, 6)]
    orange, blue = PALETTE["orange"], PALETTE["blue"]
    assert drawn.point_colours(ax) == [orange, blue, orange]
    assert ax.get_legend() is None and ax.get_xlabel() == ax.get_ylabel() == ""
    ax.set(xlabel="across", ylabel="up")
    marks.dots(ax, pd.Series([1.0], name="a"), pd.Series([2.0], name="b"), size=9)
    marks.line(ax, pd.Series([1.0], name="a"), pd.Series([2.0], name="b"), "ink")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("across", "up")
    marks.dots(ax, [1], [1], "white", size=9, edge="grey", rim=1.2)
    ring = drawn.scatters(ax)[2]
    assert to_hex(ring.get_facecolors()[0]) == "#ffffff"
    assert to_hex(ring.get_edgecolors()[0]) == PALETTE["grey"] and ring.get_linewidths() == [1.2]
    with pytest.raises(KeyError):
        marks.dots(ax, [1], [1], "mauve", size=9)


def test_a_line_keeps_its_order_and_its_gaps(ax):
    marks.line(ax, [3, 1, 2, 5, 4], [1, 2, np.nan, 3, 4], "green")
    assert [drawn.curve(ax, which) for which in range(2)] == [[(3, 1), (1, 2)], [(5, 3), (4, 4)]]
    assert {to_hex(line.get_color()) for line in ax.lines} == {PALETTE["green"]}
    marks.line(ax, [1, 2, 3], [1, np.nan, 3], "green", joined=True)
    assert drawn.curve(ax, 2) == [(1, 1), (3, 3)]
    marks.line(ax, [1, 2], [np.nan, np.nan], "green")
    assert len(ax.lines) == 3


def test_ticks_are_points_and_stand_at_their_values(ax):
    marks.ticks(ax, [1, 2], [0, 0], "ink", length=10, width=1.6)
    marks.ticks(ax, [3], [5], "orange", length=13, width=2.4, lying=True)
    assert drawn.points(ax, 0) == [(1, 0), (2, 0)] and drawn.points(ax, 1) == [(3, 5)]
    upright, lying = drawn.scatters(ax)
    assert upright.get_sizes() == [100] and upright.get_linewidths() == [1.6]
    shapes = [np.ptp(one.get_paths()[0].vertices, axis=0) for one in (upright, lying)]
    assert [int(np.argmin(shape)) for shape in shapes] == [0, 1]
    assert to_hex(lying.get_edgecolors()[0]) == PALETTE["orange"]


def test_several_values_of_one_year_are_drawn_and_not_averaged(ax):
    marks.line(ax, [1, 1, 2], [0, 10, 4], "blue")
    assert drawn.curve(ax) == [(1, 0), (1, 10), (2, 4)]
    assert not ax.collections, "no band of an interval that nobody gave"


def test_hollow_dots_of_a_line_are_white_inside(ax):
    marks.line(ax, [1, 2], [1, 2], "blue", dot=3, hollow=True)
    (line,) = ax.lines
    assert line.get_markerfacecolor() == COLOURS["white"]
    assert line.get_markeredgecolor() == PALETTE["blue"] and line.get_markersize() == 3


def test_each_row_is_a_strand_with_its_gaps(ax):
    wide = pd.DataFrame([[1.0, 2.0, 3.0], [4.0, np.nan, 6.0]], columns=[2008, 2009, 2010])
    marks.strands(ax, wide, "light", width=0.6)
    assert [drawn.curve(ax, which) for which in range(len(ax.lines))] == [
        [(2008, 1), (2009, 2), (2010, 3)], [(2008, 4)], [(2010, 6)]
    ]  # fmt: skip


@pytest.mark.parametrize("along", ["x", "y"])
def test_bars_lie_at_their_places_from_where_they_start(ax, along):
    marks.bars(ax, [1, 0], [5, 3], "blue", start=[2, 1], along=along, width=0.5)
    if along == "x":
        found = [(p.get_y(), p.get_height(), p.get_x(), p.get_width()) for p in ax.patches]
    else:
        found = [(p.get_x(), p.get_width(), p.get_y(), p.get_height()) for p in ax.patches]
    assert found == [(-0.25, 0.5, 1, 3), (0.75, 0.5, 2, 5)]
    assert {to_hex(patch.get_facecolor()) for patch in ax.patches} == {PALETTE["blue"]}
    assert not ax.lines, "no error bar that nobody gave"


def test_intervals_bands_and_levels_stand_where_they_are_given(ax):
    marks.spans(ax, [0, 1], [2, 3], [4, 5], ["orange", "blue"], width=2)
    marks.spans(ax, [7], [1], [2], width=2, along="y")
    assert drawn.segments(ax, 0) == [[(2, 0), (4, 0)], [(3, 1), (5, 1)]]
    assert drawn.segments(ax, 1) == [[(7, 1), (7, 2)]]
    marks.level(ax, 6)
    marks.level(ax, 8, "y", "ink", dashes="-")
    assert list(ax.lines[0].get_xdata()) == [6, 6] and list(ax.lines[1].get_ydata()) == [8, 8]
    marks.band(ax, [0, 1], [0, 1], [2, 3], "light")
    corners = {tuple(corner) for corner in ax.collections[-1].get_paths()[0].vertices.tolist()}
    assert corners == {(0, 0), (0, 2), (1, 1), (1, 3)}


def test_rows_are_named_without_ticks_and_a_key_is_written_in_its_colours(ax):
    marks.rows(ax, [0, 1, 2], ["a", "b", "c"], air=0.5)
    assert drawn.rows(ax) == ["a", "b", "c"] and ax.get_ylim() == (-0.5, 2.5)
    assert {tick.tick1line.get_markersize() for tick in ax.yaxis.get_major_ticks()} == {0}
    marks.key(ax, [("one", "blue"), ("two", "orange")], top=0.4, step=0.1, right=1)
    marks.name_level(ax, 1, "Mexico")
    assert [(text.get_text(), text.get_color()) for text in ax.texts] == [
        ("one", PALETTE["blue"]), ("two", PALETTE["orange"]), ("Mexico", PALETTE["grey"])
    ]  # fmt: skip


def test_the_same_marks_give_the_same_bytes():
    def written() -> bytes:
        fig, ax = new_figure()
        marks.dots(ax, [1, 2], [2, 1], ["orange", "blue"], size=25)
        marks.line(ax, [1, 2], [2, 1], "green", dot=3)
        marks.bars(ax, [1, 2], [2, 1], "sky", along="y")
        stream = io.BytesIO()
        with plt.rc_context({"svg.hashsalt": "x"}):
            fig.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
        return stream.getvalue()

    assert written() == written()
