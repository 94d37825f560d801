"""Tests of ``cohesion/office/reading.py``."""

from __future__ import annotations

import pytest

from cohesion.office import reading
from cohesion.publishing import stored
from cohesion.translation.catalogue import Catalogue, english
from cohesion.translation.pieces import Cutter

ITEMS = {
    "n": {"kind": "fact", "name": "n", "text": "EUR\u00a01\u00a0200", "value": 1200},
    "word": {"kind": "fact", "name": "word", "text": "fewer", "value": "fewer"},
    "tab-x": {"kind": "table", "name": "tab-x", "caption": "A caption of {fact}`n`."},
}
TEXTS = {"fewer": "menos", "the report's table": "el cuadro del informe",
         "A caption of {fact}`n`.": "Un título de {fact}`n`.",
         "chapter “{1}” of the report": "capítulo «{1}» del informe",
         "long life": "vida larga"}  # fmt: skip


@pytest.fixture(autouse=True)
def published(monkeypatch):
    monkeypatch.setattr(stored, "_loaded", lambda folder: ITEMS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{fact}`n` y {fact}`word`", "1,200\u00a0EUR y menos"),
        ("{numref}`tab-x`", "el cuadro del informe “Un título de 1,200\u00a0EUR”"),
        ("{doc}`../notebooks/long-life`", "capítulo «vida larga» del informe"),
        ("{cite:p}`coneval2010lineamientos`", "(CONEVAL 2010)"),
    ],
)
def test_roles_are_filled_in_in_spanish(text, expected):
    words = Catalogue("es", TEXTS, {}, Cutter(TEXTS))
    assert reading.filled(text, words) == expected


def test_the_english_form_is_that_of_the_pages():
    text = "{fact}`n`, {numref}`tab-x`, {doc}`../notebooks/long-life`"
    assert reading.filled(text, english()) == (
        "EUR\u00a01\u00a0200, the report's table “A caption of EUR\u00a01\u00a0200”, "
        "chapter “long life” of the report"
    )


def test_a_number_of_a_table_comes_before_its_caption():
    assert reading.filled("{numref}`tab-x`", english(), {"tab-x": "Table 3"}) == "Table 3"


def test_a_work_by_two_is_joined_in_spanish(monkeypatch):
    monkeypatch.setattr(reading, "reference", lambda key, language: ("T", "P", "https://x.org"))
    monkeypatch.setattr(reading, "author_year", lambda key: ("A and B", "2010"))
    assert reading.work("x", Catalogue("es")) == "A y B (2010). T. P. https://x.org"


def test_works_of_the_same_authors_and_year_are_told_apart():
    keys = ["mexico2012lgpsvd", "mexico2012defensoras", "mexico2011lcid"]
    letters = reading.letters(keys)
    assert letters == {"mexico2012lgpsvd": "a", "mexico2012defensoras": "b"}
    words = Catalogue("en", letters=letters)
    assert reading.filled("{cite:p}`mexico2012defensoras,mexico2011lcid`", words) == (
        "(Congreso de la Unión 2012b; Congreso de la Unión 2011)"
    )
    assert reading.work("mexico2012lgpsvd", words).startswith("Congreso de la Unión (2012a). Ley")


@pytest.mark.parametrize(
    ("place", "whole"),
    [
        ("Official Journal L 248, 16 September 2002",
         "Official Journal of the European Communities L 248, 16 September 2002"),
        ("Official Journal L 378, 27 December 2006",
         "Official Journal of the European Union L 378, 27 December 2006"),
        ("Diario Oficial de la Federación, 6 April 2011",
         "Diario Oficial de la Federación, 6 April 2011"),
    ],
)  # fmt: skip
def test_the_european_journal_bears_its_whole_name(place, whole):
    assert reading._journal(place) == whole


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("https://europafocus.com/2014/06/02/x", ""),
        ("https://web.example.edu/web/20120921024205/http://www.state.gov/r/2012/1.htm",
         "http://www.state.gov/r/2012/1.htm"),
        ("https://iila.org/?p=531", "https://iila.org/?p=531"),
    ],
)  # fmt: skip
def test_no_address_is_of_a_later_day(page, shown):
    assert reading._of_the_day(page) == shown
