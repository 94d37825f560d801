"""The explorer without JavaScript, its classes and its files; no payload of the book is made."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.pages import explorer, explorer_data
from cohesion.tables.geography import STATE_CODES, STATES
from tests.pages.trees import tree, words

UNITS = [["00", "Mexico"], *([code, STATES.at[code, "name_en"]] for code in STATE_CODES)]
DATA = {
    "units": UNITS,
    "series": {"poverty": {"e1": {
        "years": {"2010": {"v": [46.2, *range(20, 51), None], "s": [0.5, *[2.0] * 31, None]}},
        "table": "coneval_poverty_states"}}},
    "indicators": {"poverty": {"label": "Poverty", "unit": "%", "digits": 1}},
    "editions": {"e1": {"text": "CONEVAL <x>", "published": "29 July 2011"}},
}  # fmt: skip


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setattr(explorer, "_payload", lambda hindsight: DATA)
    outlines = {"width": 10, "height": 8, "paths": {code: "M0 0" for code in STATE_CODES}}
    monkeypatch.setattr(explorer_data, "state_outlines", lambda: outlines)
    return tree(explorer.static_page("07,12", hindsight=False))


@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=40, unique=True))
def test_classes_hold_about_equal_numbers(values):
    breaks = explorer.inner_breaks(values)
    assert breaks == sorted(set(breaks)) and len(breaks) <= explorer.CLASSES - 1
    counts = np.bincount([explorer.class_of(v, breaks) for v in values], minlength=explorer.CLASSES)
    assert counts.sum() == len(values)
    if len(breaks) == explorer.CLASSES - 1:
        assert counts.max() - counts.min() <= len(values) / explorer.CLASSES + 1


def test_classes_hold_about_equal_numbers_and_cover_all():
    values = [float(n) for n in range(32)]
    breaks = explorer.inner_breaks(values)
    assert breaks == pytest.approx([6.2, 12.4, 18.6, 24.8])
    counts = np.bincount([explorer.class_of(value, breaks) for value in values])
    assert counts.sum() == 32 and counts.max() - counts.min() <= 1
    assert explorer.class_of(6.2, breaks) == 1, "a value on a limit belongs above it"
    assert len(explorer.inner_breaks([1.0, 1.0, 1.0, 5.0])) < 4


def test_gaps_and_equal_values_make_no_limits_of_their_own():
    assert explorer.inner_breaks([1.0, 1.0, 1.0, None, float("nan")]) == [1.0]


def test_the_ranking_is_complete_and_the_nation_has_no_place(page):
    rows = [[words(cell) for cell in row] for row in page.xpath(".//tbody/tr")]
    assert len(rows) == 32
    (nation,) = [row for row in rows if row[1] == "Mexico"]
    assert nation[0] == "" and nation[2] == "46.2"
    assert [row[0] for row in rows if row[1] != "Mexico"] == [str(n) for n in range(1, 32)]
    assert rows[0][1:3] == [STATES.at["31", "name_en"], "50.0"]
    # 95 % of 50.0 with a standard error of 2.
    assert rows[0][3] == "46.1 to 53.9"


def test_the_map_shades_by_class_and_shows_the_gap(page):
    shapes = {words(path): path.get("class") for path in page.xpath(".//svg/path")}
    assert len(shapes) == 32 and shapes[STATES.at["32", "name_en"]] == "gap"
    assert shapes[STATES.at["01", "name_en"]] == "c1" and shapes[STATES.at["31", "name_en"]] == "c5"
    legend = page.xpath(".//ul[@class='explorer-classes']/li")
    assert len(legend) == explorer.CLASSES and words(legend[-1]).endswith("50.0")


def test_the_words_name_ends_source_and_table(page):
    text = words(page)
    assert "Highest: Yucatán 50.0; lowest: Aguascalientes 20.0; Mexico 46.2." in text
    assert "Source: CONEVAL <x>, published 29 July 2011." in text
    assert page.xpath(".//a/@href") == ["@@root@@_data/coneval_poverty_states.csv"]
    box = page.xpath("./div[@id='explorer']")[0]
    assert box.get("data-compare") == "07,12"


def test_files_are_made_once_for_the_same_inputs(tmp_path, monkeypatch):
    made = []
    key = ["a"]
    monkeypatch.setattr(explorer, "files", lambda: made.append(1) or {"data.js": f"{key[0]};"})
    monkeypatch.setattr(explorer, "inputs", lambda: key[0])
    cache = tmp_path / "explorer"
    assert explorer.prepare(cache) == explorer.prepare(cache) == cache and made == [1]
    explorer.write(tmp_path / "out", cache)
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["data.js"]
    key[0] = "b"
    (tmp_path / "out" / "old.js").touch()
    explorer.write(tmp_path / "out", cache)
    assert (tmp_path / "out" / "data.js").read_text("utf-8") == "b;"
    assert not (tmp_path / "out" / "old.js").exists() and made == [1, 1]
    assert [file.name for file in tmp_path.glob(".explorer*")] == []


def test_a_script_leaves_its_data_for_the_page_and_the_page_reads_them_back(tmp_path, monkeypatch):
    script = explorer._script("data", {"b": 1, "a": "é"})
    assert script.startswith("(window.cohesionExplorer = window.cohesionExplorer || {}).data = ")
    assert json.loads(script[script.index(' = {"') + 3 : script.rindex(";")]) == {"a": "é", "b": 1}
    (tmp_path / "data.js").write_text(script, "utf-8")
    monkeypatch.setattr(explorer, "prepare", lambda: tmp_path)
    explorer._payload.cache_clear()
    try:
        assert explorer._payload(hindsight=False) == {"a": "é", "b": 1}
    finally:
        explorer._payload.cache_clear()
