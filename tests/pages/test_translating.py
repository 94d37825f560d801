"""Tests of ``cohesion/pages/translating.py``."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from sphinx.builders.gettext import Catalog

from cohesion import paths
from cohesion.building import spanish
from cohesion.pages import translating
from cohesion.translation import po

PAGE = "notebooks/logical-framework"


@pytest.fixture(scope="module")
def wanted():
    return translating.wanted([PAGE])


def test_a_translator_gets_every_text_of_a_page_once(wanted):
    documents = {m.english for ms in po.read_all(paths.LOCALE).values() for m in ms}
    given = [message.english for message in wanted["logical-framework"]]
    assert set(given) | documents >= set(spanish.page_texts(PAGE))
    assert not set(given) & documents
    assert len(given) == len(set(given)) > 3


def test_what_results_say_is_given_unless_the_documents_say_it_too(wanted):
    given = [message.english for message in wanted[spanish.EXHIBITS]]
    documents = {m.english for ms in po.read_all(paths.LOCALE).values() for m in ms}
    assert not set(given) & documents
    assert all(text not in given for text in spanish.page_texts(PAGE))


def test_words_of_the_frame_are_kept(wanted):
    frame = [message.english for message in wanted[spanish.FRAME]]
    assert frame == [m.english for m in po.read(spanish.PAGES / f"{spanish.FRAME}.po")]


class Catalogues(dict):
    """The catalogues of texts as the builder holds them: domain → text → where it stands."""

    def __missing__(self, domain):
        self[domain] = Catalog()
        return self[domain]


def listed(monkeypatch, *items, builder="gettext"):
    """Return the texts of results that the catalogue of all pages is given."""
    monkeypatch.setattr(translating.stored, "load", lambda: {one["name"]: one for one in items})
    app = SimpleNamespace(
        builder=SimpleNamespace(name=builder, catalogs=Catalogues()),
        config=SimpleNamespace(gettext_compact="report"),
    )
    translating.list_results(app, None)
    return app.builder.catalogs["report"].messages


TABLE = {
    "name": "tab-x", "kind": "table", "notebook": "probe", "cell": 3, "words": "page",
    "caption": "Poverty rose in {fact}`n` states", "notes": "", "source_lines": [],
    "columns": [
        {"head": "Group of people", "cells": ["Half of the villages", "Chiapas"]},
        {"head": "In poverty, %", "cells": ["46.2", "fell by 3.1 points in 26 states"]},
    ],
}  # fmt: skip


def test_the_list_of_all_texts_has_heads_and_cells_once_and_no_number(monkeypatch):
    found = listed(monkeypatch, TABLE, TABLE | {"name": "tab-y"})
    assert "Group of people" in found and "In poverty, %" in found
    assert len(found) == len(set(found))
    assert "46.2" not in found and not any("3.1" in text or "26" in text for text in found)
    # The caption stands on a page, which lists it with its line.
    assert not any("{fact}" in text for text in found)


def test_a_changed_figure_changes_no_entry_of_the_list(monkeypatch):
    other = TABLE["columns"][1] | {"cells": ["48.9", "fell by 1.4 points in 31 states"]}
    changed = TABLE | {"columns": [TABLE["columns"][0], other]}
    assert listed(monkeypatch, TABLE) == listed(monkeypatch, changed)


def test_pages_are_built_without_the_list(monkeypatch):
    assert listed(monkeypatch, TABLE, builder="html") == []
