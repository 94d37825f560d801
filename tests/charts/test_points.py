"""Tests of ``cohesion/charts/points.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.charts import points as charts
from cohesion.charts.theme import new_figure
from tests.charts.drawn import curve, points, segments, texts

X = pd.Series({"07": 1.0, "12": 2.0, "19": 6.0})
Y = pd.Series({"07": 10.0, "12": 30.0, "19": 20.0})


def test_a_few_points_carry_their_names_on_the_asked_side():
    _, ax = new_figure()
    charts.named_points(
        ax, X, Y, names={"07": "Chiapas", "19": "NL"}, named={"07": (5, 0), "19": (-5, 2)},
        xlabel="x", ylabel="y",
    )  # fmt: skip
    assert points(ax) == [(1, 10), (2, 30), (6, 20)]
    assert texts(ax) == ["Chiapas", "NL"]
    assert [text.get_ha() for text in ax.texts] == ["left", "right"]
    assert [text.xy for text in ax.texts] == [(1, 10), (6, 20)]


def test_a_scatter_shows_intervals_only_where_they_are_given():
    names = {"07": "Chiapas", "12": "Guerrero"}
    given = {"x_label": "x", "y_label": "y", "marked": ["07"], "marked_left": ["12"]}
    ax = charts.scatter(X, Y, names, low=Y - 1, high=Y + 2, **given).axes[0]
    assert segments(ax)[1] == [(2, 29), (2, 32)]
    assert texts(ax) == ["Chiapas", "Guerrero"]
    assert [text.get_ha() for text in ax.texts] == ["left", "right"]
    assert len(charts.scatter(X, Y, names, **given).axes[0].collections) == 1


def test_the_slope_of_morans_scatter_is_that_of_least_squares():
    lag = pd.Series({"07": 2.0, "12": 2.5, "19": 4.5})
    ax = charts.moran_scatter(X, lag, ["19"], "Rate").axes[0]
    # Deviations from the mean 3: −2, −1, 3 against −1, −0.5, 1.5; slope 7 / 14.
    assert points(ax) == [(-2, -1), (-1, -0.5), (3, 1.5)]
    (line,) = (i for i, one in enumerate(ax.lines) if one.get_color() == "#b34700")
    assert curve(ax, line) == [pytest.approx((-2, -1)), pytest.approx((3, 1.5))]
    assert texts(ax)[0] == "slope = 0.50"
    assert "Nuevo León" in texts(ax)
    assert ax.get_xlabel() == "Rate: state"


def test_states_are_labelled_and_the_nation_is_no_point():
    x, y = pd.concat([X, pd.Series({"00": 9.0})]), pd.concat([Y, pd.Series({"00": 99.0})])
    ax = charts.labelled_scatter(x, y, x_label="x", y_label="y", named=["12"]).axes[0]
    assert points(ax) == [(1, 10), (2, 30), (6, 20)]
    assert texts(ax) == ["Gro."]
    assert sorted([ax.lines[0].get_xdata()[0], ax.lines[1].get_ydata()[0]]) == [2, 20]
    ax = charts.labelled_scatter(x, y, x_label="x", y_label="y", named=[], diagonal=True).axes[0]
    assert curve(ax) == [(1, 1), (99, 99)]
