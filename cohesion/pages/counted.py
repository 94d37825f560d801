"""Tables with cells that are filled when all pages are written.

What is counted on pages, or in all their texts, is known only then, so such a cell is left open and
filled at the end of the HTML build. The counts are kept in ``_build/checks.json`` together with a
hash of what the pages were made from; the PDF edition shows them if it is made from the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from cohesion import formats
from cohesion.checking import pages

_NOT_COUNTED = (
    "The numbers belong to the HTML edition: they are printed here when it was built from the "
    "same texts and results before this edition."
)
_CELL = '<span class="page-check" data-check="{}">'
_OPEN_CELL = re.compile(r'(<span class="page-check" data-check="([a-z0-9/-]+)">)[^<]*')


class Counted(nodes.inline):
    """A number that is known only when all pages are written."""


class NotCounted(nodes.paragraph):
    """A sentence for an edition that has no counts."""


def counted_table(
    directive: Directive,
    label: str,
    caption: str,
    heads: Mapping[str, int],
    rows: Iterable[Iterable[str | Counted]],
    source: str,
) -> list[nodes.Node]:
    """Return a table of which some cells are filled when all pages are written.

    Parameters
    ----------
    heads : mapping
        Head of each column → its width.
    rows : iterable
        The cells of each row: a text, or an open cell (:func:`cell`). The first heads its row.
    """
    directive.options["name"] = label
    table = nodes.table(classes=["published", "wide"])
    directive.add_name(table)
    table += nodes.title("", caption)
    group = nodes.tgroup(cols=len(heads))
    for number, width in enumerate(heads.values()):
        group += nodes.colspec(colwidth=width, **({"stub": 1} if number == 0 else {}))
    filled = [list(row) for row in rows]
    numeric = [isinstance(cell, Counted) for cell in filled[0]] if filled else [False] * len(heads)
    head = nodes.row("", *(map(_entry, map(nodes.Text, heads), numeric)))
    body = nodes.tbody()
    for row in filled:
        cells = [nodes.Text(cell) if isinstance(cell, str) else cell for cell in row]
        body += nodes.row("", *map(_entry, cells, numeric))
    group += [nodes.thead("", head), body]
    table += group
    foot = [NotCounted("", _NOT_COUNTED, classes=["notes"]),
            nodes.paragraph("", source, classes=["source"])]  # fmt: skip
    return [nodes.container("", table, *foot, classes=["table-block", "wide"])]


def _entry(content: nodes.Node, numeric: bool) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", "", content), classes=["number"] if numeric else [])


def cell(key: str) -> Counted:
    """Return an open cell."""
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


def filled(text: str, cells: Mapping[str, str]) -> str:
    """Return a page with its open cells filled; cells that were filled before are filled anew."""
    return _OPEN_CELL.sub(lambda match: match[1] + cells.get(match[2], formats.MISSING), text)


def fill(out: Path, cells: Mapping[str, str]) -> None:
    """Fill the open cells of every written page, and keep what stands in them."""
    for page in sorted(out.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        new = filled(text, cells)
        if new != text:
            page.write_text(new, encoding="utf-8")
    kept = {"inputs": _inputs(), "cells": cells}
    pages.COUNTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


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
