"""Tables on paper: column widths from their content, type size, upright or landscape page.

A browser measures every cell to share the width among the columns, and can scroll. On paper the
widths are worked out once, here: no word and no number is cut, rows stay low, and only a table that
does not fit an upright page goes on a landscape one.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from docutils import nodes
from sphinx import addnodes

from cohesion.paper.trees import bears_page, words

#: Width in mm of the text on an upright and on a landscape page (see ``book/print/report.typ``).
UPRIGHT, LANDSCAPE = 164.0, 261.0
#: Space in mm at both sides of a cell's text.
_PADDING = 2.6
#: What is tried, in this order: type size in points and width of the page.
_STEPS = (
    (8.4, UPRIGHT), (7.8, UPRIGHT),
    (8.4, LANDSCAPE), (7.8, LANDSCAPE), (7.2, LANDSCAPE), (6.6, LANDSCAPE), (6.0, LANDSCAPE),
    (5.4, LANDSCAPE),
)  # fmt: skip
#: A table longer than a page (in mm) goes on landscape pages if its average row is so high.
_LONG, _HIGH_ROW = 240.0, 12.0
#: A table lower than this (in mm) stays on one page.
_KEPT_TOGETHER = 95.0
_MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True)
class Layout:
    """How a table is set: ``widths`` in per cent, ``size`` in points, height in mm (estimate)."""

    widths: tuple[float, ...]
    size: float
    landscape: bool
    height: float


@functools.cache
def _advances() -> dict[str, float]:
    """Return the width of each character of the report's type, in parts of the type size."""
    import font_source_sans_pro
    from fontTools.ttLib import TTFont

    file = Path(font_source_sans_pro.font_directory) / "SourceSansPro-Semibold.ttf"
    with TTFont(file) as font:
        metrics = font["hmtx"].metrics
        unit = font["head"].unitsPerEm
        return {chr(code): metrics[name][0] / unit for code, name in font.getBestCmap().items()}


def text_width(text: str, size: float = 1.0) -> float:
    """Return the width of a text: in ems, or in mm for a type size in points."""
    advances = _advances()
    ems = sum(advances.get(character, 0.7) for character in text)
    return ems if size == 1.0 else ems * size * _MM_PER_POINT


def plan(heads: list[str], rows: list[list[str]], numeric: list[bool]) -> Layout:
    """Choose type size, page and column widths.

    Parameters
    ----------
    heads : column heads.
    rows : cell texts, each row as long as ``heads``.
    numeric : whether a column holds numbers, which never break over lines.
    """
    cells = [heads, *rows]
    whole = np.array([[text_width(text) for text in row] for row in cells])
    word = np.array(
        [
            [_widest_part(text, unbroken=numeric[c] and r > 0) for c, text in enumerate(row)]
            for r, row in enumerate(cells)
        ]
    )
    for size, page in _STEPS:
        ems = page / (size * _MM_PER_POINT)
        padding = _PADDING / (size * _MM_PER_POINT)
        least = word.max(axis=0) * 1.03 + padding
        if least.sum() > ems and (size, page) != _STEPS[-1]:
            continue
        widths = _share(whole, least, ems, padding)
        lines = np.ceil(whole * 1.05 / np.maximum(widths - padding, 1e-6)).max(axis=1)
        height = float((lines * size * 1.3 * _MM_PER_POINT + 1.9).sum())
        landscape = page == LANDSCAPE
        crowded = height > _LONG and height / len(cells) > _HIGH_ROW and len(heads) > 4
        if crowded and not landscape:
            continue
        shares = widths / widths.sum() * 100
        return Layout(tuple(float(round(share, 2)) for share in shares), size, landscape, height)
    raise AssertionError("the last step is always taken")


def _widest_part(text: str, *, unbroken: bool) -> float:
    """Return the width of the longest part that may not be broken; long words may be hyphenated."""
    parts = [text] if unbroken else text.replace("/", "/ ").replace("–", "– ").split(" ")
    widest = max((text_width(part) for part in parts), default=0.0)
    return widest if unbroken else min(widest, 9.0)


def _share(whole: np.ndarray, least: np.ndarray, available: float, padding: float) -> np.ndarray:
    """Share the width so that the rows become low: each step goes where it saves most height."""
    widths = least.copy()
    wanted = np.maximum(whole.max(axis=0) * 1.05 + padding, least)
    if wanted.sum() <= available:
        # Everything fits on one line: numbers keep together, the first column takes the rest.
        spare = available - wanted.sum()
        grown = wanted + spare * 0.5 * wanted / wanted.sum()
        grown[0] += available - grown.sum()
        return grown
    spare = available - widths.sum()
    steps = 80
    for _ in range(steps if spare > 0 else 0):
        step = spare / steps
        room = np.maximum(widths - padding, 1e-6)
        # The fourth power stands for the highest cell of a row and stays smooth.
        now = (whole / room) ** 4
        after = (whole / (room + step)) ** 4
        total = now.sum(axis=1)
        gain = np.array(
            [
                (total**0.25 - (total - now[:, c] + after[:, c]) ** 0.25).sum()
                for c in range(whole.shape[1])
            ]
        )
        gain[widths >= wanted] = -1
        widths[int(gain.argmax())] += step
    return widths


def layout_of(table: nodes.table) -> Layout | None:
    """Return how a table of a page's tree is set; None for one without a head or with spans."""
    group = next((child for child in table.children if isinstance(child, nodes.tgroup)), None)
    if group is None:
        return None
    head = [row for part in group.findall(nodes.thead) for row in part.children]
    body = [row for part in group.findall(nodes.tbody) for row in part.children]
    if len(head) != 1 or not body or any(len(row) != len(head[0]) for row in body):
        return None
    if any("morecols" in entry or "morerows" in entry for entry in group.findall(nodes.entry)):
        return None
    numeric = ["number" in entry.get("classes", ()) for entry in head[0]]
    return plan(
        [_text(entry) for entry in head[0]],
        [[_text(entry) for entry in row] for row in body],
        numeric,
    )


def _text(entry: nodes.entry) -> str:
    """Return a cell's text with room for the page number that each reference gets."""
    numbers = sum(bears_page(node) for node in entry.findall(nodes.reference)) + sum(
        1 for _ in entry.findall(addnodes.number_reference)
    )
    return words(entry) + ", p.\u00a0000" * numbers
