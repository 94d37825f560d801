"""Tests of ``cohesion/building/collected.py``."""

from __future__ import annotations

import json

from cohesion.building import collected


def test_results_of_a_build_are_collected_by_notebook(tmp_path):
    folder = tmp_path / "one"
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "fig-x.svg").write_bytes(b"<svg/>")
    (folder / "record.json").write_text(json.dumps({"code": "a", "files": {"data/x.csv": "b"}}))
    base = {"notebook": "one"}
    items = [
        {**base, "name": "n", "kind": "fact", "value": 1, "text": "1"},
        {**base, "name": "tab-t", "kind": "table", "caption": "C.",
         "raw": {"heads": ["a"], "rows": [[1]]}},
        {**base, "name": "fig-x", "kind": "figure", "caption": "F."},
        {**base, "name": "p", "kind": "prose", "body": "Text"},
    ]  # fmt: skip
    (folder / "items.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items))
    content = collected.collect(tmp_path)["one"]
    assert content["inputs"] == {"code": "a", "data/x.csv": "b"}
    assert content["facts"]["n"] == {"value": 1, "text": "1"}
    assert content["tables"]["tab-t"] == {"caption": "C.", "heads": ["a"], "rows": [[1]]}
    assert len(content["figures"]["fig-x"]["sha256"]) == len(content["prose"]["p"]["sha256"]) == 64


def test_what_pages_say_beside_results_can_be_left_out():
    found = {
        "n": {
            "inputs": {"code": "a"}, "facts": {"caption": {"value": 1, "text": "1"}},
            "tables": {"t": {"caption": "C.", "heads": ["a"], "rows": [[1]]}},
            "figures": {"f": {"caption": "F.", "sha256": "b"}}, "prose": {}, "claims": {},
        }
    }  # fmt: skip
    assert collected.without_captions(found) == {
        "n": {**found["n"], "tables": {"t": {"heads": ["a"], "rows": [[1]]}},
              "figures": {"f": {"sha256": "b"}}}
    }  # fmt: skip
