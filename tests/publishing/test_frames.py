"""Tests of ``cohesion/publishing/frames.py``."""

from __future__ import annotations

import pandas as pd

from cohesion.publishing import frames, publish
from cohesion.tables import store


def test_whole_numbers_stay_whole_beside_others_and_texts():
    found = frames.joined(
        frames.rows({"a": 3, "b": "Chiapas"}, source=["x.yml", "y.yml"]),
        frames.rows({"c": 2.5}, unit="%", digits=1),
    )
    assert [type(value) for value in found["value"]] == [int, str, float]
    assert found["unit"].tolist() == ["", "", "%"]
    assert found["digits"].tolist() == [0, 0, 1]
    assert found["source"].tolist() == [["x.yml", "y.yml"], ["x.yml", "y.yml"], None]


def test_publish_takes_the_frame_with_the_source_of_each_row(monkeypatch):
    seen = {}
    monkeypatch.setattr(
        publish, "fact", lambda name, value, **style: seen.update({name: (value, style)})
    )
    rows = frames.joined(
        frames.rows({"a": 3}, source="x.yml"), frames.rows({"b": 1.5}, unit="%", digits=1)
    )
    publish.facts(rows, source="of the caller")
    assert seen["a"] == (3, {"source": "x.yml", "digits": 0})
    assert seen["b"] == (1.5, {"source": "of the caller", "digits": 1, "unit": "%"})


def test_an_empty_mapping_gives_no_row():
    assert frames.rows({}).empty
    assert isinstance(frames.joined(frames.rows({}), frames.rows({"a": 1})), pd.DataFrame)


def test_rows_of_one_source_rest_on_it_whatever_it_is():
    rested = frames.resting(frames.rows({"a": 1, "b": 2}, source="other"), ["x", "y"])
    assert rested["source"].tolist() == [["x", "y"], ["x", "y"]]


def test_a_number_in_a_frame_still_knows_the_row_that_it_was_read_from(monkeypatch):
    seen = {}
    monkeypatch.setattr(publish, "fact", lambda name, value, **style: seen.update({name: value}))
    poor = store.select("poverty_as_published", level="national").nation(
        "poverty_as_published", 2010
    )
    publish.facts(frames.joined(frames.rows({"a": poor}, digits=1), frames.rows({"b": 1.5})))
    assert isinstance(seen["a"], store.Observation) and not isinstance(seen["b"], store.Observation)
