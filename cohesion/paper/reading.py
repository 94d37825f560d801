"""A PDF read back as a screen reader reads it: the texts in the order of the tags."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

#: The words inside a drawing are told by its alternative text.
_NOT_READ = "/Figure"


class Run(NamedTuple):
    """A run of text of one tag: its words, and the page (from 1) on which it stands."""

    words: str
    page: int


def read_in_order(file: Path) -> list[Run]:
    """Return the tagged texts of a PDF in reading order, without what stands in drawings."""
    import pikepdf

    with pikepdf.open(file) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        marks = list(_marks(pdf.Root.StructTreeRoot.K, None, numbers))
    wanted: dict[int, set[int]] = {}
    for page, mark in marks:
        wanted.setdefault(page, set()).add(mark)
    texts = _texts(file, wanted)
    return [Run(texts.get((page, mark), ""), page) for page, mark in marks]


def _marks(node: Any, page: int | None, numbers: dict) -> Iterator[tuple[int, int]]:
    """Yield page and number of each marked content in the order of the tree."""
    import pikepdf

    waiting: list[tuple[Any, int | None]] = [(node, page)]
    while waiting:
        item, page = waiting.pop()
        if isinstance(item, int):
            yield page, item
        elif isinstance(item, pikepdf.Array):
            waiting += [(child, page) for child in reversed(list(item))]
        elif isinstance(item, pikepdf.Dictionary):
            if item.get("/S") == _NOT_READ or item.get("/Type") == "/OBJR":
                continue
            own = item.get("/Pg")
            page = numbers[own.objgen] if own is not None else page
            if item.get("/Type") == "/MCR":
                yield page, int(item.MCID)
            elif "/K" in item:
                waiting.append((item.K, page))


def _texts(file: Path, wanted: dict[int, set[int]]) -> dict[tuple[int, int], str]:
    """Return the text of each marked content that is wanted, by page and number."""
    import pypdfium2
    from pypdfium2 import raw

    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(file)
    try:
        for number, marks in wanted.items():
            page = document[number - 1]
            text_page = page.get_textpage()
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=8):
                mark = raw.FPDFPageObj_GetMarkedContentID(thing.raw)
                if mark in marks:
                    key = (number, mark)
                    found[key] = found.get(key, "") + _text(thing.raw, text_page.raw)
            text_page.close()
            page.close()
    finally:
        document.close()
    return found


def _text(thing: Any, text_page: Any) -> str:
    from pypdfium2 import raw

    length = raw.FPDFTextObj_GetText(thing, text_page, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(
        thing, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length
    )
    # PDFium gives a hyphen at a line's end as U+0002.
    return buffer.raw[: length - 2].decode("utf-16-le", "replace").replace("\x02", "-")
