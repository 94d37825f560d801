"""Outlines of the states as drawn: the same as in the data, and thinner for a small map."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from cohesion.charts import maps
from cohesion.tables import geo
from cohesion.tables.geography import STATE_CODES


def corners(outlines) -> int:
    return sum(len(outline.vertices) for outline in outlines.values())


def test_every_corner_of_the_data_is_drawn():
    drawn = maps.outlines()
    assert set(drawn) == set(STATE_CODES)
    for feature in geo.outlines()["features"]:
        outline = drawn[feature["properties"]["state_code"]]
        shape = shapely.geometry.shape(feature["geometry"])
        assert len(shapely.get_coordinates(shape)) == len(outline.vertices)
        low, high = outline.vertices.min(axis=0), outline.vertices.max(axis=0)
        assert np.allclose([*low, *high], shape.bounds)


@pytest.mark.parametrize("code", STATE_CODES)
def test_a_thumbnail_keeps_place_and_size_of_every_state(code):
    fine, coarse = maps.outlines()[code], maps.thumbnail_outlines()[code]
    for extreme in (np.min, np.max):
        difference = extreme(fine.vertices, axis=0) - extreme(coarse.vertices, axis=0)
        assert np.abs(difference).max() < 3 * maps.THUMBNAIL_DEGREES


def test_a_thumbnail_has_less_than_half_of_the_corners():
    assert corners(maps.thumbnail_outlines()) < corners(maps.outlines()) / 2
