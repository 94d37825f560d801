"""The words of a figure in another language: put in where they stand, lines broken as before."""

from __future__ import annotations

import functools
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml.html import HtmlElement

from cohesion.formats import NBSP
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.words import FEMININE, agreeing

_PLACE = re.compile(r"^translate\(([-\d.]+) ([-\d.]+)\)$")
#: Lines of one label stand below each other, no further apart than this many times their size.
_LEADING = 1.6
#: Edges no further apart than this, in points, are one edge.
_SAME_EDGE = 3.0


def translate(figure: HtmlElement, words: Catalogue) -> None:
    """Put the words of a figure into the language of a catalogue.

    A label that is broken over several lines is looked up whole first, then line by line.
    """
    ends, rooms, heads = _right_edges(figure), _rooms(figure), _heads(figure)
    for label in labels(figure):
        lines = [(line.text or "").strip(f" {NBSP}") for line in label]
        whole = " ".join(lines)
        if len(label) > 1 and words.knows(whole):
            shown = broken(words.told(whole), max(map(len, lines)), len(lines))
        else:
            shown = [agreeing(heads.get(line, ""), words.told(text))
                     for line, text in zip(label, lines, strict=True)]  # fmt: skip
        for line, text in zip(label, shown, strict=True):
            before = line.text or ""
            line.text = before[: len(before) - len(before.lstrip(NBSP))] + text if text else ""
            if line in ends:
                _end_at(line, ends[line])
            elif line in rooms:
                _fit(line, rooms[line])


def labels(figure: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the lines of each label of a figure."""
    kept: list[HtmlElement] = []
    for line in figure.iter("text"):
        if kept and not _below(kept[-1], line):
            yield kept
            kept = []
        kept.append(line)
    if kept:
        yield kept


def broken(text: str, width: int, lines: int) -> list[str]:
    """Return a text in so many lines, as narrow as it can be but no narrower than ``width``.

    >>> broken("Los fondos se usan indebidamente", 12, 2)
    ['Los fondos se', 'usan indebidamente']
    """
    while len(found := textwrap.wrap(text, width)) > lines:
        width += 1
    return found + [""] * (lines - len(found))


def width(text: str, size: float) -> float:
    """Return how wide a text is in the typeface of the report."""
    advances = _advances()
    return size * sum(advances.get(ord(letter), 0.5) for letter in text)


@functools.cache
def _advances() -> dict[int, float]:
    """Return the advance of each letter, as a share of the size."""
    import font_source_sans_pro
    from fontTools.ttLib import TTFont

    font = TTFont(Path(font_source_sans_pro.font_directory) / "SourceSansPro-Regular.ttf")
    measured, scale = font["hmtx"], font["head"].unitsPerEm
    return {code: measured[name][0] / scale for code, name in font.getBestCmap().items()}


def _right_edges(figure: HtmlElement) -> dict[HtmlElement, float]:
    """Return the lines that end where others of the figure end, as the names at an axis do.

    Lines that begin where another one begins are set from the left: where they end says nothing.
    """
    placed = [(line, match) for line in figure.iter("text")
              if (match := _PLACE.match(line.get("transform") or ""))]  # fmt: skip
    begins = Counter(round(float(match[1])) for _, match in placed)
    found: dict[int, list[tuple[HtmlElement, float]]] = {}
    for line, match in placed:
        text = (line.text or "").strip()
        if text and not text[0].isdigit() and begins[round(float(match[1]))] == 1:
            edge = float(match[1]) + width(text, float(line.get("font-size") or 0))
            found.setdefault(round(edge / _SAME_EDGE), []).append((line, edge))
    return {line: edge for lines in found.values() if len(lines) > 1 for line, edge in lines}


def _heads(figure: HtmlElement) -> dict[HtmlElement, str]:
    """Return the lines that name the grades of an axis whose noun is feminine, with that noun.

    They stand in one row, the next one above the name of the axis.
    """
    placed = [(line, float(match[2])) for line in figure.iter("text")
              if (match := _PLACE.match(line.get("transform") or ""))]  # fmt: skip
    found: dict[HtmlElement, str] = {}
    for head, foot in placed:
        noun = (head.text or "").strip()
        above = [down for _, down in placed if down < foot]
        if noun in FEMININE and above:
            row = max(above)
            found |= {line: noun for line, down in placed if abs(down - row) < 1}
    return found


def _rooms(figure: HtmlElement) -> dict[HtmlElement, float]:
    """Return the lines that have another one on their right, as in a legend, and their room.

    It is what the longest line of their column took, and a little of the gap to the next column.
    """
    placed = [
        (line, float(match[1]), float(match[2]), float(line.get("font-size") or 0))
        for line in figure.iter("text")
        if (match := _PLACE.match(line.get("transform") or "")) and (line.text or "").strip()
    ]
    longest: dict[int, float] = {}
    for line, left, _, size in placed:
        wide = width((line.text or "").strip(), size) + size
        longest[round(left)] = max(wide, longest.get(round(left), 0.0))
    return {
        line: longest[round(left)]
        for line, left, down, _ in placed
        if any(x > left and abs(y - down) < 1 for _, x, y, _ in placed)
    }


def _fit(line: HtmlElement, room: float) -> None:
    """Write a line in smaller letters where it would run into what stands on its right."""
    size = float(line.get("font-size") or 0)
    wide = width(line.text or "", size)
    if wide > room:
        line.set("font-size", f"{size * room / wide:.3g}")


def _end_at(line: HtmlElement, edge: float) -> None:
    """Let a line end at an edge, in smaller letters where it would begin outside the figure."""
    size = float(line.get("font-size"))
    wide = width(line.text or "", size)
    if wide > edge:
        line.set("font-size", f"{size * edge / wide:.3g}")
    place = _PLACE.match(line.get("transform"))
    line.set("transform", f"translate({edge:.4g} {place[2]})")
    line.set("text-anchor", "end")


def _below(first: HtmlElement, second: HtmlElement) -> bool:
    """Whether a text is the next line of the same label."""
    here, there = (_PLACE.match(line.get("transform") or "") for line in (first, second))
    if here is None or there is None or first.get("style") != second.get("style"):
        return False
    if (first.text or "").startswith(NBSP) and not (second.text or "").startswith(NBSP):
        # The lines after the first of a label are indented, all or none.
        return False
    size = float(first.get("font-size") or 0)
    down = float(there[2]) - float(here[2])
    same = abs(float(here[1]) - float(there[1])) < 1
    return same and first.get("font-size") == second.get("font-size") and 0 < down < size * _LEADING
