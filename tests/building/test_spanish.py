"""Tests of ``cohesion/building/spanish.py``."""

from __future__ import annotations

import re

import pytest

from cohesion import paths
from cohesion.building import spanish
from cohesion.checking import sources
from cohesion.files.yaml import read as read_yaml
from cohesion.markup import ROLE
from cohesion.publishing import stored
from cohesion.translation import po
from cohesion.translation.po import Message

PAGE = '<html><head></head><body><div class="article-header-buttons"></div></body></html>'


@pytest.fixture(scope="module")
def words():
    return spanish.catalogue()


@pytest.fixture(scope="module")
def shares(words):
    return spanish.shares(words)


def test_the_chapters_that_a_decision_needs_are_wholly_in_spanish(shares):
    wanted = ["index", "book/glossary", *(f"notebooks/{name}" for name in (
        "selection", "correlation-meaning", "logical-framework", "risks-and-lessons",
        "profile-first", "profile-second", "profile-third", "profile-fourth"))]  # fmt: skip
    assert {page: shares[page].part for page in wanted} == dict.fromkeys(wanted, 1.0)
    assert all(shares[page].texts > 5 for page in wanted)


def test_po_files_hold_the_texts_of_their_pages_and_no_others():
    for page in spanish.begun():
        file = spanish.PAGES / f"{spanish.family(page)}.po"
        if file.is_file():
            held = {message.english for message in po.read(file)}
            assert held <= set(spanish.page_texts(page)), f"run: cohesion translate ({page})"


def test_what_belongs_to_no_page_is_called_as_no_page_is():
    names = {spanish.family(page) for page in sources.toc_files()}
    assert not {spanish.EXHIBITS, spanish.FRAME} & names
    assert len(names) == len(sources.toc_files())


def test_a_page_without_po_file_counts_as_english(shares):
    assert shares["notebooks/budget"].ready == 0
    assert "notebooks/budget" not in spanish.begun()
    assert "book/resumen" in spanish.begun()


def test_a_translation_that_fails_its_checks_does_not_count(tmp_path, monkeypatch):
    monkeypatch.setattr(spanish, "PAGES", tmp_path)
    texts = spanish.page_texts("notebooks/logical-framework")
    ready, wrong = texts[0], texts[1]
    po.write([Message(ready, "Marco lógico"), Message(wrong, "Otra cosa, 7.")],
             tmp_path / "logical-framework.po")  # fmt: skip
    share = spanish.shares(spanish.catalogue())["notebooks/logical-framework"]
    before = spanish.shares(spanish.catalogue())["notebooks/selection"]
    assert before.ready == 0
    assert 0 < share.ready < share.texts


def test_every_result_that_a_spanish_page_shows_is_translated(words):
    words.heard.clear()
    spanish.translated(stored.items(), words)
    missing = [text for text in words.heard if text not in words.texts]
    assert missing == [], "run: cohesion translate, then translate what it names"


def numbers_of(text):
    """Return the numbers of a text, however their thousands are parted."""
    text = ROLE.sub(" ", text)
    text = re.sub(r"(?<![\d.])\d{1,3}(?:[\u00a0 ,]\d{3})+(?!\d)",
                  lambda match: re.sub(r"\D", "", match[0]), text)  # fmt: skip
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


def said(item):
    """Return every text of a result."""
    texts = [item.get(key) or "" for key in ("text", "caption", "alt", "notes", "body")]
    for column in item.get("columns", ()):
        texts += [column["head"], *column["cells"]]
    return texts


def test_both_languages_show_the_same_numbers(words):
    items = stored.items()
    other = spanish.translated(items, words)
    shown = {name for page in spanish.begun() for name in spanish.placed(page, items)}
    assert len(shown) > 100
    for name in sorted(shown):
        for here, there in zip(said(items[name]), said(other[name]), strict=True):
            assert numbers_of(here) == numbers_of(there), f"{name}: {here} / {there}"
    for page in spanish.begun():
        for text in spanish.page_texts(page):
            assert numbers_of(text) == numbers_of(words.texts.get(text, text)), text


def test_one_changed_fact_moves_both_languages(words):
    items = stored.items()
    fact = {**items["poverty-persons-2010"], "text": "53.4\u00a0million"}
    changed = spanish.translated({**items, "poverty-persons-2010": fact}, words)
    assert changed["poverty-persons-2010"]["text"] == "53.4 millones"
    caption = {**items["tab-profile-1-changes"]}
    caption["caption"] = caption["caption"].replace("2008", "2007")
    assert caption["caption"] != items["tab-profile-1-changes"]["caption"]
    again = spanish.translated({"tab-profile-1-changes": caption}, words)
    assert "2007" in again["tab-profile-1-changes"]["caption"]
    assert "pobreza pasó de" in again["tab-profile-1-changes"]["caption"]


def test_settings_differ_from_the_book_where_a_reader_sees_it():
    english = read_yaml(paths.ROOT / "_config.yml")
    found = spanish.settings_of(english)
    assert found["sphinx"]["config"]["language"] == "es"
    assert found["sphinx"]["config"]["numfig_format"]["table"] == "Cuadro %s"
    assert english["sphinx"]["config"]["language"] == "en"
    assert found["author"] != english["author"] and found["parse"] == english["parse"]


def test_a_page_leads_to_its_twin_once():
    once = spanish.with_switch(PAGE, "es/index.html", "es", "Español")
    assert once.count('href="es/index.html"') == 2
    assert spanish.with_switch(once, "es/index.html", "es", "Español") == once


def test_the_frame_of_every_page_has_a_catalogue_without_the_words_of_pages(words):
    frame = spanish.frame()
    held = {one.english for one in po.read(spanish.PAGES / f"{spanish.FRAME}.po")}
    assert frame.texts and frame.texts.keys() == held and not frame.wrong
    assert words.texts.keys() > held


def test_a_result_that_only_a_cell_names_belongs_to_the_page(monkeypatch):
    monkeypatch.setattr(sources, "read", lambda path: "Nothing is named here.")
    items = {
        "tab-x": {"notebook": "x", "caption": "", "notes": "See {fact}`b`.",
                  "columns": [{"head": "H", "cells": ["Yes: {fact}`a`"]}]},
        "a": {"notebook": "y"}, "b": {"notebook": "y"}, "c": {"notebook": "y"},
    }  # fmt: skip
    assert spanish.placed("notebooks/x", items) == ["tab-x", "a", "b"]
