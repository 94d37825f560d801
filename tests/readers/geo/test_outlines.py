"""Outlines and neighbours: complete, valid, without slits, and equal to an independent list."""

from __future__ import annotations

import json
import unicodedata

import geopandas as gpd
import libpysal
import pandas as pd
import pytest
import shapely
import yaml

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.readers.geo import outlines
from cohesion.tables.geography import STATE_CODES, STATES
from tests.tools import spoilt

# libpysal's example carries older names of states.
OLDER_NAMES = {
    "baja california norte": "baja california",
    "queretaro de arteaga": "queretaro",
    "michoacan de ocampo": "michoacan",
    "coahuila de zaragoza": "coahuila",
    "veracruz-llave": "veracruz",
}


def plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return OLDER_NAMES.get(bare, bare)


@pytest.fixture(scope="module")
def shapes() -> gpd.GeoDataFrame:
    return gpd.read_file(paths.GEO / "states.geojson").set_index("state_code")


@pytest.fixture(scope="module")
def pairs() -> pd.DataFrame:
    return pd.read_csv(paths.GEO / "neighbours.csv", dtype=str)


def test_the_thirty_two_states_are_there_once_and_the_file_is_small(shapes):
    assert tuple(shapes.index) == STATE_CODES
    assert (paths.GEO / "states.geojson").stat().st_size < 120_000
    assert list(shapes.columns) == ["geometry"]


def test_outlines_are_valid_and_leave_no_slit_between_states(shapes):
    assert shapes.is_valid.all()
    assert shapely.coverage_is_valid(shapes.geometry.to_numpy())


def test_coordinates_have_three_decimals_and_lie_in_mexico(shapes):
    text = json.loads((paths.GEO / "states.geojson").read_text(encoding="utf-8"))
    assert len(text["features"]) == 32
    points = shapely.get_coordinates(shapes.geometry.to_numpy())
    assert (abs(points - points.round(3)) < 1e-9).all()
    west, south, east, north = shapes.total_bounds
    assert -118.7 < west < -117 and 14.4 < south < 14.7 and -87 < east < -86.5 and 32 < north < 33


def test_capitals_lie_in_their_states(shapes):
    # Longitude and latitude of state capitals, to a tenth of a degree.
    for code, place in {
        "14": (-103.35, 20.67), "07": (-93.12, 16.75), "19": (-100.31, 25.67),
        "12": (-99.50, 17.55), "20": (-96.72, 17.06), "29": (-98.24, 19.32),
    }.items():  # fmt: skip
        assert shapes.geometry[code].contains(shapely.Point(place)), code


def test_neighbours_equal_libpysals_example_by_name(pairs):
    example = libpysal.examples.load_example("mexico")
    frame = gpd.read_file(example.get_path("mexicojoin.shp")).set_index("NAME")
    queen = libpysal.weights.Queen.from_dataframe(frame, use_index=True)
    theirs = {
        tuple(sorted((plain(a), plain(b)))) for a in queen.neighbors for b in queen.neighbors[a]
    }
    name = STATES["name_es"].map(plain)
    ours = {tuple(sorted((name[a], name[b]))) for a, b in pairs.itertuples(index=False)}
    assert ours == theirs
    assert len(pairs) == len(ours)
    assert (pairs.state_code < pairs.neighbour_code).all()


def test_the_manifests_carry_the_checksums_of_the_files():
    for name in outlines.DESCRIBED:
        described = yaml.safe_load((paths.GEO / f"{name}.yml").read_text(encoding="utf-8"))
        assert described["sha256"] == hashes.sha256((paths.GEO / name).read_bytes())
        assert described["licence"] and described["sources"][0]["file"] == outlines.SOURCE


@spoilt.needs_sources
def test_the_files_are_built_again_byte_for_byte(tmp_path):
    for written in outlines.build(paths.SOURCES, tmp_path):
        assert written.read_bytes() == (paths.GEO / written.name).read_bytes()


@spoilt.needs_sources
def test_thinning_moves_no_states_area_by_more_than_two_per_cent():
    full = outlines.read_outlines(paths.SOURCES)
    thin = outlines.simplify(full)
    assert (shapely.area(thin) / shapely.area(full)).between(0.98, 1.02).all()


def three_squares() -> gpd.GeoSeries:
    """Two squares with a slit between them and one far away."""
    squares = [shapely.box(0, 0, 1, 1), shapely.box(1.004, 0, 2, 1), shapely.box(3, 0, 4, 1)]
    return gpd.GeoSeries(squares, index=["01", "02", "03"])


def test_neighbours_of_three_squares():
    assert outlines.neighbours(three_squares()).to_numpy().tolist() == [["01", "02"]]


def test_a_slit_inside_is_closed():
    left = shapely.box(0, 0, 1, 1)
    right = shapely.Polygon([(1, 0), (1.004, 0.5), (1, 1), (2, 1), (2, 0)])
    closed = outlines.simplify(gpd.GeoSeries([left, right], index=["01", "02"]), thinning=0.0)
    assert closed.area.sum() == pytest.approx(2, abs=1e-9)
    assert closed["01"].intersection(closed["02"]).length == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("change", ["column", "state"])
def test_a_changed_file_names_the_column(tmp_path, change):
    folder = tmp_path / "social" / "raw"
    folder.mkdir(parents=True)
    key = "CVE_ENT" if change == "column" else "cve_geo"
    feature = {
        "type": "Feature",
        "properties": {key: "01"},
        "geometry": shapely.geometry.mapping(shapely.box(0, 0, 1, 1)),
    }
    path = folder / "inegi_estados_simplificado.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with pytest.raises(DataError, match="cve_geo"):
        outlines.read_outlines(tmp_path)


def test_outlines_neighbours_and_manifests_are_written(tmp_path, monkeypatch):
    """Two states with a slit between them and one far away, of a country of three."""
    monkeypatch.setattr(outlines, "STATE_CODES", ("01", "02", "03"))
    frame = gpd.GeoDataFrame(
        {"cve_geo": ["03", "02", "01"]}, geometry=three_squares().to_numpy()[::-1], crs=4326
    )
    content = frame.to_json()
    root = spoilt.written(tmp_path / "sources", outlines.SOURCE, content)
    files = outlines.build(root, tmp_path / "geo")
    names = ["states.geojson", "neighbours.csv"]
    assert [file.name for file in files] == [*names, *(f"{name}.yml" for name in names)]
    assert files[1].read_text("utf-8") == "state_code,neighbour_code\n01,02\n"
    written = json.loads(files[0].read_text("utf-8"))["features"]
    assert [one["properties"]["state_code"] for one in written] == ["01", "02", "03"]
    for file, beside, rows in zip(files[:2], files[2:], (3, 1), strict=True):
        described = yaml.safe_load(beside.read_text("utf-8"))
        assert described["rows"] == described["verification"]["unverifiable"] == rows
        assert described["sha256"] == hashes.sha256(file.read_bytes())
        assert described["sources"][0]["sha256"] == hashes.sha256(content.encode("utf-8"))
        assert described["title_es"] == outlines.DESCRIBED[file.name]["title_es"]


def test_a_state_that_stands_twice_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(outlines, "STATE_CODES", ("01", "02"))
    frame = gpd.GeoDataFrame(
        {"cve_geo": ["01", "02", "02"]}, geometry=three_squares().to_numpy(), crs=4326
    )
    with pytest.raises(DataError, match=r"not each there once \(02\)"):
        outlines.read_outlines(spoilt.written(tmp_path, outlines.SOURCE, frame.to_json()))
