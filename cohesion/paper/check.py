"""Faults of set pages that Typst does not see: text off the page, text over other text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cohesion.paper.reading import Page, Piece

#: Differences below this (in points) are rounding and the forms of letters.
_ROUNDING = 1.5
#: Text area: the page without its margins (in points; left, right, bottom, top), for a page that
#: stands and one that lies. See ``book/print/report.typ``.
_MM = 72 / 25.4
_UPRIGHT = (23 * _MM, 23 * _MM, 20 * _MM, 24 * _MM)
_LYING = (18 * _MM, 18 * _MM, 18 * _MM, 22 * _MM)
#: Letters of neighbouring lines reach into each other by less than this (in points).
_LINES_APART = 2.0
_MOST = 40


def faults(pages: Sequence[Page]) -> list[str]:
    """Return the faults of the pages of a PDF, one line each with its page and the words.

    Only tagged text outside drawings is looked at; what stands in a drawing is a matter of the
    drawing, and running heads are the template's.
    """
    found: list[str] = []
    for number, page in enumerate(pages, start=1):
        pieces = [piece for piece in page.pieces if piece.mark >= 0 and piece.words.strip()]
        margins = _LYING if page.width > page.height else _UPRIGHT
        area = (margins[0], margins[2], page.width - margins[1], page.height - margins[3])
        # The cover has margins of its own; Typst sets nothing outside the page there.
        found += [
            f"page {number}: '{piece.words.strip()[:50]}' stands outside the text area"
            for piece in pieces
            if number > 1 and _outside(piece.box, area)
        ]
        found += [
            f"page {number}: '{one.words.strip()[:40]}' stands over '{other.words.strip()[:40]}'"
            for one, other in _overlaps(pieces)
        ]
    return found[:_MOST]


def _outside(box: tuple[float, ...], area: tuple[float, ...]) -> bool:
    return (
        box[0] < area[0] - _ROUNDING
        or box[1] < area[1] - _ROUNDING - 4
        or box[2] > area[2] + _ROUNDING
        or box[3] > area[3] + _ROUNDING + 4
    )


def _overlaps(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Yield pairs of texts that cover each other by more than the forms of letters explain."""
    ordered = sorted(pieces, key=lambda piece: piece.box[0])
    for place, piece in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.box[0] > piece.box[2] - _ROUNDING:
                break
            across = min(piece.box[2], other.box[2]) - max(piece.box[0], other.box[0])
            along = min(piece.box[3], other.box[3]) - max(piece.box[1], other.box[1])
            if across > _ROUNDING and along > _LINES_APART:
                yield piece, other
