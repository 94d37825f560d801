"""Captions beside the code: one place for words, and every slip named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cohesion.errors import DataError
from cohesion.publishing import bodies

FILE = Path("notebooks/probe.md")
FIGURE = """Text.

:::{published} fig-x
:wide:
Most states [rose]{.claim .claim--most},
as {fact}`n` shows

In words: Points for the states;
most lie above.
Notes: Grey: error.

A second paragraph of notes.
:::
"""


def one(text: str) -> bodies.Body:
    (body,) = bodies.of_page(text, FILE)
    return body


def test_a_body_is_cut_into_its_parts_with_their_lines():
    body = one(FIGURE)
    assert body.caption.text == "Most states [rose]{.claim .claim--most}, as {fact}`n` shows"
    assert body.alt.text == "Points for the states; most lie above."
    assert body.notes.text == "Grey: error.\n\nA second paragraph of notes."
    assert (body.line, body.caption.line, body.alt.line, body.notes.line) == (3, 5, 8, 10)
    assert body.wide


def test_an_empty_block_only_places():
    assert bodies.of_page("```{published} tab-x\n```\n", FILE) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (":::{published} tab-x\nA caption.\n", "line|not closed"),
        (":::{published} tab-x\n:narrow:\nA caption.\n:::", "unknown option ':narrow:'"),
        (":::{published} tab-x\n:wide:\n:::", "options and no caption"),
        (":::{published} tab-x\nNotes: only.\n:::", "no caption"),
        (":::{published} fig-x\nA caption.\n:::", "do not see it"),
        (":::{published} tab-x\nA caption.\n\nIn words: no.\n:::", "read as it is"),
        (":::{published} fig-x\nSame.\n\nIn words: Same.\n:::", "repeats the caption"),
        (":::{published} tab-x\nA caption.\n\nAnother one.\n:::", "second paragraph"),
        (":::{published} tab-x\nA.\n\nNotes: one\n\nNotes: two\n:::", "stands twice"),
        (":::{published} care-fact\nA caption.\n:::", "only tables and figures"),
    ],
)
def test_a_slip_is_named_with_its_line(text, problem):
    with pytest.raises(DataError, match=problem) as caught:
        bodies.of_page(text, FILE)
    assert str(caught.value).startswith("notebooks/probe.md, row ")
    assert caught.value.cure


def test_words_stand_in_one_place():
    item = {"name": "fig-x", "kind": "figure", "caption": "", "notes": "", "wide": False}
    waiting = {**item, "words": bodies.IN_PAGE}
    done = bodies.complete(waiting, one(FIGURE))
    assert done["caption"].startswith("Most states") and done["wide"] is True
    with pytest.raises(DataError, match="has no caption"):
        bodies.complete(waiting, None)
    with pytest.raises(DataError, match="here and in the code"):
        bodies.complete({**item, "caption": "In Python"}, one(FIGURE))
    with pytest.raises(DataError, match="takes no caption"):
        bodies.complete({"name": "fig-x", "kind": "fact"}, one(FIGURE))
    assert bodies.complete({**item, "caption": "In Python"}, None)["caption"] == "In Python"


def test_completing_twice_changes_nothing_and_a_dropped_option_is_dropped():
    item = {"name": "fig-x", "kind": "figure", "words": bodies.IN_PAGE, "wide": False}
    once = bodies.complete(item, one(FIGURE))
    assert bodies.complete(once, one(FIGURE)) == once
    assert bodies.complete(once, one(FIGURE.replace(":wide:\n", "")))["wide"] is False


def test_one_result_has_one_body():
    with pytest.raises(DataError, match="a body here and in probe.md, line 3"):
        bodies.by_name([one(FIGURE), one(FIGURE)])


def test_families_are_a_closed_list():
    assert bodies.is_generated("tab-state-07-poverty") and bodies.is_generated("fig-profile-1-x")
    assert not bodies.is_generated("tab-state-summary") and not bodies.is_generated("tab-x")
