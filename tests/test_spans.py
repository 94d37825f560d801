"""Bound sentences are read in one form, and everything near it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion import spans

GOOD = "[Of {fact}`n`, *most* rose [cite](x.md)]{.claim .claim--most-rose .claim--b}."


def test_roles_links_and_emphasis_work_inside():
    (found,) = spans.bound(GOOD)
    assert found.claims == ("most-rose", "b")
    assert found.words == "Of {fact}`n`, *most* rose [cite](x.md)"
    assert spans.without_spans(GOOD) == "Of {fact}`n`, *most* rose [cite](x.md)."
    assert spans.odd_forms(GOOD) == []
    assert spans.count_signs(GOOD) == (1, 1)


def test_a_clause_may_be_bound_inside_a_bound_sentence():
    text = "[[All rose]{.claim .claim--a}, and fast]{.claim .claim--b}."
    assert [span.claims for span in spans.bound(text)] == [("a",), ("b",)]
    assert spans.without_spans(text) == "All rose, and fast."


@pytest.mark.parametrize(
    "text",
    [
        "[It rose] {.claim .claim--x}.",
        "[It rose]\n{.claim .claim--x}.",
        "[It rose]{.claim}.",
        "[It rose]{.claim--x}.",
        "[It rose]{.claim .claim--X}.",
        "[It rose]{.claim .claim--x .note}.",
        '[It rose]{claim="x"}.',
        "It rose]{.claim .claim--x}.",
        "[It rose{.claim .claim--x}.",
        "[It rose]{.claim .claim--x",
        "[It rose]{.claim .claim-x}.",
        "[It rose](.claim .claim--x).",
    ],
)
def test_every_odd_form_is_seen(text):
    assert spans.odd_forms(text), text
    assert spans.odd_forms("First. " + GOOD + " " + text)


@pytest.mark.parametrize(
    "text", ["[x](y.md)", "[1] and {cite:p}`a`", "`[It]{.claim .claim--x}` is the form.",
             "[O-1]{.code} stays together", "x[0]", "a claim is a condition"]
)  # fmt: skip
def test_what_is_no_span_is_left_alone(text):
    assert not spans.odd_forms(text) and not spans.bound(text)


@given(st.text(alphabet="[]{}.claim-x `\n", max_size=60))
def test_no_text_makes_the_reader_fail_and_taking_marks_away_comes_to_an_end(text):
    assert spans.spans(spans.without_spans(text)) == []
    spans.odd_forms(text)
