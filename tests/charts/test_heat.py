"""Tests of ``cohesion/charts/heat.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cohesion.charts import heat
from cohesion.charts.dark import on_dark
from cohesion.charts.theme import PALETTE, new_figure
from cohesion.checking.contrast import ratio
from tests.charts.drawn import rows, texts

WIDE = pd.DataFrame({"a": [10.0, 60.4], "b": [30.0, 20.0]}, index=["07", "12"])


def test_each_cell_carries_its_value_under_the_names_of_rows_and_columns():
    fig = heat.heatmap(WIDE, {"07": "Chiapas", "12": "Guerrero"}, ["Lack of food", "Other"], "%")
    ax = fig.axes[0]
    assert texts(ax) == ["10", "30", "60", "20"]
    assert rows(ax) == ["Chiapas", "Guerrero"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Lack\nof\nfood", "Other"]
    assert ax.get_xlabel() == "%"
    assert list(WIDE.columns) == ["a", "b"], "what was given stays as it was"


def test_a_larger_value_is_darker_and_stays_readable():
    fig = heat.heatmap(WIDE, {}, ["a", "b"], "%")
    mesh = fig.axes[0].collections[0]
    fig.draw_without_rendering()
    light = [sum(colour[:3]) for colour in mesh.get_facecolors()]
    order = sorted(range(4), key=lambda cell: WIDE.to_numpy().ravel()[cell])
    assert [light[cell] for cell in order] == sorted(light, reverse=True)


@pytest.mark.parametrize("shades", [heat.WRITTEN, heat.WRITTEN_UP], ids=["both", "up"])
def test_figures_are_read_on_every_shade_in_both_themes(shades):
    for place in np.linspace(0, 1, 41):
        cell = to_hex(shades(place))
        assert ratio(cell, PALETTE["ink"]) >= 4.5, cell
        assert ratio(on_dark(cell), on_dark(PALETTE["ink"])) >= 4.5, cell


def test_shaded_cells_are_shapes_in_their_places(tmp_path):
    """A picture would keep the colours of white paper on a dark page, under words that change."""
    fig, ax = new_figure()
    heat.shade(ax, pd.DataFrame([[0.5, -1.0, np.nan], [0.0, 1.0, 0.25]]), heat.WRITTEN, (-1, 1))
    fig.savefig(tmp_path / "x.svg", format="svg")
    assert "<image" not in (tmp_path / "x.svg").read_text("utf-8")
    (mesh,) = ax.collections
    assert mesh.get_array().shape == (2, 3) and mesh.get_clim() == (-1, 1)
    assert ax.get_ylim() == (2, 0), "the first row stands on top"
    first = mesh.get_coordinates()[:2, :2].mean(axis=(0, 1))
    assert first.tolist() == [0.5, 0.5]


def test_scores_are_written_and_lines_part_the_groups():
    table = pd.DataFrame({"a": [1.26, -2.0], "b": [0.0, 3.0]})
    (ax,) = heat.matrix(table, ["one", "two"], ["A", "B"], limit=2.4, cuts=[1]).axes
    assert texts(ax) == ["1.3", "0.0", "−2.0", "3.0"]
    assert [text.get_position() for text in ax.texts] == [
        (0.5, 0.5), (1.5, 0.5), (0.5, 1.5), (1.5, 1.5)
    ]  # fmt: skip
    assert ax.collections[0].get_clim() == (-2.4, 2.4)
    assert [line.get_ydata()[0] for line in ax.lines] == [1]
    assert rows(ax) == ["one", "two"]


def test_kinds_have_their_colours_and_a_key():
    table = pd.DataFrame({2009: [0.0, np.nan], 2010: [1.0, 0.0], 2011: [np.nan, 1.0]})
    kinds = {"known": "blue", "later": "light"}
    (ax,) = heat.kinds(table, ["A", "B"], kinds, every=10, after=2010, x_label="year").axes
    (mesh,) = ax.collections
    fig = ax.figure
    fig.draw_without_rendering()
    shown = [to_hex(colour) for colour in mesh.get_facecolors()]
    assert [shown[0], shown[1], shown[4]] == [PALETTE["blue"], PALETTE["light"], PALETTE["blue"]]
    assert np.ma.getmaskarray(mesh.get_array()).tolist() == [[0, 0, 1], [1, 0, 0]]
    assert [(tick, label.get_text()) for tick, label in
            zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)] == [(1.5, "2010")]  # fmt: skip
    assert ax.lines[0].get_xdata()[0] == 2, "the line stands between 2010 and 2011"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(kinds)
