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
    heat.shade(ax, pd.DataFrame([[0.5, -1.0, np.nan], [0.0, 1.0, 0.25]]), "RdBu_r", 1)
    fig.savefig(tmp_path / "x.svg", format="svg")
    assert "<image" not in (tmp_path / "x.svg").read_text("utf-8")
    (mesh,) = ax.collections
    assert mesh.get_array().shape == (2, 3) and mesh.get_clim() == (-1, 1)
    assert ax.get_ylim() == (1.5, -0.5), "the first row stands on top"
    first = mesh.get_coordinates()[:2, :2].mean(axis=(0, 1))
    assert first.tolist() == [0, 0]
