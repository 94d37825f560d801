"""Scatters of states: every point has a name, intervals are thin bars."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection

from cohesion.charts import points
from cohesion.charts.theme import PALETTE, new_figure
from cohesion.tables.geography import NATION, STATES
from tests.charts import drawn

X = pd.Series(np.linspace(10, 70, 32), STATES.index)
Y = pd.Series(np.tile([20.0, 30, 40, 50], 8), STATES.index)


def bounds(values: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"low": values - 2, "high": values + 3})


def test_every_state_has_its_name_and_bars_only_where_errors_are_given():
    fig, axes = new_figure(1, 2, height=4)
    points.named_points(
        axes[0], X, Y, xlabel="x", ylabel="y", x_bounds=bounds(X), y_bounds=bounds(Y)
    )
    points.named_points(axes[1], X, Y, xlabel="x", ylabel="y")
    for ax in axes:
        assert {t.get_text() for t in ax.texts} == set(STATES["short"])
    across, along = [c for c in axes[0].collections if isinstance(c, LineCollection)]
    assert (
        np.ptp(across.get_segments()[0][:, 0]) == 5 and np.ptp(along.get_segments()[0][:, 1]) == 5
    )
    assert not [c for c in axes[1].collections if isinstance(c, LineCollection)]


def test_the_nation_is_no_point_and_lines_are_medians_or_equality():
    x = pd.concat([pd.Series({NATION: 99.0}), X])
    y = pd.concat([pd.Series({NATION: 99.0}), Y])
    ax = points.labelled_scatter(x, y, x_label="x", y_label="y").axes[0]
    assert len(ax.collections[0].get_offsets()) == 32
    assert [line.get_xdata()[0] for line in ax.lines][0] == X.median()
    ax = points.labelled_scatter(X, Y, x_label="x", y_label="y", diagonal=True).axes[0]
    (line,) = ax.lines
    assert list(line.get_xdata()) == list(line.get_ydata()) == [10, 70]
    assert len(points.scatter(X, Y, x_label="x", y_label="y").axes[0].texts) == 32


def test_series_against_one_stand_below_each_other_with_their_own_errors():
    x = pd.Series({"01": 1.0, "02": 2.0, "03": 4.0})
    y, z = x + 1, 10 - x
    around = {name: pd.DataFrame({"low": s - 0.5, "high": s + 0.5}) for name, s in
              (("x", x), ("y", y), ("z", z))}  # fmt: skip
    figure = points.against_one(
        x, [("one", y, around["y"]), ("other", z, around["z"])], x_label="poverty",
        x_bounds=around["x"], titles=["First"],
    )  # fmt: skip
    first, second = figure.axes
    assert (first.get_ylabel(), second.get_ylabel()) == ("one", "other")
    assert first.get_title(loc="left") == "First" and second.get_title(loc="left") == ""
    assert second.collections[-1].get_offsets()[:, 1].tolist() == z.tolist()


def test_a_level_is_dashed_across_the_scatter():
    x = pd.Series({"01": 1.0, "02": 2.0})
    (ax,) = points.scatter(x, x, x_label="a", y_label="b", level=1.5).axes
    assert [line.get_ydata()[0] for line in ax.lines] == [1.5]
    assert not points.scatter(x, x, x_label="a", y_label="b").axes[0].lines


def test_states_above_the_middle_in_both_have_the_other_colour():
    x = pd.Series({"01": 1.0, "02": 3.0, "03": 3.0})
    y = pd.Series({"01": 3.0, "02": 3.0, "03": 1.0})
    (ax,) = points.quarters(x, y, (2, 2), x.index[:1], x_label="a", y_label="b").axes
    colours = [tuple(colour) for colour in ax.collections[0].get_facecolor()]
    assert colours[0] == colours[2] != colours[1]
    assert len(ax.lines) == 2 and len(ax.texts) == 1


def test_groups_differ_by_colour_and_size_and_every_point_is_named():
    x = pd.Series({"a": 1.0, "b": 2.0, "c": 3.0})
    y = pd.Series({"a": 3.0, "b": 1.0, "c": 2.0})
    names = {"c": "C", "a": "A", "b": "B"}
    fig = points.groups(
        x,
        y,
        [points.Group(["a", "b"], "grey", 24, hollow=True), points.Group(["c"], "orange", 60)],
        names,
        x_label="x",
        y_label="y",
    )
    (ax,) = fig.axes
    assert drawn.points(ax, 0) == [(1, 3), (2, 1)] and drawn.points(ax, 1) == [(3, 2)]
    assert drawn.point_colours(ax, 0) == ["#ffffff"]
    assert drawn.point_colours(ax, 1) == [PALETTE["orange"]]
    assert drawn.texts(ax) == ["C", "A", "B"] and not ax.lines
    fig = points.groups(x, y, [points.Group(["a", "b", "c"], "blue")], names, x_label="x",
                        y_label="y", centre=0, key={"all": "blue"})  # fmt: skip
    (ax,) = fig.axes
    assert drawn.texts(ax)[0] == "all" and len(ax.lines) == 2
    assert {text.get_color() for text in ax.texts} == {PALETTE["blue"]}
