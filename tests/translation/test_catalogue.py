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


def test_a_sentence_that_code_wrote_serves_every_number_and_name():
    texts = {"In {1}, {2} rose by {3}.": "En {1}, {2} subió {3}.", "It fell.": "Bajó."}
    words = Catalogue("es", texts, {}, Cutter(texts, ["Oaxaca", "Puebla"]))
    assert (
        words.told("In 2010, Oaxaca rose by 1\u00a0500. It fell.")
        == "En 2010, Oaxaca subió 1,500. Bajó."
    )
    assert words.told("In 2011, Puebla rose by 12 000.") == "En 2011, Puebla subió 12,000."


def test_a_year_and_a_count_beside_it_are_two_numbers():
    texts = {"In {1} {2} died.": "En {1} murieron {2}."}
    words = Catalogue("es", texts, {}, Cutter(texts))
    assert words.told("In 2010 534 died.") == "En 2010 murieron 534."


def test_a_phrase_that_is_not_known_stays_and_is_not_asked_for(words):
    assert words.phrase("  One ") == "  Uno "
    assert words.phrase("3 of 4") == "3 de 4"
    assert words.phrase("Quite another") == "Quite another"
    assert "Quite another" not in words.heard
    assert words.knows("3 of 4") and not words.knows("Quite another")


def test_texts_of_pages_and_one_family_alone_can_be_read(tmp_path):
    (tmp_path / "pages").mkdir()
    po.write([Message("Whole years", "Años completos")], tmp_path / "x.po")
    po.write([Message("Previous page", "Página anterior")], tmp_path / "pages" / "frame.po")
    po.write([Message("A third text", "Un tercer texto")], tmp_path / "pages" / "x.po")
    whole = catalogue.spanish(tmp_path, pages=tmp_path / "pages", names=["Nuevo León"])
    assert set(whole.texts) == {"Whole years", "Previous page", "A third text"}
    assert whole.cutter.stays("Nuevo León")
    assert set(catalogue.spanish(tmp_path / "pages", only="frame").texts) == {"Previous page"}
    assert set(catalogue.spanish(tmp_path / "pages", only="x").texts) == {"A third text"}
