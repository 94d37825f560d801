"""Tests of ``cohesion/readers/geo/municipal_outlines.py``."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
import shapely
import yaml

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.readers.geo import municipal_outlines
from tests.tools.spoilt import needs_sources, written


def squares(*keys: str) -> gpd.GeoSeries:
    """Return squares of one degree side by side; what two of them share is a wavy border."""

    def border(x: float) -> list[tuple[float, float]]:
        return [(x + 0.0005 * (-1) ** step, 20 + step / 20) for step in range(21)]

    shapes = [
        shapely.Polygon([*border(-100 + place), *reversed(border(-99 + place))])
        for place in range(len(keys))
    ]
    return gpd.GeoSeries(shapes, index=list(keys), crs=4326)


def test_outlines_share_their_border():
    one, other = municipal_outlines.simplify(squares("01001", "01002"))
    assert one.union(other).geom_type == "Polygon"
    assert one.intersection(other).length == pytest.approx(1, abs=0.02)
    assert len(one.exterior.coords) < 15, "the waves are thinned away on both sides alike"


def test_lines_that_a_mended_ring_leaves_behind_are_dropped():
    spiked = shapely.Polygon([(0, 0), (2, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
    assert shapely.make_valid(spiked).geom_type == "GeometryCollection"
    mended = municipal_outlines._polygons(spiked)
    assert mended.is_valid and mended.geom_type == "Polygon"
    assert mended.area == 1
    square = shapely.box(0, 0, 1, 1)
    assert municipal_outlines._polygons(square).equals(square)


def test_the_keys_must_be_those_of_the_census_each_once(tmp_path):
    written(tmp_path, municipal_outlines.MUNICIPAL_2010, "clave_mun\n01001\n01002\n")

    def outlines_of(*keys: str):
        frame = gpd.GeoDataFrame({"cvegeo": keys}, geometry=squares(*keys).to_numpy(), crs=4326)
        written(tmp_path, municipal_outlines.SOURCE, frame.to_json())
        return municipal_outlines.read_outlines(tmp_path)

    assert list(outlines_of("01002", "01001").index) == ["01001", "01002"]
    for keys, wrong in ((("01001",), "01002"), (("01001", "01002", "01002"), "01002")):
        with pytest.raises(DataError, match=f"municipality {wrong} is missing, unknown or there"):
            outlines_of(*keys)


def test_outlines_are_written_with_their_manifest(tmp_path):
    keys = ["01002", "01001"]
    frame = gpd.GeoDataFrame({"cvegeo": keys}, geometry=squares(*keys).to_numpy(), crs=4326)
    written(tmp_path, municipal_outlines.MUNICIPAL_2010, "clave_mun\n01001\n01002\n")
    written(tmp_path, municipal_outlines.SOURCE, frame.to_json())
    file, beside = municipal_outlines.build(tmp_path, tmp_path / "geo")
    features = json.loads(file.read_text("utf-8"))["features"]
    assert [one["properties"]["mun_code"] for one in features] == ["01001", "01002"]
    west = [min(x for x, _ in one["geometry"]["coordinates"][0]) for one in features]
    assert west == pytest.approx([-99, -100], abs=0.002), "each key keeps its own outline"
    described = yaml.safe_load(beside.read_text("utf-8"))
    assert described["rows"] == described["verification"]["unverifiable"] == 2
    assert described["sha256"] == hashes.sha256(file.read_bytes())
    source = {"file": municipal_outlines.SOURCE, "sha256": hashes.sha256(frame.to_json().encode())}
    assert described["sources"] == [source]


@pytest.mark.dear
@needs_sources
def test_municipal_outlines_of_the_book_are_those_of_the_reader(tmp_path):
    written = municipal_outlines.build(paths.SOURCES, tmp_path)
    for file in written:
        assert file.read_bytes() == (paths.GEO / file.name).read_bytes()
    features = json.loads(written[0].read_text("utf-8"))["features"]
    codes = [feature["properties"]["mun_code"] for feature in features]
    assert len(set(codes)) == 2_456
    assert "23010" not in codes
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    assert all(shapely.is_valid(shapes))
    assert (shapely.area(shapes) > 0).all()
