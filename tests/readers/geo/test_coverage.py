"""Tests of ``cohesion/readers/geo/coverage.py``."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely

from cohesion.readers.geo import coverage

#: Two outlines that meet above and below a slit of 0.004 degrees.
BESIDE = shapely.Polygon([(1, 0), (2, 0), (2, 1), (1, 1), (1.004, 0.9), (1.004, 0.1)])
PAIR = np.array([shapely.box(0, 0, 1, 1), BESIDE])


def test_a_slit_is_closed_only_up_to_its_width():
    closed, left = (
        shapely.union_all(coverage.thinned(PAIR, slits=width, thinning=0.0, decimals=3)).area
        for width in (0.005, 0.001)
    )
    # The slit is 0.8 to 1 degree long and 0.004 wide.
    assert closed == pytest.approx(2, abs=1e-6) and left == pytest.approx(2 - 0.0036, abs=1e-6)


def test_what_is_smaller_than_the_triangle_is_thinned_away_and_the_rest_is_rounded():
    notched = shapely.Polygon([(0, 0), (0.5, 0.01), (1, 0), (1.00049, 1), (0, 1)])
    thin, kept = (
        coverage.thinned(np.array([notched]), slits=0.0, thinning=width, decimals=3)[0]
        for width in (0.2, 0.0)
    )
    assert len(thin.exterior.coords) == 5 and len(kept.exterior.coords) == 6
    assert thin.bounds == (0, 0, 1, 1)


def test_each_feature_stands_on_a_line_under_its_key_in_order():
    text = coverage.as_geojson(gpd.GeoSeries(PAIR, index=["02", "01"]), "state_code")
    features = json.loads(text)["features"]
    assert [one["properties"] for one in features] == [{"state_code": "01"}, {"state_code": "02"}]
    assert features[1]["geometry"]["type"] == "Polygon"
    assert text.count("\n") == 2 + 2 and " " not in text
