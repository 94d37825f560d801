"""Tests of ``cohesion/building/notebooks.py``."""

from __future__ import annotations

from cohesion.building import notebooks as building_notebooks


def test_code_is_folded_on_pages_and_prose_is_left_alone():
    text = "a\n\n```{code-cell}\nx = 1\n```\n\n```{code-cell}\n:tags: [remove-cell]\n\ny = 2\n```\n"
    folded = building_notebooks.folded(text)
    assert folded.count(":tags: [hide-input]") == 1
    assert ":tags: [remove-cell]" in folded and folded.startswith("a\n")
