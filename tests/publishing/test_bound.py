"""Bound sentences are found wherever readers meet them, with their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from cohesion.errors import DataError
from cohesion.publishing import bound

FILE = Path("notebooks/probe.md")


def test_prose_captions_and_wrapped_sentences_are_found_and_code_is_not():
    page = (
        "---\nx: 1\n---\nText. [Most of {fact}`n`\nrose]{.claim .claim--a}.\n\n"
        "```{code-cell}\n'[no]{.claim .claim--no}'\n```\n\n"
        ":::{published} tab-x\n[Caption]{.claim .claim--b}\n:::\n"
        "The form is `[words]{.claim .claim--name}`.\n"
    )
    first, second = bound.of_page(page, FILE)
    assert (first.line, first.words, first.claims) == (4, "Most of {fact}`n` rose", ("a",))
    assert (second.line, second.words) == (12, "Caption")
    assert first.place == "notebooks/probe.md, line 4"


@pytest.mark.parametrize(
    "text", ["[It rose] {.claim .claim--x}.", "[It rose]\n{.claim .claim--x}.",
             '[It rose]{claim="x"}.', ":::{published} tab-x\n[It rose]{.claim.claim--x}\n:::"]
)  # fmt: skip
def test_an_odd_form_is_refused_with_its_line(text):
    with pytest.raises(DataError, match=r"notebooks/probe.md, row \d: .* is no bound sentence"):
        bound.of_page("\n" + text + "\n", FILE)


def test_texts_that_code_made_are_read_and_bodies_are_left_to_their_page():
    item = {"name": "tab-x", "kind": "table", "notebook": "probe",
            "caption": "[A]{.claim .claim--a}",
            "columns": [{"head": "Verdict", "cells": ["[rose]{.claim .claim--b}", "fell"]}]}
    both = bound.of_items([item])
    assert [one.claims for one in both] == [("a",), ("b",)]
    assert both[0].place == "notebooks/probe.md, 'tab-x'"
    assert len(bound.of_items([{**item, "words": "page"}])) == 1
    with pytest.raises(DataError, match="no bound sentence"):
        bound.of_items([{**item, "notes": "[A] {.claim .claim--a}"}])
    assert list(bound.by_claim(both)) == ["a", "b"]
