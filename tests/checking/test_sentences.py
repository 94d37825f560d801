"""Texts are cut where a reader would cut them."""

from __future__ import annotations

import pytest

from cohesion.checking import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rose by a lot. {fact}`x` of them fell too.", 2),
        ("Art. 36 of the law names it, e.g. States do not.", 1),
        ("[The poorest states rose.]{.claim .claim--x} So did the others here.", 2),
        ("*What is it, then?* Nobody has said so.", 2),
    ],
)
def test_a_paragraph_is_cut_at_full_stops_only(text, found):
    assert len(sentences.of_text(text)) == found


def test_the_sentences_of_a_page_keep_their_lines_and_leave_code_out():
    page = (
        "---\nfile_format: mystnb\n---\n# A heading is no sentence\n\nThe first one is here.\n"
        "It goes\non in the next line.\n\n```{code-cell}\nprint('no sentence at all.')\n```\n"
        "- An item of a list\n- Another item stands alone\n\n:::{published} tab-x\n:wide:\n"
        "The caption says it.\n\nNotes: And the notes too.\n:::\n"
    )
    assert list(sentences.of_page(page)) == [
        (6, "The first one is here."),
        (6, "It goes on in the next line."),
        (13, "An item of a list"),
        (14, "Another item stands alone"),
        (18, "The caption says it."),
        (20, "Notes: And the notes too."),
    ]
