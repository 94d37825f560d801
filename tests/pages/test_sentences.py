"""The sentence in which a number is read first."""

from __future__ import annotations

import types

import pytest
from docutils import nodes
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st

from cohesion.pages import placing, sentences


def test_the_sentence_of_a_number_is_the_one_it_stands_in():
    text = "One is 1. In 2010, 46.2 % were poor. Three is 3."
    assert sentences.sentence_at(text, text.index("46.2"), 4) == "In 2010, 46.2 % were poor."
    assert sentences.sentence_at("per 1.5 people", 4, 3) == "per 1.5 people"
    long = "a " * 300 + "46.2 " + "b " * 300
    cut = sentences.sentence_at(long, 600, 4)
    assert "46.2" in cut and len(cut) < sentences.LONGEST + 10


@given(st.lists(st.sampled_from(["One is so.", "Two are here!", "word", "3.5"]), max_size=90))
def test_a_number_is_always_in_its_sentence(words):
    text = " ".join([*words, "4711", *words])
    found = sentences.sentence_at(text, len(" ".join(words)) + bool(words), 4)
    assert "4711" in found and len(found) <= sentences.LONGEST + 4


def fact(name: str, text: str, **attributes) -> placing.Fact:
    node = placing.Fact(fact=name, **attributes)
    node += nodes.Text(text)
    return node


@pytest.fixture
def page():
    """A page that reads one number twice, one in bold, one in a table by its cell."""
    document = new_document("x")
    first = nodes.paragraph()
    first += [nodes.Text("It rains. In all "), fact("n", "26"), nodes.Text(" states rose. End.")]
    bold = nodes.strong()
    bold += [nodes.Text("Of them "), fact("m", "3")]
    second = nodes.paragraph()
    second += [bold, nodes.Text(" fell, "), fact("n", "26"), nodes.Text(" rose, "),
               fact("c", "9", cell="tab/x/y"), nodes.Text(" stayed.")]  # fmt: skip
    document += [first, second]
    return document


def app(name: str):
    return types.SimpleNamespace(env=types.SimpleNamespace(docname=name))


def test_the_first_place_of_a_number_is_noted_and_cells_are_not(page):
    book = app("a")
    sentences.note(book, page)
    assert sentences.of_pages(book.env) == {
        "a": {"n": "In all 26 states rose.", "m": "Of them 3 fell, 26 rose, 9 stayed."}
    }


def test_the_first_reading_follows_the_contents_and_pages_come_and_go(page):
    book = app("b")
    sentences.note(book, page)
    other = app("a")
    sentences.note(other, page)
    sentences.merge(book, book.env, ["a"], other.env)
    found = sentences.first_readings(book.env, {"b": 0, "a": 1})
    assert found["n"] == ("b", "In all 26 states rose.")
    assert sentences.first_readings(book.env, {"a": 0})["n"][0] == "a"
    sentences.forget(book, book.env, "a")
    sentences.forget(book, book.env, "never")
    assert sentences.first_readings(book.env, {"a": 0})["n"][0] == "b"
    sentences.merge(book, book.env, [], other.env)
    assert list(sentences.of_pages(book.env)) == ["b"]


def at(text: str, number: str) -> str:
    return sentences.sentence_at(text, text.index(number), len(number))


def test_a_reference_is_told_in_words_and_begins_a_sentence():
    text = "The growth was great. tab-health shows 19.3 % of all, as does fig-health-map. More."
    assert at(text, "19.3 %") == "The table shows 19.3 % of all, as does the figure."
    assert at(text, "great") == "The growth was great."


def test_a_long_sentence_is_cut_around_its_number_between_words():
    text = "Before " + "these words " * 30 + "stand 19.3 % and " + "those words " * 30 + "after."
    told = at(text, "19.3 %")
    assert told.startswith("… ") and told.endswith(" …") and "stand 19.3 % and" in told
    assert len(told) <= sentences.LONGEST + 4
    assert set(told.strip("… ").split()) <= set(text.split())
