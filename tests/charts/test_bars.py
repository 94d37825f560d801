"""Tests of ``cohesion/charts/bars.py``."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cohesion.charts import bars
from cohesion.charts.theme import COLOURS, PALETTE, new_figure
from tests.charts.drawn import rows, segments, texts


def test_bars_have_the_length_of_their_shares_and_the_first_stands_on_top():
    shares = {"States": pd.Series({"a": 60.0, "b": 40.0}), "Towns": pd.Series({"a": 5.0, "b": 1})}
    fig = bars.importance_bars(shares, {"a": "Measure"})
    left, right = fig.axes
    assert [patch.get_width() for patch in left.patches] == [40, 60]
    assert rows(left) == ["Measure", "b"]
    tops = [patch.get_y() for patch in left.patches]
    assert tops[0] < tops[1], "the first stands on top"
    assert texts(left) == ["60.0", "40.0", "States"]
    # Each panel says its unit: seaborn hides a label where it sees no ticks.
    assert [ax.get_xlabel() for ax in fig.axes] == ["% of variance"] * 2
    assert all(ax.xaxis.label.get_visible() for ax in fig.axes)
    # One scale for both, so that lengths may be compared.
    assert left.get_xlim() == right.get_xlim() == (0, 75)


def test_boxes_show_median_middle_half_and_ends_of_each_class():
    fig, ax = new_figure()
    values = pd.Series([*range(101), *range(200, 301)], dtype=float)
    classes = pd.Series([1.0] * 101 + [2.0] * 101)
    values[0], classes[1] = float("nan"), float("nan")
    bars.class_boxes(ax, values.iloc[101:], classes.iloc[101:], {2.0: "high"}, "%")
    (box,) = ax.containers[0].boxes
    assert sorted(set(box.get_path().vertices[:, 0])) == [225, 275]
    (median,) = ax.containers[0].medians
    assert list(median.get_xdata()) == [250, 250]
    # From the fifth to the ninety-fifth, and no further dots or caps.
    assert [line.get_xdata().tolist() for line in ax.containers[0].whiskers] == [
        [225, 205], [275, 295]
    ]  # fmt: skip
    assert not ax.containers[0].caps and not ax.containers[0].fliers
    assert [to_hex(box.get_facecolor()), to_hex(median.get_color())] == [
        PALETTE["sky"], PALETTE["ink"]
    ]  # fmt: skip
    assert rows(ax) == ["high"]
    other, again = new_figure()
    bars.class_boxes(again, values, classes, {1.0: "low", 2.0: "high"}, "%")
    assert rows(again) == ["low", "high"]
    # The two rows without a value or a class are left out: 2 to 100 remain.
    assert again.containers[0].medians[0].get_xdata()[0] == pytest.approx(51)
    bottom, top = again.get_ylim()
    assert bottom > top, "the lowest class stands on top"


def spans(ax) -> dict[str, list[tuple[float, float, float]]]:
    """Return row, start and end of the bars of each colour, from the bottom row up."""
    found: dict[str, list[tuple[float, float, float]]] = {}
    for bar in ax.patches:
        row = round(bar.get_y() + bar.get_height() / 2)
        found.setdefault(to_hex(bar.get_facecolor()), []).append(
            (row, round(bar.get_x(), 9), round(bar.get_x() + bar.get_width(), 9))
        )
    return found


PARTS = pd.DataFrame({"a": [1.0, 4.0], "b": [2.0, 0.5]}, index=["one", "two"])


def test_parts_stand_on_each_other_in_their_colours_and_large_ones_say_their_number():
    fig = bars.stacked(PARTS, {"a": "blue", "b": "neutral"}, x_label="x", height=2, written=0.6)
    (ax,) = fig.axes
    assert spans(ax) == {PALETTE["blue"]: [(0, 0, 4), (1, 0, 1)],
                         COLOURS["neutral"]: [(0, 4, 4.5), (1, 1, 3)]}  # fmt: skip
    assert rows(ax) == ["one", "two"]
    assert sorted(texts(ax)) == ["1.0", "2.0", "4.0"], "a half is too small to be written in"
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["a", "b"]


def test_rows_end_with_their_sum():
    fig = bars.stacked(PARTS, {"a": "blue", "b": "neutral"}, x_label="x", height=2, totals=True)
    assert [(text.get_text(), text.xy) for text in fig.axes[0].texts] == [
        ("3.0", (3, 1)), ("4.5", (4.5, 0))
    ]  # fmt: skip


def test_columns_stand_on_each_other_year_by_year():
    table = pd.DataFrame({"a": [1, 0], "b": [2, 3]}, index=[2008, 2009])
    fig = bars.columns_over_years(
        {"One": table, "Two": table}, {"b": "ochre", "a": "blue"}, x_label="year", y_label="number"
    )
    ax = fig.axes[0]
    found = [(to_hex(bar.get_facecolor()), round(bar.get_x() + bar.get_width() / 2), bar.get_y(),
              bar.get_height()) for bar in ax.patches]  # fmt: skip
    ochre, blue = PALETTE["ochre"], PALETTE["blue"]
    assert found == [(ochre, 2008, 0, 2), (ochre, 2009, 0, 3), (blue, 2008, 2, 1),
                     (blue, 2009, 3, 0)]  # fmt: skip
    assert [one.get_title(loc="left") for one in fig.axes] == ["One", "Two"]


def test_shares_have_the_half_width_of_their_interval_on_both_sides():
    table = pd.DataFrame({"share": [0.5, 0.25], "half": [0.125, 0.0625]})
    fig = bars.shares_with_errors({"weights": table}, ["Chiapas", "Puebla"], x_label="share")
    (ax,) = fig.axes
    assert spans(ax) == {PALETTE["blue"]: [(0, 0, 0.25), (1, 0, 0.5)]}
    assert segments(ax) == [[(0.375, 1), (0.625, 1)], [(0.1875, 0), (0.3125, 0)]]
    assert rows(ax) == ["Chiapas", "Puebla"]
