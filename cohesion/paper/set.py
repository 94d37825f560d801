"""Setting pages with WeasyPrint: once to learn the page numbers, once to print them.

WeasyPrint can look page numbers up itself, but then it lays every page out three times. A number
that stands in the text already, and a stand-in of much the same width before it is known, mostly
need two.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from cohesion.errors import DataError

#: As wide as most page numbers, so that what is laid out with it mostly stays.
UNKNOWN = "000"
_WITH_NUMBER = (
    "//a[contains(concat(' ', @class, ' '), ' page-reference ')]"
    "|//section[contains(@class, 'list-page') or contains(@class, 'part-page')]//a"
)
_MOST_ROUNDS = 4


def number_references(document: HtmlElement, pages: dict[str, int]) -> None:
    """Write the page into every reference, or a stand-in where it is not known."""
    for link in document.xpath(_WITH_NUMBER):
        number = pages.get(link.get("href", "").removeprefix("#"))
        shown = UNKNOWN if number is None else str(number)
        link.set("data-page", shown)


def pages_of_anchors(document: Any) -> dict[str, int]:
    """Return the page on which each named place of a set document stands."""
    return {
        name: number for number, page in enumerate(document.pages, start=1) for name in page.anchors
    }


def set_with_numbers(
    source: str, base: Path, stylesheets: list, fetcher: Any, **options: Any
) -> Any:
    """Set a document; repeat until the page numbers in it are those of its own pages.

    Parameters
    ----------
    source : the document as HTML.
    base : the file that addresses in it are relative to.
    stylesheets : style sheets that WeasyPrint has read.
    fetcher : what opens the files that the document asks for.
    options : further options of WeasyPrint's ``render``.

    Raises
    ------
    DataError
        If the numbers do not come to rest.
    """
    import weasyprint

    tree = html.document_fromstring(source)
    pages: dict[str, int] = {}
    images: dict = {}
    for _ in range(_MOST_ROUNDS):
        number_references(tree, pages)
        text = html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
        with laid_out_once():
            document = weasyprint.HTML(string=text, base_url=str(base), url_fetcher=fetcher).render(
                stylesheets=stylesheets, cache=images, **options
            )
        found = pages_of_anchors(document)
        if found == pages:
            return document
        pages = found
        # A set document holds gigabytes in circles: gone before the next one is made.
        del document
        gc.collect()
    raise DataError(
        "the page numbers of the PDF do not come to rest: a reference moves the page it names.",
        cure="Change the text around a reference that stands at the end of a page.",
    )


@contextlib.contextmanager
def laid_out_once() -> Iterator[None]:
    """Keep WeasyPrint from laying out pages again that hold nothing it has to look up."""
    from weasyprint import document

    usual = document.layout_document
    document.layout_document = partial(usual, max_loops=1)
    try:
        yield
    finally:
        document.layout_document = usual
