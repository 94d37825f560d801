"""Tests of ``cohesion/pages/counted.py``."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docutils import nodes

from cohesion.checking import pages
from cohesion.pages import counted
from tests.pages.builds import FakeApp


def test_counts_that_cannot_be_read_are_no_counts(kept):
    pages.COUNTS.write_text("{", "utf-8")
    assert counted.kept_counts(FakeApp(kept, "typst")) == {}


class Writer:
    """As much of the writer of pages as two nodes need."""

    def __init__(self, app):
        self.builder, self.body = SimpleNamespace(app=app), []

    def visit_paragraph(self, node):
        self.body.append("<p>")

    def depart_paragraph(self, node):
        self.body.append("</p>")


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


def test_a_table_heads_its_columns_and_rows_and_closes_with_its_source():
    said = []
    directive = SimpleNamespace(
        options={}, add_name=lambda table: said.append(dict(table.attributes))
    )
    rows = [("Links", counted.cell("a")), ("Pages", counted.cell("b"))]
    [block] = counted.counted_table(
        directive, "tab-x", "A caption.", {"What": 30, "Counted": 8}, rows, "Source: pages."
    )
    assert directive.options == {"name": "tab-x"} and len(said) == 1
    [table] = block.findall(nodes.table)
    assert next(table.findall(nodes.title)).astext() == "A caption."
    assert [(spec["colwidth"], spec.get("stub")) for spec in table.findall(nodes.colspec)] == [
        (30, 1), (8, None),
    ]  # fmt: skip
    head, *body = table.findall(nodes.row)
    assert [cell.astext() for cell in head] == ["What", "Counted"]
    assert [[cell["classes"] for cell in row] for row in (head, *body)] == [[[], ["number"]]] * 3
    assert [node["key"] for node in table.findall(counted.Counted)] == ["a", "b"]
    assert block.children[-1].astext() == "Source: pages."
