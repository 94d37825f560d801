"""Tests of ``cohesion/pages/page_checks.py``."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docutils import nodes

from cohesion import paths
from cohesion.checking import pages
from cohesion.pages import counted, page_checks
from tests.checking.small_page import PAGE, faults
from tests.pages.directives import placed

# ── the table in the quality-control chapter ─────────────────────────────────────────────────────


def test_open_cells_are_filled_and_filled_anew(tmp_path):
    assert faults(tmp_path, PAGE.replace('scope="col"', "")) != []
    cells = page_checks.cell_texts(pages.inspect(tmp_path))
    assert cells["links-counted"] == "2" and cells["links-faults"] == "none"
    assert cells["header-cells-faults"] == "1"
    page = '<td><span class="page-check" data-check="links-counted">–</span></td>'
    filled = counted.filled(page, cells)
    assert filled == page.replace("–", "2")
    assert counted.filled(filled, {"links-counted": "17"}) == page.replace("–", "17")


class FakeApp:
    """As much of Sphinx as the end of a build needs."""

    def __init__(self, out, builder="html"):
        self.outdir, self.statuscode = str(out), 0
        self.builder = type("Builder", (), {"name": builder})()


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Counts kept in a folder of their own, for inputs that the test names."""
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    monkeypatch.setattr(pages, "COUNTS", tmp_path / "checks.json")
    monkeypatch.setattr(counted, "_inputs", lambda: "today")
    return tmp_path


def test_the_end_of_a_build_counts_fills_and_keeps(kept, monkeypatch):
    folder = kept / "html"
    folder.mkdir()
    cell = '<span class="page-check" data-check="pages-counted">–</span>'
    faults(folder, PAGE.replace("Text", cell))
    app = FakeApp(folder)
    page_checks.check_and_fill(app, None)
    assert cell.replace("–", "2") in (folder / "index.html").read_text("utf-8")
    assert app.statuscode == 0
    # The PDF edition of the same inputs shows them, that of other inputs does not.
    assert counted.kept_counts(FakeApp(folder, "singlehtml"))["pages-counted"] == "2"
    monkeypatch.setattr(counted, "_inputs", lambda: "tomorrow")
    assert counted.kept_counts(FakeApp(folder, "singlehtml")) == {}


def test_faults_fail_the_build_also_without_strict_warnings(kept):
    folder = kept / "html"
    folder.mkdir()
    faults(folder, PAGE.replace('alt="A line."', ""))
    app = FakeApp(folder)
    page_checks.check_and_fill(app, None)
    assert app.statuscode == 1


def test_counts_that_cannot_be_read_are_no_counts(kept):
    pages.COUNTS.write_text("{", "utf-8")
    assert counted.kept_counts(FakeApp(kept, "typst")) == {}


def test_a_build_that_failed_or_makes_no_pages_counts_nothing(kept):
    for app, error in ((FakeApp(kept, "typst"), None), (FakeApp(kept), ValueError("failed"))):
        page_checks.check_and_fill(app, error)
        assert not pages.COUNTS.exists() and app.statuscode == 0


# ── the table on its page ────────────────────────────────────────────────────────────────────────


class Writer:
    """As much of the writer of pages as two nodes need."""

    def __init__(self, app):
        self.builder, self.body = SimpleNamespace(app=app), []

    def visit_paragraph(self, node):
        self.body.append("<p>")

    def depart_paragraph(self, node):
        self.body.append("</p>")


def test_each_check_has_a_row_with_two_open_cells():
    [block], _ = placed(page_checks.PageChecks)
    [table] = block.findall(nodes.table)
    assert table["names"] == [pages.LABEL]
    head, *rows = table.findall(nodes.row)
    assert [cell.astext() for cell in head] == list(page_checks._HEADS)
    assert [row.children[0].astext() for row in rows] == [one.what for one in pages.ALL_CHECKS]
    keys = [node["key"] for node in table.findall(counted.Counted)]
    outcomes = [pages.Outcome(check, 7, ()) for check in pages.ALL_CHECKS]
    assert keys == list(page_checks.cell_texts(outcomes)), "every open cell is filled"


def cell_written(app) -> str:
    node, writer = counted.cell("links-counted"), Writer(app)
    with pytest.raises(nodes.SkipNode):
        counted.visit_counted(writer, node)
    return "".join(writer.body)


def test_a_cell_is_open_on_a_page_and_filled_in_an_edition_made_from_the_same(kept):
    counts = '{"inputs": "today", "cells": {"links-counted": "17"}}'
    pages.COUNTS.write_text(counts, "utf-8")
    opened = '<span class="page-check" data-check="links-counted">–</span>'
    assert cell_written(FakeApp(kept)) == opened
    assert counted.filled(opened, {"links-counted": "17"}) == opened.replace("–", "17")
    assert cell_written(FakeApp(kept, "typst")) == opened.replace("–", "17")


def test_an_edition_says_that_it_has_no_counts_only_when_it_has_none(kept):
    def said(app) -> bool:
        writer, node = Writer(app), counted.NotCounted("", "x")
        try:
            counted.visit_not_counted(writer, node)
        except nodes.SkipNode:
            return False
        counted.depart_not_counted(writer, node)
        return writer.body == ["<p>", "</p>"]

    assert said(FakeApp(kept, "typst")) and not said(FakeApp(kept))
    pages.COUNTS.write_text('{"inputs": "today", "cells": {"links-counted": "17"}}', "utf-8")
    assert not said(FakeApp(kept, "typst"))
