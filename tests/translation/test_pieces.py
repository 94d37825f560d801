"""Tests of ``cohesion/translation/pieces.py``."""

from __future__ import annotations

import pytest

from cohesion.translation.pieces import Cutter, sentences

KNOWN = ["Pilot project completed", "Cost of it, in all", "Population in poverty"]


@pytest.fixture
def cutter():
    return Cutter(KNOWN, ["Chiapas", "art"], ["CSO"], ["no"])


def texts(cutter, cell):
    return [piece.english for piece in cutter.cut(cell) if piece.english]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Population in poverty", ["Population in poverty"]),
        ("P-1 Population in poverty: Chiapas 78.4\u00a0% (2010)", ["Population in poverty"]),
        ("Pilot project completed: 8 (2 in each state)",
         ["Pilot project completed", "{1} in each state"]),
        ("Cost of it, in all; so", ["Cost of it, in all", "so"]),
        ("Chiapas 3 points by 2014", ["{1} {2} points by {3}"]),
        ("1\u00a0355\u00a0100; 301\u00a0500", []),
        ("LGDS art. 41, 44", []),
        ("*Secretaría de Desarrollo Social*", []),
        ("RK01, RK02", []),
        ("no", []),
        ("CSO", ["CSO"]),
        ("CNDH", []),
        ("2013-Q1 to 2014-Q4", ["{1} to {2}"]),
    ],
)  # fmt: skip
def test_a_cell_is_cut_into_the_texts_that_it_is_made_of(cutter, cell, expected):
    assert texts(cutter, cell) == expected
    assert "".join(piece.shown for piece in cutter.cut(cell)) == cell


def test_the_numbers_of_a_piece_stand_in_its_places(cutter):
    [piece] = cutter.cut("Chiapas 3.5 points by 2014")
    shown = piece.english
    for number, value in enumerate(piece.numbers, start=1):
        shown = shown.replace(f"{{{number}}}", value)
    assert shown == piece.shown


def test_a_known_text_inside_a_longer_sentence_is_not_cut_out(cutter):
    assert texts(cutter, "Share of Population in poverty today") == [
        "Share of Population in poverty today"
    ]


def test_names_in_roles_and_claims_get_no_place():
    cutter = Cutter([], ["Chiapas"])
    text = "[Chiapas has 3]{.claim .claim--x-3}, {fact}`n-2010`, {numref}`tab-profile-1`"
    piece = cutter.with_places(text)
    assert (
        piece.english
        == "[{1} has {2}]{.claim .claim--x-3}, {fact}`n-2010`, {numref}`tab-profile-1`"
    )
    assert piece.numbers == ("Chiapas", "3")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.", ["One.", " ", "Two."]),
        ("By e.g. it. [It rose]{.claim .claim--a}.",
         ["By e.g. it.", " ", "[It rose]{.claim .claim--a}."]),
        ("It rose (One. Two.) Three", ["It rose (One. Two.) Three"]),
        ("Is it? Yes.", ["Is it?", " ", "Yes."]),
        ("It rose to 3.5 points", ["It rose to 3.5 points"]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_sees_the_end(text, parts):
    assert sentences(text) == parts
    assert "".join(sentences(text)) == text
