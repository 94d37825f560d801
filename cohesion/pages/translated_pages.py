"""The table of the pages that have a translation, with the share of their texts.

The shares change with every sentence, so that they are filled in when all pages are written.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from docutils import nodes
from docutils.parsers.rst import Directive

from cohesion import formats, paths
from cohesion.building import spanish
from cohesion.checking import pages, sources
from cohesion.files import hashes
from cohesion.files.remembered import Remembered
from cohesion.pages import counted, placing
from cohesion.translation import shares
from cohesion.translation.catalogue import Catalogue

#: The name under which a page notes that it lists the pages of which a translation has begun.
BEGUN = "begun:pages"
_CAPTION = "The pages that have a translation, with the share of their texts."
_HEADS = {"Page": 40, "Texts": 10, "In Spanish": 12, "Share, %": 10}
_ALL = "All pages of the report"
_SOURCE = (
    "Source: the pages and their catalogues (book/locale/es). Counted are headings, paragraphs, "
    "items of lists, cells and the words beside tables and figures, each text once for each page; "
    "names and numbers are not counted. A translation counts when it passed its checks: the same "
    "facts, claims and numbers, the terms of the glossary."
)


class TranslatedPages(Directive):
    """Place the table: ```` ```{translated-pages} ````."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the table with open cells, its last row for all pages together."""
        env = self.state.document.settings.env
        placing.uses(env).setdefault(env.docname, {})[BEGUN] = begun_print()
        translated = [page for page in spanish.begun() if spanish.has_catalogue(page)]
        rows = [(page, *map(counted.cell, _cells(page))) for page in translated]
        rows.append((_ALL, *map(counted.cell, _cells(""))))
        return counted.counted_table(self, pages.TRANSLATED, _CAPTION, _HEADS, rows, _SOURCE)


def begun_print() -> str:
    """Return a hash of the list of pages of which a translation has begun."""
    return hashes.of_content(spanish.begun())


def _cells(page: str) -> list[str]:
    """Return the keys of the three open cells of a page, of all pages for ''."""
    return [f"translated-{page.lower()}-{what}" for what in ("texts", "ready", "share")]


def kept_shares() -> dict[str, shares.Share]:
    """Return the share of every page; counted again where it, or a translation, changed."""
    files = sorted([*paths.LOCALE.rglob("*.po"), *paths.PROGRAMME.rglob("*.yml")])
    kept = Remembered("translated", hashes.of_content([hashes.file_hash(file) for file in files]))
    words = functools.cache(spanish.catalogue)
    begun = set(spanish.begun())

    def of(page: str) -> shares.Share:
        text = sources.read(paths.ROOT / f"{page}.md").encode("utf-8")
        of_page = functools.partial(_of_page, page, words, begun=page in begun)
        return shares.Share(*kept.of(f"{page}\0{page in begun}\0".encode() + text, of_page))

    found = {page: of(page) for page in sources.toc_files()}
    kept.keep()
    return found


def _of_page(page: str, words: Callable[[], Catalogue], *, begun: bool) -> list[int]:
    found = shares.of_page(spanish.page_texts(page), words(), begun=begun)
    return [found.texts, found.ready]


def cell_texts() -> dict[str, str]:
    """Return what stands in each cell, by the cell's key."""
    found = kept_shares()
    total = shares.Share(*map(sum, zip(*((s.texts, s.ready) for s in found.values()), strict=True)))
    return {
        key: text
        for page, share in {**found, "": total}.items()
        for key, text in zip(
            _cells(page),
            (formats.integer(share.texts), formats.integer(share.ready),
             formats.number(100 * share.part, 0)),
            strict=True,
        )
    }  # fmt: skip
