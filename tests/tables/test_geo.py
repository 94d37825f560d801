"""Outlines of municipalities: what is refused."""

from __future__ import annotations

import json

import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.tables import geo

FILE = paths.GEO / geo.MUNICIPALITIES


@pytest.fixture(scope="module")
def content():
    return json.loads(FILE.read_text("utf-8"))


def refused(content, change) -> str:
    spoilt = {"type": content["type"], "features": list(content["features"])}
    change(spoilt["features"])
    known = geo.municipality_names().index
    with pytest.raises(DataError) as caught:
        geo.parse_outlines(json.dumps(spoilt).encode(), FILE, "mun_code", known)
    return str(caught.value)


def test_each_municipality_of_2010_is_there_once():
    codes = [f["properties"]["mun_code"] for f in geo.municipal_outlines()["features"]]
    assert sorted(codes) == sorted(geo.municipality_names().index)


def test_a_missing_or_repeated_municipality_is_named(content):
    gone = content["features"][5]["properties"]["mun_code"]
    assert gone in refused(content, lambda features: features.pop(5))
    twice = content["features"][7]
    assert twice["properties"]["mun_code"] in refused(content, lambda f: f.append(twice))


def test_a_shape_that_is_not_closed_is_refused(content):
    def open_ring(features):
        geometry = json.loads(json.dumps(features[3]))
        ring = geometry["geometry"]["coordinates"]
        while isinstance(ring[0][0], list):
            ring = ring[0]
        ring.pop()
        features[3] = geometry

    assert "no closed shape" in refused(content, open_ring)
