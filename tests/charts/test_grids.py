"""Grids of coefficients, curves side by side, slopes of states: what is drawn is what was given."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from cohesion.charts import forests, grids
from cohesion.publishing import drawn as written
from cohesion.tables.geography import STATE_CODES


def test_grid_writes_every_figure_and_frames_the_clear_ones():
    r = pd.DataFrame([[0.5, -0.1], [np.nan, 0.02]], index=["a", "b"], columns=["x", "y"])
    clear = pd.DataFrame([[True, False], [False, False]], index=r.index, columns=r.columns)
    names = {"a": "A", "b": "B", "x": "X", "y": "Y"}
    ax = grids.coefficient_grid(r, clear, {("a", "y")}, names, names, {"x": "one"}).axes[0]
    texts = [t.get_text() for t in ax.texts]
    assert texts == ["0.50", "−0.10", "–", "0.02", "one"]
    assert [t.get_fontweight() for t in ax.texts[:2]] == ["bold", "normal"]
    assert len(ax.patches) == 1 and not ax.lines
    # The declared pair has its triangle in its own cell, and the file of numbers says so.
    ((x, y),) = ax.collections[1].get_offsets()
    assert 1 < x < 2 and 0 < y < 1
    told = [row[1:4] for row in written.rows_of(ax.figure) if row[1] == "points"]
    assert told == [("points", "declared beforehand", "A / Y")]


def test_figures_of_neighbouring_cells_do_not_touch():
    rows = ["Composite (turned)", "Marginalisation"]
    columns = [f"a long name {n}" for n in range(10)]
    r = pd.DataFrame(-0.77, index=rows, columns=columns)
    names = {name: name for name in rows + columns}
    fig = grids.coefficient_grid(r, r.abs() > 0.5, (), names, names)
    fig.draw_without_rendering()
    boxes = [text.get_window_extent() for text in fig.axes[0].texts[:10]]
    assert all(a.x1 < b.x0 for a, b in itertools.pairwise(boxes))


def test_curves_mark_the_primary_specification_in_each_panel():
    space = pd.DataFrame(
        {
            "x": ["a"] * 6,
            "outcome": ["o"] * 3 + ["q"] * 3,
            "coefficient": [0.1, -0.5, 0.3] * 2,
            "p": [0.5, 0.01, 0.4] * 2,
            "low": -0.4,
            "high": 0.4,
            "primary": [True, False, False] * 2,
        }
    )
    fig = grids.curve_panels(space, {"a": "A"}, {"o": "O", "q": "Q"})
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["O", "Q"]
    rings = fig.axes[0].collections[-1].get_offsets()
    assert rings.tolist() == [[0.5, 0.1]]


def test_scatter_names_every_unit_and_draws_one_slope_for_all_groups():
    index = list("abcdef")
    x = pd.Series([1.0, 2, 3, 1, 2, 3], index)
    y = pd.Series([1.0, 2, 3, 11, 12, 13], index)
    groups = pd.Series([0.0] * 3 + [1.0] * 3, index)
    names = {unit: unit.upper() for unit in index}
    ax = grids.numbered_scatter(x, y, names, groups, {0.0: "low", 1.0: "high"}, "x", "y").axes[0]
    assert [t.get_text() for t in ax.texts] == list("ABCDEF")
    for line in ax.lines:
        (x0, x1), (y0, y1) = line.get_data()
        assert np.isclose((y1 - y0) / (x1 - x0), 1)


def test_slopes_of_states_are_drawn_as_rate_ratios_in_one_order():
    slope = np.linspace(-0.1, 0.2, 32)
    table = pd.DataFrame({"slope": slope, "low": slope - 0.05, "high": slope + 0.05},
                         index=list(STATE_CODES))  # fmt: skip
    common = pd.Series({"coefficient": 0.05, "low": 0.0, "high": 0.1})
    fig = forests.state_slopes({"one": table, "two": -table}, {"one": common, "two": common})
    first, _ = fig.axes
    drawn = first.collections[-1].get_offsets()[:, 0]
    assert np.allclose(drawn, np.exp(slope))
    assert first.get_yticklabels()[0].get_text() == "Aguascalientes"
