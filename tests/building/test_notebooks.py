"""Tests of ``cohesion/building/notebooks.py``."""

from __future__ import annotations

from cohesion import paths
from cohesion.building import notebooks as building_notebooks


def test_code_is_folded_on_pages_and_prose_is_left_alone():
    text = "a\n\n```{code-cell}\nx = 1\n```\n\n```{code-cell}\n:tags: [remove-cell]\n\ny = 2\n```\n"
    folded = building_notebooks.folded(text)
    assert folded.count(":tags: [hide-input]") == 1
    assert ":tags: [remove-cell]" in folded and folded.startswith("a\n")


def test_recorded_seconds_are_those_of_the_repository_and_none_elsewhere(tmp_path, monkeypatch):
    recorded = building_notebooks.recorded_seconds()
    assert recorded["state-sheets"] > recorded["actor-sheets"] > 0
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    assert building_notebooks.recorded_seconds() == {}
