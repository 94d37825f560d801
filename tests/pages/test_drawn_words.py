"""Tests of ``cohesion/pages/drawn_words.py``."""

from __future__ import annotations

import pytest
from lxml import html

from cohesion.pages import drawn_words
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.pieces import Cutter

TEXTS = {"Funds are misused": "Los fondos se usan mal", "% in poverty,": "% en pobreza,"}
LINE = '<text transform="translate({} {})" font-size="8.5">{}</text>'


def figure(*lines):
    return html.fragment_fromstring(f"<svg>{''.join(LINE.format(*line) for line in lines)}</svg>")


@pytest.fixture
def words():
    return Catalogue("es", TEXTS, {}, Cutter(TEXTS))


def shown(drawing, words):
    drawn_words.translate(drawing, words)
    return [line.text for line in drawing.iter("text")]


def test_a_label_over_two_lines_is_translated_whole_and_broken_again(words):
    drawing = figure((5, 10, "RK18 Funds are"), (5, 20, "\u00a0\u00a0misused"),
                     (5, 30, "RK02 Funds are"), (5, 40, "\u00a0\u00a0misused"))  # fmt: skip
    one = ["RK18 Los fondos", "\u00a0\u00a0se usan mal"]
    assert shown(drawing, words) == [*one, "RK02 Los fondos", "\u00a0\u00a0se usan mal"]


def test_lines_apart_are_labels_of_their_own(words):
    drawing = figure((5, 10, "% in poverty,"), (90, 10, "2010"), (5, 80, "12\u00a0000"))
    assert shown(drawing, words) == ["% en pobreza,", "2010", "12,000"]


def test_a_text_without_translation_stays_and_is_asked_for(words):
    assert shown(figure((5, 10, "Quite new")), words) == ["Quite new"]
    assert "Quite new" in words.heard


def test_a_shorter_translation_leaves_the_last_line_empty():
    assert drawn_words.broken("uno dos", 20, 3) == ["uno dos", "", ""]


def test_names_at_an_axis_still_end_at_the_axis():
    texts = {"Poverty": "Personas en pobreza", "No food": "Sin alimento"}
    words = Catalogue("es", texts, {}, Cutter(texts))
    drawing = figure(*((100 - drawn_words.width(text, 8.5), y, text)
                       for y, text in ((10, "Poverty"), (40, "No food"))))  # fmt: skip
    drawn_words.translate(drawing, words)
    for line in drawing.iter("text"):
        assert line.get("text-anchor") == "end"
        assert line.get("transform").startswith("translate(100 ")


def test_a_name_too_long_for_the_margin_gets_smaller_letters():
    texts = {"Poverty": "Personas que viven en pobreza multidimensional", "Food": "Alimento"}
    words = Catalogue("es", texts, {}, Cutter(texts))
    drawing = figure(*((100 - drawn_words.width(text, 8.5), y, text)
                       for y, text in ((10, "Poverty"), (40, "Food"))))  # fmt: skip
    drawn_words.translate(drawing, words)
    long, short = drawing.iter("text")
    assert float(long.get("font-size")) < 8.5 == float(short.get("font-size"))
    assert drawn_words.width(long.text, float(long.get("font-size"))) <= 100.5


def test_lines_that_begin_together_stay_where_they_begin(words):
    drawing = figure((5, 10, "RK18 Funds are"), (5, 20, "\u00a0\u00a0misused"),
                     (5, 90, "RK18 Funds are"), (5, 100, "\u00a0\u00a0misused"))  # fmt: skip
    drawn_words.translate(drawing, words)
    assert not [line for line in drawing.iter("text") if line.get("text-anchor")]


def test_a_word_of_a_legend_does_not_run_into_the_next_one():
    texts = {"Social care": "Seguridad y asistencia social", "Alone": "Seguridad y asistencia"}
    words = Catalogue("es", texts, {}, Cutter(texts))
    drawing = figure((5, 10, "Social care"), (60, 10, "2010"), (5, 30, "Alone"))
    drawn_words.translate(drawing, words)
    beside, _, free = drawing.iter("text")
    room = drawn_words.width("Social care", 8.5) + 8.5
    size = float(beside.get("font-size"))
    assert drawn_words.width(beside.text, size) == pytest.approx(room, rel=0.01)
    assert free.get("font-size") == "8.5"


def test_grades_agree_with_the_name_of_the_axis_below_them():
    texts = {"high": "alto", "low": "bajo", "Likelihood": "Probabilidad", "Impact": "Impacto"}
    words = Catalogue("es", texts, {}, Cutter(texts))
    drawing = figure((5, 40, "high"), (20, 90, "low"), (80, 90, "high"), (50, 104, "Likelihood"))
    assert shown(drawing, words) == ["alto", "baja", "alta", "Probabilidad"]
    drawing = figure((20, 90, "low"), (80, 90, "high"), (50, 104, "Impact"))
    assert shown(drawing, words) == ["bajo", "alto", "Impacto"]
    assert shown(figure((50, 104, "Likelihood")), words) == ["Probabilidad"]
