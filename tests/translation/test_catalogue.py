"""Tests of ``cohesion/translation/catalogue.py``."""

from __future__ import annotations

import shutil

import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.translation import catalogue, po
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.pieces import Cutter
from cohesion.translation.po import Message

TEXTS = {"Expert days": "Días de expertos", "yes": "sí", "Two words.": "Dos palabras.",
         "{1} of {2}": "{1} de {2}", "One": "Uno"}  # fmt: skip


@pytest.fixture
def words():
    return Catalogue("es", TEXTS, {"Three": "x.po (not translated)"}, Cutter(TEXTS))


def test_the_english_catalogue_changes_nothing_and_remembers(words):
    english = catalogue.english()
    text = "- One\n- Two words.\n\nThree  and"
    assert english.prose(text) == text
    assert list(english.heard) == ["One", "Two words.", "Three and"]


def test_prose_is_looked_up_paragraph_by_paragraph(words):
    assert words.prose("One\n\n- Two words.\n- One") == "Uno\n\n- Dos palabras.\n\n- Uno"


def test_a_cell_keeps_its_numbers_in_the_mexican_form(words):
    assert words.cell("1\u00a0200 of 3.5") == "1,200 de 3.5"


def test_formulas_name_the_translated_sheets_and_texts(words):
    assert words.formula('=IF(\'Expert days\'!$A$1="yes",One!B2&"-Q",0)') == (
        "=IF('Días de expertos'!$A$1=\"sí\",'Uno'!B2&\"-T\",0)"
    )


def test_a_title_that_excel_cannot_take_is_refused():
    long = Catalogue("es", {"One": "u" * 32}, {}, Cutter(["One"]))
    with pytest.raises(DataError, match="more than 31 letters"):
        long.title("One")


def test_a_missing_text_is_named_with_its_file(words):
    words.text("One")
    words.require_complete("x.docx")
    words.text("Three")
    with pytest.raises(DataError, match=r"x\.docx needs 1 .* x\.po \(not translated\): “Three”"):
        words.require_complete("x.docx")


def test_a_changed_text_is_fuzzy_and_stops_the_document(tmp_path):
    shutil.copytree(paths.LOCALE, tmp_path / "po")
    file = tmp_path / "po" / "risks.po"
    first, *others = po.read(file)
    po.write([Message(first.english, first.spanish, fuzzy=True), *others], file)
    words = catalogue.spanish(tmp_path / "po")
    words.text(first.english)
    with pytest.raises(DataError, match=r"risks\.po \(fuzzy: the English changed\)"):
        words.require_complete("matriz-de-riesgos.xlsx")
