"""Tests of ``cohesion/pages/translated_pages.py``."""

from __future__ import annotations

import pytest
from docutils import nodes

from cohesion import paths
from cohesion.building import spanish
from cohesion.checking import pages, sources
from cohesion.pages import counted, placing, translated_pages
from cohesion.translation import shares
from tests.pages.directives import placed

FOUND = {"book/a": shares.Share(4, 3), "index": shares.Share(6, 0), "book/b": shares.Share(0, 0)}


def test_every_page_with_a_translation_has_a_row_and_all_together_have_the_last(monkeypatch):
    monkeypatch.setattr(spanish, "begun", lambda: ["book/a", "book/b"])
    # A page that is written in Spanish has nothing to translate, and no row.
    monkeypatch.setattr(spanish, "has_catalogue", lambda page: page == "book/a")
    monkeypatch.setattr(translated_pages, "kept_shares", lambda: FOUND)
    [block], env = placed(translated_pages.TranslatedPages)
    [table] = block.findall(nodes.table)
    assert table["names"] == [pages.TRANSLATED]
    _, *rows = table.findall(nodes.row)
    cells = translated_pages.cell_texts()
    shown = [[cells[node["key"]] for node in row.findall(counted.Counted)] for row in rows]
    assert [row.children[0].astext() for row in rows] == ["book/a", translated_pages._ALL]
    assert shown == [["4", "3", "75"], ["10", "3", "30"]]
    # Another list of pages means another table: the page is read again.
    assert placing.uses(env)["book/x"] == {translated_pages.BEGUN: translated_pages.begun_print()}
    before = translated_pages.begun_print()
    monkeypatch.setattr(spanish, "begun", lambda: ["book/a", "index"])
    assert translated_pages.begun_print() != before


def test_open_cells_of_pages_are_filled():
    cell = '<span class="page-check" data-check="translated-notebooks/what-if-share">–</span>'
    filled = counted.filled(cell, {"translated-notebooks/what-if-share": "75"})
    assert filled == cell.replace("–", "75")


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Which pages are counted anew."""
    found = []
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    true = translated_pages._of_page
    monkeypatch.setattr(
        translated_pages,
        "_of_page",
        lambda page, *a, **k: [found.append(page), true(page, *a, **k)][1],
    )
    return found


def test_kept_shares_are_those_counted_anew_and_only_a_changed_page_is(asked, monkeypatch):
    assert translated_pages.kept_shares() == spanish.shares(spanish.catalogue())
    every = sources.toc_files()
    assert asked == every
    asked.clear()
    read = sources.read
    page = paths.ROOT / "notebooks/selection.md"
    monkeypatch.setattr(
        sources, "read", lambda file: read(file) + ("\nMore.\n" if file == page else "")
    )
    translated_pages.kept_shares()
    assert asked == ["notebooks/selection"]
