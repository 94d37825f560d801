"""Outlines of municipalities: what is refused."""

from __future__ import annotations

import json
import shutil

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


def test_the_geography_of_the_project_is_whole():
    geo.check()
    assert len(geo.outlines()["features"]) == 32


def test_neighbours_are_seen_from_both_sides():
    # Baja California touches Baja California Sur and Sonora; Yucatán touches two states.
    assert geo.neighbours("02") == ["03", "26"]
    assert geo.neighbours("31") == ["04", "23"]
    for code in ("09", "20"):
        assert all(code in geo.neighbours(other) for other in geo.neighbours(code))


def test_town_labels_name_the_state():
    assert geo.town_labels(["20067", "09014"]) == ["Oaxaca de Juárez, Oax.", "Benito Juárez, DF"]


def pairs_with(old: str = "", new: str = "") -> bytes:
    text = (paths.GEO / geo.NEIGHBOURS).read_text("utf-8")
    assert text.count(old)
    return text.replace(old, new, 1).encode() if old else text.encode()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n02,03\n", "\n02,33\n", "unknown state '33'"),
        ("\n02,03\n", "\n02,02\n", "its own neighbour"),
        ("\n02,03\n", "\n03,02\n", "wrong order"),
        ("\n02,26\n", "\n02,03\n", "stands twice"),
        ("\n02,03\n", "\n", "the state 03 has no neighbour"),
    ],
)
def test_a_wrong_pair_is_named(old, new, said):
    assert len(geo.parse_neighbours(pairs_with(), FILE)) > 50
    with pytest.raises(DataError, match=said):
        geo.parse_neighbours(pairs_with(old, new), FILE)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1002,X", "'1002' is not a key"),
        ("33002,X", "'33002' is not a key"),
        ("01001,X", "'01001' stands twice"),
        ("01002, ", "the name is empty"),
    ],
)
def test_a_wrong_name_of_a_municipality_is_told_with_its_row(row, said):
    with pytest.raises(DataError, match=said) as caught:
        geo.parse_names(f"mun_code,name\n01001,Aguascalientes\n{row}\n".encode(), FILE)
    assert caught.value.row == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff", "not UTF-8"),
        (b"{", "no JSON"),
        (b"[]", "no features"),
        (b'{"features": {}}', "no features"),
        (b'{"features": [{}]}', "no state_code"),
    ],
)
def test_a_broken_file_of_outlines_is_told(content, said):
    with pytest.raises(DataError, match=said):
        geo.parse_outlines(content, FILE)


def test_a_file_must_be_there_and_hold_the_rows_that_its_manifest_counts(tmp_path):
    with pytest.raises(DataError, match="the file is missing"):
        geo.outlines(tmp_path)
    for name in (geo.NEIGHBOURS, f"{geo.NEIGHBOURS}.yml"):
        shutil.copy(paths.GEO / name, tmp_path)
    beside = tmp_path / f"{geo.NEIGHBOURS}.yml"
    text = beside.read_text("utf-8")
    rows = len(geo.neighbour_pairs())
    beside.write_text(text.replace(f"rows: {rows}", f"rows: {rows + 1}"), "utf-8")
    with pytest.raises(DataError, match=f"{rows} rows, the manifest declares {rows + 1}"):
        geo.neighbour_pairs(tmp_path)
