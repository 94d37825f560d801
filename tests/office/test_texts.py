"""Tests of ``cohesion/office/texts.py`` and of documents in a second language."""

from __future__ import annotations

import re

import openpyxl
import pytest

from cohesion.office import build, texts
from cohesion.programme.design import load_design
from cohesion.translation.catalogue import Catalogue, cutter_of
from cohesion.translation.glossary import load_glossary


@pytest.fixture(scope="module")
def wanted(files):
    return texts.wanted()


@pytest.fixture(scope="module")
def made_up(wanted, tmp_path_factory):
    """A made-up language: each text has a number, its places and roles are kept."""
    english = [message.english for messages in wanted.values() for message in messages]
    # A cell is cut by the texts that are known whole: with fewer known, other pieces are left.
    again = Catalogue("en", {}, {}, cutter_of(english, load_glossary()))
    design, folder = load_design(), tmp_path_factory.mktemp("again")
    for name, (_, write) in build.BOTH.items():
        write(design, folder / name, again)
    english = list(dict.fromkeys([*english, *again.heard]))
    kept = re.compile(r"\{\d+\}|\{[a-z:]+\}`[^`]*`")
    said = {
        text: " ".join([f"«{number}»", *kept.findall(text)]) for number, text in enumerate(english)
    }
    return lambda: Catalogue("es", said, {}, cutter_of(english, load_glossary()))


def test_texts_are_sorted_into_the_files_of_their_sources(wanted):
    assert {"fiche", "taps", "tor", "risks", "budget", "timetable", "office", "tables"} <= set(
        wanted
    )
    all_texts = [message.english for messages in wanted.values() for message in messages]
    assert len(all_texts) == len(set(all_texts)) > 800


def test_texts_hold_names_of_facts_and_no_amounts(wanted):
    fiche = " ".join(message.english for message in wanted["fiche"])
    assert "{fact}`poverty-share-2010`" in fiche
    assert not re.search(r"EUR\u00a0?\d", fiche)


def test_a_text_tells_its_place_and_its_terms(wanted):
    [message] = [m for m in wanted["risks"] if m.english.startswith("The steering committee rev")]
    assert message.note[0] == "risks.yml RK01 response"
    assert "steering committee = Comité Directivo" in message.note


@pytest.mark.dear
@pytest.mark.parametrize("name", sorted(build.BOTH))
def test_nothing_is_left_untranslated_in_a_made_up_language(name, made_up, tmp_path):
    words = made_up()
    target, write = build.BOTH[name]
    write(load_design(), tmp_path / target, words)
    words.require_complete(target)
    assert words.heard


@pytest.mark.dear
def test_formulas_of_a_translated_budget_find_their_sheets_and_words(made_up, tmp_path):
    path = build.BOTH["budget.xlsx"][1](load_design(), tmp_path / "b.xlsx", made_up())
    book = openpyxl.load_workbook(path)
    shown = openpyxl.load_workbook(path, data_only=True)
    cells = {str(cell.value) for sheet in shown for row in sheet.iter_rows() for cell in row}
    formulas = [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 500
    named = {name for text in formulas for name in re.findall(r"'([^']+)'!", text)}
    assert named and named <= set(book.sheetnames)
    spoken = {word for text in formulas for word in re.findall(r'"(«\d+»)"', text)}
    assert spoken and {word for word in spoken if word not in cells} <= _wrong(formulas)


def _wrong(formulas):
    """Return the words that the controls may say; no cell shows all while all is right."""
    controls = [text for text in formulas if "ISERROR" in text or text.startswith("=IF(C4=0,")]
    assert len(controls) > 10
    return {word for text in controls for word in re.findall(r'"(«\d+»)"', text)}
