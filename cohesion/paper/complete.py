"""No word is lost: every text of the pages is in the PDF, once, in the order of its tags."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cohesion.paper.reading import Run
from cohesion.paper.strings import fold
from cohesion.paper.words import Block

#: What print adds to references: a page number. Left out on both sides.
_PAGE_NUMBER = re.compile(r",p\.\d+")
_SHOWN = 120


def plain(text: str) -> str:
    """Return a text as it is compared: folded, without the page numbers of references."""
    return _PAGE_NUMBER.sub("", fold(text))


def missing(pages: Sequence[Sequence[Block]], runs: Sequence[Run]) -> list[str]:
    """Return what differs between the texts of the pages and the PDF, one line each.

    Parameters
    ----------
    pages : the texts of each page of the book that stands in the file, in their order.
    runs : the texts of the PDF in the order of its tags.

    Notes
    -----
    Between two pages of the book the PDF may hold more (contents, title pages of parts); within
    one, nothing may be missing, doubled, added or moved.
    """
    whole = plain(" ".join(run.words for run in runs))
    found: list[str] = []
    cursor = 0
    for blocks in pages:
        expected = "".join(plain(block.words) for block in blocks)
        at = whole.find(expected, cursor)
        if at >= 0:
            cursor = at + len(expected)
            continue
        lines, cursor = _explain(blocks, whole, cursor)
        found += lines
    return found


def _explain(blocks: Sequence[Block], whole: str, cursor: int) -> tuple[list[str], int]:
    """Say which texts of a page are not where they must be; return where the next page begins."""
    found: list[str] = []
    expected_next = None
    for block in blocks:
        text = plain(block.words)
        at = whole.find(text, cursor)
        if at < 0 or (len(text) < 12 and at > cursor + 400):
            found.append(f"{block.file}, line {block.line}: not in the PDF, or not in its place: "
                         f"'{block.words.strip()[:_SHOWN]}'")  # fmt: skip
            continue
        if expected_next is not None and at > expected_next:
            extra = whole[expected_next:at]
            found.append(f"{block.file}, line {block.line}: the PDF has more than the page before "
                         f"'{block.words.strip()[:60]}': '{extra[:_SHOWN]}'")  # fmt: skip
        cursor = expected_next = at + len(text)
    return found, cursor
