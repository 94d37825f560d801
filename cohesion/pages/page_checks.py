"""The table of the checks of the pages: placed when a page is read, filled when all are written.

Links and accessibility can only be counted on written pages, so the table's cells are left open
and filled at the end of the HTML build. The counts are kept in ``_build/checks.json`` together
with a hash of what the pages were made from; the PDF edition shows them if it is made from the
same.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.util import logging

from cohesion import formats
from cohesion.checking import pages

logger = logging.getLogger(__name__)

_CAPTION = "What was counted on the written pages; a book with a single fault is not published."
_HEADS = ("On every page", "What is checked", "Counted", "Faults")
_SOURCE = "Source: the pages of this book, read after they were written (cohesion/checking/pages.py)."
_NOT_COUNTED = (
    "The numbers belong to the HTML edition: they are printed here when it was built from the "
    "same texts and results before this edition."
)
_CELL = '<span class="page-check" data-check="{}">'
_OPEN_CELL = re.compile(r'(<span class="page-check" data-check="([a-z-]+)">)[^<]*')
_MOST_SHOWN = 40


class Counted(nodes.inline):
    """A number that is known only when all pages are written."""


class NotCounted(nodes.paragraph):
    """A sentence for an edition that has no counts."""


class PageChecks(Directive):
    """Place the table of the checks of the pages: ```` ```{page-checks} ````."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the table with open cells, and its source line."""
        self.options["name"] = pages.LABEL
        table = nodes.table(classes=["published", "wide"])
        self.add_name(table)
        table += nodes.title("", _CAPTION)
        group = nodes.tgroup(cols=len(_HEADS))
        for width, stub in ((24, 1), (40, 0), (8, 0), (8, 0)):
            group += nodes.colspec(colwidth=width, **({"stub": 1} if stub else {}))
        head = nodes.row("", *(_entry(nodes.Text(text), n > 1) for n, text in enumerate(_HEADS)))
        body = nodes.tbody()
        for check in pages.ALL_CHECKS:
            cells = (nodes.Text(check.what), nodes.Text(check.how),
                     _counted(f"{check.key}-counted"), _counted(f"{check.key}-faults"))  # fmt: skip
            body += nodes.row("", *(_entry(cell, n > 1) for n, cell in enumerate(cells)))
        group += [nodes.thead("", head), body]
        table += group
        foot = [NotCounted("", _NOT_COUNTED, classes=["notes"]),
                nodes.paragraph("", _SOURCE, classes=["source"])]  # fmt: skip
        return [nodes.container("", table, *foot, classes=["table-block", "wide"])]


def _entry(content: nodes.Node, numeric: bool) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", "", content), classes=["number"] if numeric else [])


def _counted(key: str) -> Counted:
    node = Counted("", "")
    node["key"] = key
    return node


def visit_counted(self: Any, node: Counted) -> None:
    """Write an open cell; an edition other than the pages fills it from the kept counts."""
    app = self.builder.app
    shown = (
        formats.MISSING
        if app.builder.name == "html"
        else kept_counts(app).get(node["key"], formats.MISSING)
    )
    self.body.append(f"{_CELL.format(node['key'])}{shown}</span>")
    raise nodes.SkipNode


def visit_not_counted(self: Any, node: NotCounted) -> None:
    """Say that there are no counts, unless there are."""
    app = self.builder.app
    if app.builder.name == "html" or kept_counts(app):
        raise nodes.SkipNode
    self.visit_paragraph(node)


def depart_not_counted(self: Any, node: NotCounted) -> None:
    """Close the sentence."""
    self.depart_paragraph(node)


def cell_texts(outcomes: list[pages.Outcome]) -> dict[str, str]:
    """Return what stands in each cell, by the cell's key."""
    cells: dict[str, str] = {}
    for outcome in outcomes:
        cells[f"{outcome.check.key}-counted"] = formats.integer(outcome.counted)
        faults = len(outcome.faults)
        cells[f"{outcome.check.key}-faults"] = formats.integer(faults) if faults else "none"
    return cells


def fill(text: str, cells: dict[str, str]) -> str:
    """Return a page with its open cells filled; cells that were filled before are filled anew."""
    return _OPEN_CELL.sub(lambda match: match[1] + cells.get(match[2], formats.MISSING), text)


def check_and_fill(app: Sphinx, error: Exception | None) -> None:
    """Check the written pages, fill the table, keep the counts; faults fail the build."""
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    outcomes = pages.inspect(out)
    cells = cell_texts(outcomes)
    for page in sorted(out.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        filled = fill(text, cells)
        if filled != text:
            page.write_text(filled, encoding="utf-8")
    kept = {"inputs": _inputs(), "cells": cells}
    pages.COUNTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    faults = [fault for outcome in outcomes for fault in outcome.faults]
    for fault in faults[:_MOST_SHOWN]:
        logger.warning("%s", fault)
    if faults:
        # Pages with faults are no book, also where a builder was told to bear warnings.
        app.statuscode = 1


def kept_counts(app: Sphinx) -> dict[str, str]:
    """Return the cells that the last HTML build filled, if it was made from the same inputs."""
    if not hasattr(app, "cohesion_kept_counts"):
        try:
            kept = json.loads(pages.COUNTS.read_text(encoding="utf-8"))
            app.cohesion_kept_counts = kept["cells"] if kept["inputs"] == _inputs() else {}
        except (OSError, ValueError, KeyError):
            app.cohesion_kept_counts = {}
    return app.cohesion_kept_counts


def _inputs() -> str:
    from cohesion.building.inputs import inputs_of_pages

    return inputs_of_pages()
