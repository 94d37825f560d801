"""Tests of ``cohesion/charts/intervals.py``."""

from __future__ import annotations

import pandas as pd

from cohesion.charts import intervals
from cohesion.charts.theme import PALETTE, new_figure
from tests.charts.drawn import point_colours, points, rows, segments, texts

EFFECTS = pd.DataFrame(
    {"effect": [0.1, -0.6], "low": [-0.2, -0.8], "high": [0.4, -0.3]}, index=["S1", "G3"]
)


def test_a_forest_marks_what_leaves_out_the_centre():
    ax = intervals.forest(EFFECTS, {"S1": "one", "G3": "two"}, margin=0.3, detectable=0.48).axes[0]
    assert rows(ax) == ["two", "one"] or rows(ax) == ["one", "two"]
    assert points(ax) == [(0.1, 1), (-0.6, 0)]
    assert point_colours(ax) == [PALETTE["blue"], PALETTE["orange"]]
    assert segments(ax) == [[(-0.2, 1), (0.4, 1)], [(-0.8, 0), (-0.3, 0)]]
    assert sorted(line.get_xdata()[0] for line in ax.lines) == [-0.48, 0, 0.48]


def test_a_forest_of_ratios_is_logarithmic_around_one():
    table = pd.DataFrame({"effect": [1.5], "low": [1.2], "high": [2.0]}, index=["a"])
    ax = intervals.forest(table, {"a": "A"}, centre=1.0, log=True, height=2.0).axes[0]
    assert ax.get_xscale() == "log"
    assert point_colours(ax) == [PALETTE["orange"]]
    assert [line.get_xdata()[0] for line in ax.lines] == [1]


def test_ranks_go_from_the_first_at_the_top():
    table = pd.DataFrame({"base": [2, 1], "low": [1, 1], "high": [5, 3]}, index=["07", "12"])
    ax = intervals.rank_intervals(table).axes[0]
    assert points(ax) == [(1, 1), (2, 0)]
    assert segments(ax) == [[(1, 1), (3, 1)], [(1, 0), (5, 0)]]
    assert rows(ax) == ["Guerrero", "Chiapas"]


def test_each_variable_has_its_years():
    table = pd.DataFrame(
        {"variable": ["b", "b", "a"], "year": [2011, 2012, 2011], "r": [0.5, 0.1, -0.4],
         "low": [0.2, -0.2, -0.7], "high": [0.7, 0.4, -0.1]}
    )  # fmt: skip
    left, right = intervals.by_year(table, {"a": "A", "b": "B"}).axes
    assert (texts(left), texts(right)) == (["B"], ["A"])
    assert points(left) == [(2011, 0.5), (2012, 0.1)]
    assert point_colours(left) == [PALETTE["orange"], PALETTE["blue"]]
    assert segments(right) == [[(2011, -0.7), (2011, -0.1)]]


def test_groups_stand_in_blocks_from_top_to_bottom():
    table = pd.DataFrame(
        {"value": [10.0, 20.0, 30.0], "low": [8.0, 18.0, 28.0], "high": [12.0, 22.0, 32.0]},
        index=["women", "men", "rural"],
    )
    _, ax = new_figure()
    intervals.grouped_intervals(ax, table, [["women", "men"], ["rural"]], 15.0, "%")
    assert rows(ax) == ["women", "men", "rural"]
    assert points(ax) == [(10, 0), (20, -1), (30, -2.6)]
    assert segments(ax)[2] == [(28, -2.6), (32, -2.6)]
    assert texts(ax) == ["Mexico"] and ax.lines[0].get_xdata()[0] == 15


def test_dots_stand_in_order_of_value_with_their_intervals():
    values = pd.Series({"07": 78.0, "19": 21.0, "12": None, "20": 67.0})
    _, ax = new_figure()
    intervals.ranked_dots(
        ax, values, labels={"07": "Chis.", "19": "NL", "20": "Oax."}, low=values - 1,
        high=values + 2, nation=46.0, highlight=["20"], unit="%",
    )  # fmt: skip
    assert rows(ax) == ["NL", "Oax.", "Chis."]
    assert points(ax) == [(21, 0), (67, 1), (78, 2)]
    assert point_colours(ax) == [PALETTE["blue"], PALETTE["orange"], PALETTE["blue"]]
    assert segments(ax)[0] == [(20, 0), (23, 0)]
    assert texts(ax) == ["Mexico"]
    _, bare = new_figure()
    intervals.ranked_dots(bare, values, labels={"07": "Chis.", "19": "NL", "20": "Oax."})
    assert texts(bare) == [] and not bare.lines and len(bare.collections) == 1


def test_a_change_stands_with_its_interval_and_both_levels():
    table = pd.DataFrame(
        {"2008": [44.5, 20.0], "2010": [46.2, 15.0], "change": [1.7, -5.0], "low": [-0.3, -6.0],
         "high": [3.7, -4.0], "reading": [0, -1]},
        index=["a", "b"],
    )  # fmt: skip
    ax = intervals.changes(table, {"a": "A", "b": "B"}, ("2008", "2010"), "points").axes[0]
    assert texts(ax) == ["44.5 → 46.2", "20.0 → 15.0"]
    assert segments(ax, 0) == [[(-0.3, 1), (3.7, 1)], [(-6, 0), (-4, 0)]]
    assert point_colours(ax, 0) == [PALETTE["grey"], PALETTE["blue"]]
    # The label stands right of the interval and of zero.
    assert [text.xy[0] for text in ax.texts] == [3.7, 0]


def test_two_series_share_the_order_of_the_first():
    left = pd.Series({"00": 5.0, "07": 9.0, "19": 1.0})
    right = pd.Series({"00": 50.0, "07": 10.0, "19": 90.0})
    one, two = intervals.two_dots(left, right, ("%", "rate")).axes
    assert rows(one) == ["Nuevo León", "Chiapas"]
    assert points(one) == [(1, 0), (9, 1)] and points(two) == [(90, 0), (10, 1)]
    assert [ax.lines[0].get_xdata()[0] for ax in (one, two)] == [5, 50]
    assert (one.get_xlabel(), two.get_xlabel()) == ("%", "rate")


def test_the_later_of_two_values_has_the_interval_and_the_nation_two_lines():
    table = pd.DataFrame(
        {"before": [20.0, 5.0], "after": [9.0, 60.0], "low": [8.0, 55.0], "high": [10.0, 65.0]},
        index=["31", "08"],
    )
    nation = pd.Series({"before": 8.0, "after": 18.0})
    fig = intervals.before_after(
        table, {"31": "Yucatán", "08": "Chihuahua"}, nation, ("then", "now"), x_label="rate",
        ticks=(10, 100),
    )  # fmt: skip
    (ax,) = fig.axes
    assert points(ax, 0) == [(20, 0), (5, 1)] and points(ax, 1) == [(9, 0), (60, 1)]
    assert point_colours(ax, 0) == ["#ffffff"], "hollow"
    assert segments(ax, 0) == [[(20, 0), (9, 0)], [(5, 1), (60, 1)]]
    assert segments(ax, 1) == [[(8, 0), (10, 0)], [(55, 1), (65, 1)]]
    assert [line.get_xdata()[0] for line in ax.lines] == [8, 18] and texts(ax) == ["then", "now"]


def test_chances_of_a_row_stand_above_each_other():
    table = pd.DataFrame(
        {"name": ["B", "A"], "p": [0.25, 0.75], "q": [0.5, 1.0], "r": [0.5, 1.0]}, index=["b", "a"]
    )
    series = {"p": "first", "q": "second", "r": "third"}
    fig = intervals.chances(table, series, ["a"], x_label="chance")
    (ax,) = fig.axes
    assert [points(ax, which) for which in range(3)] == [
        [(0.25, 0.26), (0.75, 1.26)], [(0.5, 0), (1, 1)], [(0.5, -0.26), (1, 0.74)]
    ]  # fmt: skip
    assert segments(ax, 0) == [[(0, 0.26), (0.25, 0.26)], [(0, 1.26), (0.75, 1.26)]]
    assert [label.get_weight() for label in ax.get_yticklabels()] == ["normal", "semibold"]
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["first", "second", "third"]


def test_ranks_of_draws_show_median_range_and_the_declared_rank():
    table = pd.DataFrame({"name": ["A"], "rank_low": [1], "rank_median": [2], "rank_high": [4],
                          "rank": [3]}, index=["a"])  # fmt: skip
    (ax,) = intervals.rank_draws(table, ["a"], x_label="rank").axes
    assert points(ax) == [(2, 0)] and point_colours(ax) == [PALETTE["orange"]]
    assert segments(ax) == [[(1, 0), (4, 0)]] and points(ax, 1) == [(3, 0)]


def test_panels_share_their_rows_and_only_the_clear_are_orange():
    table = pd.DataFrame({"difference": [1.0, 0.0], "low": [0.5, -1.0], "high": [1.5, 1.0],
                          "clear": [True, False]})  # fmt: skip
    left, right = intervals.side_by_side({"A": table, "B": table}, ["x", "y"], "points").axes
    assert points(left) == points(right) == [(1, 1), (0, 0)]
    assert point_colours(left) == [PALETTE["orange"], PALETTE["grey"]]
    assert rows(left) == ["x", "y"]


def test_one_unit_stands_among_the_others_and_the_nation():
    own = pd.DataFrame({"value": [30.0], "low": [28.0], "high": [32.0]}, index=["m"])
    fig = intervals.among_others(
        pd.DataFrame({"m": [10.0, 20.0]}), own, pd.Series({"m": 15.0}), pd.Series({"m": "M"}), "%"
    )
    (ax,) = fig.axes
    assert [points(ax, which) for which in range(3)] == [
        [(10, 0), (20, 0)], [(15, 0)], [(30, 0)]
    ]  # fmt: skip
    assert segments(ax) == [[(28, 0), (32, 0)]] and rows(ax) == ["M"]


def test_what_is_larger_than_the_limit_has_its_own_colour():
    table = pd.DataFrame({"name": ["A", "B"], "value": [2.0, 5.0], "limit": [4.0, 3.0],
                          "seen": [False, True]})  # fmt: skip
    fig = intervals.against_limits(table, {1: "Head"}, ("small", "yes", "no"), x_label="points")
    (ax,) = fig.axes
    assert points(ax) == [(2, 0), (5, 1)]
    assert point_colours(ax) == [PALETTE["orange"], PALETTE["blue"]]
    assert segments(ax) == [[(0, 0), (4, 0)], [(0, 1), (3, 1)]]
    assert texts(ax) == ["2.0", "5.0", "Head"]
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["small", "yes", "no"]
