import csv

import numpy as np
import pandas as pd
import pytest

from cohesion.charts import bars, heat, theme
from cohesion.publishing import drawn


def test_dots_intervals_and_names_come_back(tmp_path):
    fig, ax = theme.new_figure()
    ax.hlines([0, 1], [10.5, 20.5], [11.5, 21.5])
    ax.scatter([11, 21], [0, 1], label="2010")
    ax.set_yticks([0, 1], ["Oaxaca", "Nuevo León"])
    ax.axvline(15)
    rows = drawn.rows_of(fig)
    assert ("", "points", "2010", "Oaxaca", 11, 0, None, None) in rows
    assert ("", "interval", "", "Nuevo León", 20.5, 1, 21.5, 1) in rows
    assert not any(row[4] == 15 for row in rows), "a line for orientation is no data"
    assert drawn.write(fig, tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as stream:
        read = list(csv.DictReader(stream))
    assert {row["label"] for row in read} == {"Oaxaca", "Nuevo León"}
    assert "panel" not in read[0]


def test_lines_bars_and_cells():
    fig, (left, middle, right) = theme.new_figure(1, 3)
    left.plot([2008, 2010], [44.5, 46.2], label="Poverty")
    middle.bar([0, 1], [3, 4])
    middle.set_xticks([0, 1], ["Yes", "No"])
    right.pcolormesh([-0.5, 0.5, 1.5], [-0.5, 0.5], np.array([[0.25, np.nan]]))
    right.set_title("Shares", loc="left")
    rows = drawn.rows_of(fig)
    assert ("1", "line", "Poverty", "", 2010, 46.2, None, None) in rows
    bars = [row for row in rows if row[1] == "bar"]
    assert [(row[3], row[7]) for row in bars] == [("Yes", 3), ("No", 4)]
    assert [row[4] for row in rows if row[0] == "Shares"] == [0.25, ""]


def test_cells_of_a_heat_map_have_the_names_of_row_and_column():
    table = pd.DataFrame({"a": [10.0, 60.4], "b": [30.0, 20.0]}, index=["07", "12"])
    fig = heat.heatmap(table, {"07": "Chiapas", "12": "Guerrero"}, ["Food", "Health"], "%")
    assert [(row[3], row[4]) for row in drawn.rows_of(fig) if row[1] == "cell"] == [
        ("Chiapas / Food", 10), ("Chiapas / Health", 30),
        ("Guerrero / Food", 60.4), ("Guerrero / Health", 20),
    ]  # fmt: skip


def test_boxes_give_their_ends_their_middle_half_and_their_median():
    fig, ax = theme.new_figure()
    values, classes = pd.Series(range(101), dtype=float), pd.Series([2.0] * 101)
    bars.class_boxes(ax, values, classes, {2.0: "high"}, "%")
    assert drawn.rows_of(fig) == [
        ("", "interval", "", "high", 5, 0, 95, 0), ("", "box", "", "high", 25, 0, 75, 0),
        ("", "median", "", "high", 50, 0, None, None),
    ]  # fmt: skip


def test_a_map_gives_its_values():
    fig, ax = theme.new_figure()
    setattr(ax, drawn.VALUES, {"07": 78.5, "20": float("nan")})
    assert [row[3:5] for row in drawn.rows_of(fig)] == [("07", 78.5), ("20", "")]


def test_a_diagram_gives_its_words_and_the_places_that_mean_something():
    fig, ax = theme.new_figure()
    setattr(ax, drawn.MARKS, [("root", "R1", "No agenda"), ("risk", "RK1", "Late", 2, 3)])
    assert drawn.rows_of(fig) == [
        ("", "root", "R1", "No agenda", None, None, None, None),
        ("", "risk", "RK1", "Late", 2, 3, None, None),
    ]


def test_a_drawing_without_data_writes_nothing(tmp_path):
    fig, ax = theme.new_figure()
    ax.annotate("Box", (0.5, 0.5))
    assert not drawn.write(fig, tmp_path / "x.csv") and not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize(("value", "shown"), [(3.0, 3), (0.1 + 0.2, 0.3), (np.nan, ""), ("a", "a")])
def test_numbers_are_written_plainly(value, shown):
    assert drawn._plain(value) == shown
