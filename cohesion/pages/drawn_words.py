"""The words of a figure in another language: put in where they stand, lines broken as before."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from lxml.html import HtmlElement

from cohesion.formats import NBSP
from cohesion.translation.catalogue import Catalogue

_PLACE = re.compile(r"^translate\(([-\d.]+) ([-\d.]+)\)$")
#: Lines of one label stand below each other, no further apart than this many times their size.
_LEADING = 1.6


def translate(figure: HtmlElement, words: Catalogue) -> None:
    """Put the words of a figure into the language of a catalogue.

    A label that is broken over several lines is looked up whole first, then line by line.
    """
    for label in labels(figure):
        lines = [(line.text or "").strip(f" {NBSP}") for line in label]
        whole = " ".join(lines)
        if len(label) > 1 and words.knows(whole):
            shown = broken(words.told(whole), max(map(len, lines)), len(lines))
        else:
            shown = [words.told(line) for line in lines]
        for line, text in zip(label, shown, strict=True):
            before = line.text or ""
            line.text = before[: len(before) - len(before.lstrip(NBSP))] + text if text else ""


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
