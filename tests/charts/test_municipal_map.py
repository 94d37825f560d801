"""Maps of municipalities."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from cohesion.charts import municipal_map
from cohesion.charts.theme import new_figure
from cohesion.errors import DataError


def drawn(values: pd.Series, **options) -> bytes:
    fig, ax = new_figure(height=3)
    municipal_map.municipal_map(values, ax, (0, 50, 100), **options)
    buffer = io.BytesIO()
    with plt.rc_context({"svg.hashsalt": "x"}):
        fig.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def test_every_municipality_of_2010_has_a_shape():
    assert len(municipal_map.shapes()) == 2_456


def test_the_same_values_give_the_same_bytes_as_one_picture():
    values = pd.Series(30.0, index=list(municipal_map.shapes()))
    one, two = drawn(values, state="29"), drawn(values, state="29")
    assert one == two
    assert one.count(b"<image") == 1
    assert len(one) < 400_000


def test_a_gap_is_drawn_as_a_gap_and_named():
    values = pd.Series(30.0, index=[c for c in municipal_map.shapes() if c[:2] == "29"][1:])
    fig, ax = new_figure(height=3)
    municipal_map.municipal_map(values, ax, (0, 50, 100), state="29", no_data_label="nothing")
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert set(labels) == {"nothing", "50 to 100", "0 to 50"}


def test_values_outside_the_classes_are_refused():
    values = pd.Series(130.0, index=list(municipal_map.shapes()))
    with pytest.raises(DataError, match="do not fit"):
        drawn(values)
    with pytest.raises(DataError, match="no municipality has a value"):
        drawn(values, state="00")


def test_labels_are_readable_on_a_phone_without_moving_the_map():
    """Words of ten pixels at the 358 that a page of 390 leaves for a figure of full width."""
    fig, _ = new_figure()
    pixels = fig.get_figwidth() * 96
    assert municipal_map.LABEL * 96 / 72 * 358 / pixels >= 10


@pytest.mark.parametrize("height", [3.5, 4.2])
def test_the_legend_of_the_country_covers_no_municipality(height):
    fig, ax = new_figure(height=height)
    shapes = municipal_map.shapes()
    values = pd.Series(1.0, index=list(shapes)[5:])
    municipal_map.municipal_map(
        values, ax, (0, 5, 10, 20, 40, 80, 1000), legend_title="Homicides per 100 000\na year"
    )
    fig.canvas.draw()
    box = ax.get_legend().get_window_extent().transformed(ax.transData.inverted())
    covered = [
        key
        for key, shape in shapes.items()
        if ((shape.vertices > box.min) & (shape.vertices < box.max)).all(axis=1).any()
    ]
    assert covered == []


def test_the_country_is_drawn_in_one_figure_with_its_unit():
    towns = pd.Series(50.0, index=list(municipal_map.shapes())[:40])
    figure = municipal_map.country(towns, (0, 40, 100), "% in poverty", height=3)
    (ax,) = figure.axes
    assert ax.get_legend().get_title().get_text() == "% in poverty"
    assert figure.get_size_inches()[1] == 3


def test_maps_of_one_state_stand_side_by_side():
    values = pd.Series(50.0, index=[key for key in municipal_map.shapes() if key[:2] == "29"])
    figure = municipal_map.of_state({"poverty": (values, (0, 100)), "lag": (values, (0, 60))}, "29")
    assert [ax.get_legend().get_title().get_text() for ax in figure.axes] == ["poverty", "lag"]
    assert all(set(ax.values_by_place) == set(values.index) for ax in figure.axes)
