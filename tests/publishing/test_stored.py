"""Tests of ``cohesion/publishing/stored.py``."""

from __future__ import annotations

import json

import pytest

from cohesion.errors import DataError
from cohesion.publishing import stored


def test_two_notebooks_may_not_publish_the_same_name(tmp_path):
    for notebook in ("one", "two"):
        (tmp_path / notebook).mkdir()
        record = {"name": "x", "kind": "fact", "notebook": notebook}
        (tmp_path / notebook / "items.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    with pytest.raises(DataError, match="published by two notebooks: one and two"):
        stored.load(tmp_path)


def test_an_unknown_fact_is_named_with_the_nearest(tmp_path):
    (tmp_path / "one").mkdir()
    record = {"name": "poverty-share", "kind": "fact", "notebook": "one", "value": 1, "text": "1"}
    (tmp_path / "one" / "items.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    with pytest.raises(DataError, match="did you mean 'poverty-share'"):
        stored.fact("poverty-shares", tmp_path)
