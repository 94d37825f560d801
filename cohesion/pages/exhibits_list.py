"""The lists of tables and figures: placed when a page is read, filled when all are written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import groupby

from docutils import nodes
from docutils.parsers.rst import Directive

from cohesion.pages.searching import Record

_SLOT = re.compile(r'<div class="exhibits-list" data-kind="(table|figure)">.*?</div>', re.DOTALL)


class Exhibits(Directive):
    """Place the list of one kind: ```` ```{exhibits} table ````."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the empty list; printed editions make their own from their page numbers."""
        kind = self.arguments[0]
        if kind not in ("table", "figure"):
            raise self.error(f"'{kind}' is neither 'table' nor 'figure'.")
        markup = f'<div class="exhibits-list" data-kind="{kind}"></div>'
        return [nodes.raw("", markup, format="html")]


def filled(text: str, records: Iterable[Record], root: str) -> str:
    """Return a page with its lists filled, chapter by chapter in the order of their numbers."""
    known = list(records)

    def fill(match: re.Match[str]) -> str:
        kind = match[1]
        entries = sorted((r for r in known if r.kind == kind), key=lambda r: _number(r.title))
        parts = []
        for chapter, group in groupby(entries, key=lambda record: record.place):
            items = "".join(
                f'<li><a href="{root}{html.escape(record.address)}">{html.escape(record.title)}'
                "</a></li>"
                for record in group
            )
            parts.append(f"<li>{html.escape(chapter)}<ul>{items}</ul></li>")
        return f'<div class="exhibits-list" data-kind="{kind}"><ul>{"".join(parts)}</ul></div>'

    return _SLOT.sub(fill, text)


def _number(title: str) -> int:
    found = re.match(r"\w+ (\d+)", title)
    return int(found[1]) if found else 10**6
