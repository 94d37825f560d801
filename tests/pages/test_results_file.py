"""Tests of ``cohesion/pages/results_file.py``: what is taken away reads as the page does."""

from __future__ import annotations

import json

import pytest

from cohesion.errors import DataError
from cohesion.pages import results_file

ITEMS = {
    "poor": {"name": "poor", "kind": "fact", "notebook": "social", "text": "46.2 %", "value": 46.2,
             "unit": "%", "sources": ["{cite:t}`coneval2013inventario`"], "row": {"unit": "00"}},
    "c": {"name": "c", "kind": "claim", "notebook": "social", "condition": "a > 2 * b * c",
          "holds": True, "says": "Poverty *rose*", "quantities": {"a": 3, "b": None}},
    "tab": {"name": "tab", "kind": "table", "notebook": "social",
            "caption": "[Of all people {fact}`poor` are poor]{.claim .claim--c}",
            "notes": "As {cite:p}`coneval2013inventario`; {numref}`fig-poor` draws them.",
            "columns": [{"head": "**State**", "cells": ["*Chiapas*", "0* (absent)"]}],
            "raw": {"heads": ["State"], "rows": [["{fact}`poor`", 46.2, None]]}},
    "fig-poor": {"name": "fig-poor", "kind": "figure", "notebook": "social",
                 "caption": "The poor: {fact}`poor`",
                 "alt": "Bars; {cell}`tab-of-nothing:x`", "notes": ""},
}  # fmt: skip


def read(**changed):
    items = {name: dict(item) for name, item in ITEMS.items()}
    items["fig-poor"]["alt"] = "Bars."
    for name, more in changed.items():
        items[name] |= more
    return {item["name"]: item for item in json.loads(results_file.content(items))}


def test_facts_works_and_marks_stand_as_a_reader_sees_them(monkeypatch):
    monkeypatch.setattr("cohesion.publishing.stored.item", lambda name: ITEMS[name])
    monkeypatch.setattr("cohesion.publishing.stored.fact_text", lambda name: ITEMS[name]["text"])
    shown = read()
    assert shown["tab"]["caption"] == "Of all people 46.2 % are poor"
    assert shown["tab"]["notes"] == (
        "As (CONEVAL 2013); the report's figure “The poor: 46.2 %” draws them."
    )
    assert shown["tab"]["columns"] == [{"head": "State", "cells": ["Chiapas", "0* (absent)"]}]
    assert shown["tab"]["raw"]["rows"] == [["46.2 %", 46.2, None]]
    assert shown["poor"]["sources"] == ["CONEVAL (2013)"]
    assert shown["c"]["says"] == "Poverty rose"


def test_numbers_names_and_conditions_stay_as_they_were_published():
    shown = read(tab={"notes": ""})
    assert shown["c"]["condition"] == "a > 2 * b * c" and shown["c"]["holds"] is True
    assert shown["c"]["quantities"] == {"a": 3, "b": None}
    assert shown["poor"]["value"] == 46.2 and shown["poor"]["row"] == {"unit": "00"}
    assert list(shown) == sorted(ITEMS)


@pytest.mark.parametrize("text", ["{fact}`por`", "{cite:t}`nobody1900`", "{cell}`tab-none:a`"])
def test_what_a_text_names_in_vain_stops_the_build(text):
    with pytest.raises(DataError):
        read(tab={"notes": text})
