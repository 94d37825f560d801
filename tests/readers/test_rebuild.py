"""``make data``: canonical bytes, whole manifests, and nothing half new."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
import yaml

from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.readers import all_tables, rebuild
from cohesion.tables import manifest

NAME = "coneval_change_reading"
TABLE, MODULE = next((t, m) for t, m in all_tables() if t.name == NAME)


def built(**changes):
    return dataclasses.replace(TABLE, **changes)


def test_bytes_are_sorted_plain_and_without_columns_that_say_nothing():
    frame = pd.DataFrame(
        {"state_code": ["02", "01"], "year": 2010, "indicator": "x", "value": [1.0, 0.1234567],
         "edition": "e"}
    )  # fmt: skip
    assert rebuild.to_csv(frame, "state") == (
        b"state_code,year,indicator,value,edition\n01,2010,x,0.123457,e\n02,2010,x,1,e\n"
    )
    more = frame.assign(sex=["women", "total"], se=[np.nan, 0.5])
    head, first, *_ = rebuild.to_csv(more, "state").decode().splitlines()
    assert head == "state_code,year,indicator,sex,value,se,edition"
    assert first == "01,2010,x,total,0.123457,0.5,e"
    assert list(frame) == ["state_code", "year", "indicator", "value", "edition"]


def test_a_table_is_built_with_the_manifest_that_describes_it(tmp_path):
    content, described = rebuild.build_table(TABLE, MODULE, tmp_path)
    assert content == manifest.table_path(NAME).read_bytes()
    assert described == manifest.load(NAME)
    assert described["sha256"] == hashes.sha256(content)


def test_a_reader_without_rows_or_with_too_few_is_stopped(tmp_path):
    empty = built(build=lambda root: TABLE.build(root).iloc[:0], sources=("x.csv",))
    with pytest.raises(DataError, match="found no rows"):
        rebuild.build_table(empty, MODULE, tmp_path)
    with pytest.raises(DataError, match="32 rows expected, 31 read; first missing: state_code 32"):
        rebuild.build_table(built(build=lambda root: TABLE.build(root).iloc[:-1]), MODULE, tmp_path)


def test_what_a_reader_did_not_foresee_names_the_file_and_the_place(tmp_path):
    def fails(root):
        return {}["cell"]

    with pytest.raises(DataError, match=r"KeyError: 'cell' \(.*line") as caught:
        rebuild.build_table(built(build=fails, sources=("x.csv",)), MODULE, tmp_path)
    assert caught.value.file == "x.csv"


@pytest.mark.parametrize("value", ["12 a/", "12", float("inf")])
def test_a_value_that_is_no_number_is_told_before_anything_is_summed_or_written(value, tmp_path):
    def build(root):
        frame = TABLE.build(root)
        return frame.assign(value=[value, *frame["value"].iloc[1:]])

    with pytest.raises(DataError, match="where a number belongs") as caught:
        rebuild.build_table(built(build=build, sources=("x.csv",)), MODULE, tmp_path)
    assert caught.value.file == "x.csv" and caught.value.column == "value"


def test_tables_move_into_place_only_when_all_are_right(tmp_path, monkeypatch, capsys):
    sources, folder = tmp_path / "sources", tmp_path / "data"
    with pytest.raises(DataError, match="folder of the official files is not there"):
        rebuild.build_all(sources, [NAME], folder)
    sources.mkdir()
    folder.mkdir()
    with pytest.raises(DataError, match=r"no reader builds \['nothing'\]"):
        rebuild.build_all(sources, ["nothing"], folder)
    assert rebuild.build_all(sources, [NAME], folder) == [NAME]
    assert "[1/1] coneval_change_reading: 32 rows" in capsys.readouterr().out
    assert manifest.table_path(NAME, folder).read_bytes() == manifest.table_path(NAME).read_bytes()
    beside = manifest.manifest_path(NAME, folder).read_text("utf-8")
    assert yaml.safe_load(beside) == manifest.load(NAME)
    for file in folder.iterdir():
        file.unlink()

    def wrong(root):
        raise DataError("wrong")

    second = dataclasses.replace(TABLE, name="second", build=wrong)
    monkeypatch.setattr(rebuild, "all_tables", lambda: [(TABLE, MODULE), (second, MODULE)])
    with pytest.raises(DataError, match="wrong"):
        rebuild.build_all(sources, [], folder)
    assert list(folder.iterdir()) == [], "nothing is half new"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data", "sources"]
