"""Faults of set pages, found before the PDF is written: text off the page, headings left alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: Differences below this length (in CSS pixels, a quarter of a millimetre) are rounding.
_ROUNDING = 1.0
_HEADINGS = {"h2", "h3", "h4", "h5", "caption", "figcaption"}


def faults(document: Any) -> list[str]:
    """Return the faults of a document that WeasyPrint has set, one line each with its page.

    A text that stands outside the page's text area or outside its table cell would be cut or
    printed over its neighbour; a heading that ends a page has lost what it introduces.
    """
    found: list[str] = []
    for number, page in enumerate(document.pages, start=1):
        box = page._page_box
        left = box.content_box_x()
        edges = (left, left + box.width)
        last: Any = None
        for child, cell, heading in _texts(box, None, ""):
            right = child.position_x + child.width
            for (start, end), where in (
                (edges, "the page's text area"),
                (edges if cell is None else _edges(cell), "its table cell"),
            ):
                if child.position_x < start - _ROUNDING or right > end + _ROUNDING:
                    found.append(
                        f"page {number}: '{child.text.strip()[:50]}' stands outside {where}"
                    )
                    break
            if child.text.strip() and (last is None or child.position_y >= last[0]):
                last = (child.position_y, heading, child.text)
        if last is not None and last[1]:
            found.append(f"page {number}: the heading '{last[2].strip()[:50]}' ends the page")
    return found


def _edges(cell: Any) -> tuple[float, float]:
    left = cell.border_box_x()
    return left, left + cell.border_width()


def _texts(box: Any, cell: Any, heading: str) -> Iterator[tuple[Any, Any, str]]:
    """Yield each text of the page's flow with the table cell and the heading it stands in."""
    for child in getattr(box, "children", ()):
        kind = type(child).__name__
        if kind == "MarginBox":
            continue
        if kind == "TextBox":
            yield child, cell, heading
        else:
            tag = child.element_tag if child.element_tag in _HEADINGS else heading
            yield from _texts(child, child if kind == "TableCellBox" else cell, tag)
