"""A PDF read back as a screen reader reads it: the texts in the order of the tags."""

from __future__ import annotations

import ctypes
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


def read(file: Path) -> tuple[list[Page], list[Run]]:
    """Return what stands on each page of a PDF, and its texts in the order of its tags.

    What stands in drawings is left out of both.
    """
    import pypdfium2
    from pypdfium2 import raw

    marks = _marks(file)
    drawn = {(page, mark) for page, mark, in_drawing in marks if in_drawing}
    pages: list[Page] = []
    texts: dict[tuple[int, int], list[str]] = {}
    reader = _Reader()
    document = pypdfium2.PdfDocument(file)
    try:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            text_page = page.get_textpage()
            pieces: list[Piece] = []
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=8):
                mark = raw.FPDFPageObj_GetMarkedContentID(thing.raw)
                if (number, mark) not in drawn:
                    words = reader.words(thing.raw, text_page.raw)
                    pieces.append(Piece(mark, words, thing.get_bounds()))
                    texts.setdefault((number, mark), []).append(words)
            pages.append(Page(*page.get_size(), tuple(pieces)))
            text_page.close()
            page.close()
    finally:
        document.close()
    runs = [
        Run("".join(texts.get((page, mark), ())), page)
        for page, mark, in_drawing in marks
        if not in_drawing
    ]
    return pages, runs


def _marks(file: Path) -> list[tuple[int, int, bool]]:
    """Return page, number and whether drawn of each marked content, in the order of the tags."""
    import pikepdf

    found: list[tuple[int, int, bool]] = []
    with pikepdf.open(file) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        waiting: list[tuple[Any, int, bool]] = [(pdf.Root.StructTreeRoot.K, 0, False)]
        while waiting:
            item, page, drawn = waiting.pop()
            if isinstance(item, int):
                found.append((page, item, drawn))
            elif isinstance(item, pikepdf.Array):
                waiting += [(child, page, drawn) for child in reversed(list(item))]
            elif isinstance(item, pikepdf.Dictionary):
                if item.get("/Type") == "/OBJR":
                    continue
                drawn = drawn or item.get("/S") == _NOT_READ
                own = item.get("/Pg")
                page = numbers[own.objgen] if own is not None else page
                if item.get("/Type") == "/MCR":
                    found.append((page, int(item.MCID), drawn))
                elif "/K" in item:
                    waiting.append((item.K, page, drawn))
    return found


class _Reader:
    """Reads the words of text objects of a page through PDFium, with one buffer for all."""

    def __init__(self) -> None:
        self._make(4096)

    def _make(self, size: int) -> None:
        self.size, self.buffer = size, ctypes.create_string_buffer(size)
        self.goal = ctypes.cast(self.buffer, ctypes.POINTER(ctypes.c_ushort))

    def words(self, thing: Any, text_page: Any) -> str:
        """Return the words of a text object (handles of PDFium)."""
        from pypdfium2 import raw

        length = raw.FPDFTextObj_GetText(thing, text_page, self.goal, self.size)
        if length > self.size:
            self._make(length)
            raw.FPDFTextObj_GetText(thing, text_page, self.goal, self.size)
        text = self.buffer[: length - 2].decode("utf-16-le", "replace")
        # PDFium gives a hyphen at a line's end as U+0002.
        return text.replace("\x02", "-")
