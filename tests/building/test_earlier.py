"""Tests of ``cohesion/building/earlier.py``."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from cohesion import paths
from cohesion.building import earlier, freshness, notebooks
from cohesion.files import tracking


@pytest.fixture
def publish(tmp_path, monkeypatch):
    """Publish the facts of a book of three stages."""
    book = [
        SimpleNamespace(name=name, stage=stage) for name, stage in (("a", 1), ("b", 3), ("c", 4))
    ]
    monkeypatch.setattr(notebooks, "notebooks_of_book", lambda: book)
    monkeypatch.setattr(paths, "RESULTS", tmp_path)

    def put(name, value, caption="C."):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "record.json").write_text(json.dumps({"code": "x", "files": {}}))
        base = {"notebook": name, "sources": ["s"], "words": "page"}
        table = {"kind": "table", "caption": caption, "raw": {"heads": ["h"], "rows": [[value]]}}
        fact = {"kind": "fact", "value": value, "text": str(value)}
        items = [{**base, **fact, "name": f"{name}-x"}, {**base, **table, "name": f"tab-{name}"}]
        (folder / "items.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items))

    for name in "abc":
        put(name, 1)
    return put


def test_only_results_of_earlier_stages_are_told(publish):
    assert set(earlier.results()) == {"a-x", "tab-a", "b-x", "tab-b"}


def test_a_result_that_moved_is_seen_and_a_caption_is_not(publish):
    earlier.results()
    noted = tracking.notes()[earlier.NAME]
    publish("b", 1, caption="Other words.")
    publish("c", 2)
    assert freshness._noted(earlier.NAME) == noted
    publish("b", 2)
    assert freshness._noted(earlier.NAME) != noted
