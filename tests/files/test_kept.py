"""A table that is kept comes back equal; one that is damaged is made anew."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion import paths
from cohesion.files import kept, yaml
from cohesion.tables import manifest, schema, store

TABLES = ["coneval_poverty_states", "coneval_municipal_poverty_2010", "coneval_cohesion_national"]


@pytest.fixture
def build(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    return tmp_path / "validated"


@pytest.mark.parametrize("table", TABLES)
def test_the_second_reading_equals_the_first(table, build, monkeypatch):
    file, described = manifest.table_path(table), manifest.load(table)
    first = store.checked(file.read_bytes(), described, file)
    assert len(list(build.iterdir())) == 1
    monkeypatch.setattr(schema, "parse", None)
    second = store.checked(file.read_bytes(), described, file)
    pd.testing.assert_frame_equal(first, second)
    assert first.dtypes.to_dict() == second.dtypes.to_dict()


def test_other_bytes_are_another_table(build):
    table = TABLES[0]
    file, described = manifest.table_path(table), manifest.load(table)
    content = file.read_bytes()
    store.checked(content, described, file)
    lines = content.splitlines(keepends=True)
    store.checked(b"".join([lines[0], lines[2], lines[1], *lines[3:]]), described, file)
    assert len(list(build.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"\x80\x05", b"no pickle", None])
def test_a_damaged_one_is_made_anew(build, damage):
    frame = pd.DataFrame({"a": ["x", "y"], "b": [1.0, None]})
    kept.keep("name", frame)
    file = build / "name.pickle"
    file.write_bytes(file.read_bytes()[:-9] if damage is None else damage)
    assert kept.load("name", pd.DataFrame) is None
    kept.keep("name", frame)
    pd.testing.assert_frame_equal(kept.load("name", pd.DataFrame), frame)


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path, monkeypatch):
    (tmp_path / "validated").write_text("a file in the way", encoding="utf-8")
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    kept.keep("name", pd.DataFrame({"a": [1]}))
    assert kept.load("name", pd.DataFrame) is None


def test_a_kept_text_is_what_was_parsed_and_everyone_has_a_copy(build, monkeypatch):
    file = paths.PROGRAMME / "indicators.yml"
    first = yaml.read(file)
    monkeypatch.setattr(yaml, "_parsed", None)
    second = yaml.read(file)
    assert first == second
    second.clear()
    assert yaml.read(file) == first


def test_of_another_kind_is_not_what_was_asked_for(build):
    kept.keep("name", {"a": 1})
    assert kept.load("name", pd.DataFrame) is None
    assert kept.load("name", dict) == {"a": 1}
