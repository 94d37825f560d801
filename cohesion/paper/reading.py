"""A PDF read back as a screen reader reads it: the texts in the order of the tags."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

#: The words inside a drawing are told by its alternative text.
_NOT_READ = "/Figure"


class Run(NamedTuple):
    """A run of text of one tag: its words, and the page (from 1) on which it stands."""

    words: str
    page: int


class Piece(NamedTuple):
    """A text object of a page: its mark (-1 for none), words and box (left, bottom, right, top)."""

    mark: int
    words: str
    box: tuple[float, float, float, float]


class Page(NamedTuple):
    """A page: width and height in points, and its text objects outside drawings."""

    width: float
    height: float
    pieces: tuple[Piece, ...]


def read_pages(file: Path) -> list[Page]:
    """Return what stands on each page of a PDF, without what stands in drawings."""
    import pypdfium2
    from pypdfium2 import raw

    drawn: dict[int, set[int]] = {}
    for number, mark in marks_of(file, only=_NOT_READ):
        drawn.setdefault(number, set()).add(mark)
    found: list[Page] = []
    document = pypdfium2.PdfDocument(file)
    try:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            text_page = page.get_textpage()
            pieces: list[Piece] = []
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=8):
                mark = raw.FPDFPageObj_GetMarkedContentID(thing.raw)
                if mark not in drawn.get(number, ()):
                    pieces.append(Piece(mark, _words(thing.raw, text_page.raw), thing.get_bounds()))
            found.append(Page(*page.get_size(), tuple(pieces)))
            text_page.close()
            page.close()
    finally:
        document.close()
    return found


def in_order(file: Path, pages: Sequence[Page]) -> list[Run]:
    """Return the texts of a PDF in the order of its tags (``pages``: what stands on its pages)."""
    texts: dict[tuple[int, int], list[str]] = {}
    for number, page in enumerate(pages, start=1):
        for piece in page.pieces:
            texts.setdefault((number, piece.mark), []).append(piece.words)
    return [Run("".join(texts.get(key, ())), key[0]) for key in marks_of(file)]


def marks_of(file: Path, only: str = "") -> list[tuple[int, int]]:
    """Return page and number of each marked content in the order of the tags.

    Parameters
    ----------
    file : the PDF.
    only : the kind of element whose contents are wanted; by default all but drawings.
    """
    import pikepdf

    found: list[tuple[int, int]] = []
    with pikepdf.open(file) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        waiting: list[tuple[Any, int, bool]] = [(pdf.Root.StructTreeRoot.K, 0, not only)]
        while waiting:
            item, page, wanted = waiting.pop()
            if isinstance(item, int):
                if wanted:
                    found.append((page, item))
            elif isinstance(item, pikepdf.Array):
                waiting += [(child, page, wanted) for child in reversed(list(item))]
            elif isinstance(item, pikepdf.Dictionary):
                if item.get("/Type") == "/OBJR" or (not only and item.get("/S") == _NOT_READ):
                    continue
                wanted = wanted or item.get("/S") == only
                own = item.get("/Pg")
                page = numbers[own.objgen] if own is not None else page
                if item.get("/Type") == "/MCR":
                    if wanted:
                        found.append((page, int(item.MCID)))
                elif "/K" in item:
                    waiting.append((item.K, page, wanted))
    return found


def _words(thing: Any, text_page: Any) -> str:
    """Return the words of a text object of a page (handles of PDFium)."""
    from pypdfium2 import raw

    length = raw.FPDFTextObj_GetText(thing, text_page, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(
        thing, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length
    )
    # PDFium gives a hyphen at a line's end as U+0002.
    return buffer.raw[: length - 2].decode("utf-16-le", "replace").replace("\x02", "-")
