"""How wide each column of a table is: no word is cut, and the table is as short as it can be.

Word lays a table out by the widths that the file states. They are found here as a reader would:
every column begins as wide as its longest word, and what is left of the page goes, step by step,
to the column where a point of width saves most lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

#: Share of the type size that a letter of Arial or Helvetica takes, by its kind.
_NARROW, _WIDE, _CAPITAL, _OTHER = 0.30, 0.86, 0.69, 0.56
#: Heads are bold: so much wider than the same letters of a cell.
_BOLD = 1.09
#: Points between the text and the borders of its cell, both sides.
PADDING = 12.0
#: A word that is longer than this may be cut: an address of the web, not a word.
_LONGEST = 24
#: Steps of width in points that are tried.
_STEPS = (6.0, 12.0, 24.0, 48.0)


def shared(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    size: float,
    available: float,
    size_of_heads: float | None = None,
) -> list[float]:
    """Share the width of a page between the columns of a table.

    Parameters
    ----------
    heads, rows : the texts of the cells.
    size : size of the type, in points.
    available : width of the page between its margins, in points.
    size_of_heads : size of the type of the heads, in points; that of the cells if not given.

    Returns
    -------
    list of float
        One width for each column, in points; they fill the page.
    """
    table = [[_words(text, (size_of_heads or size) * _BOLD) for text in heads]]
    table += [[_words(text, size) for text in row] for row in rows]
    gap = size * _NARROW
    widths = [
        max(min(word, _LONGEST * size * _OTHER) for row in table for word in row[column] or [gap])
        + PADDING
        for column in range(len(heads))
    ]
    if sum(widths) > available:
        return [width * available / sum(widths) for width in widths]
    least = list(widths)
    counted: dict[tuple[int, float], np.ndarray] = {}

    def lines(column: int, width: float) -> np.ndarray:
        """Return the lines of each cell of a column."""
        key = (column, round(width, 3))
        if key not in counted:
            counted[key] = np.array([_lines(row[column], width, gap) for row in table])
        return counted[key]

    def height(tried: Sequence[float]) -> float:
        """Return the lines of the table; a cell that is not the tallest counts a little too."""
        cells = np.array([lines(column, width) for column, width in enumerate(tried)])
        # A line less in a cell that is not the tallest opens the way for the next step.
        return float(cells.max(axis=0).sum() + cells.sum() / 100)

    while (wider := _best(widths, height, _additions(widths, available))) is not None:
        widths = wider
    spare = available - sum(widths)
    # What is left over goes where texts still break.
    natural = [max(sum(row[n]) + gap * (len(row[n]) - 1) + PADDING for row in table)
               for n in range(len(widths))]  # fmt: skip
    lack = [max(0.0, whole - width) for whole, width in zip(natural, widths, strict=True)]
    shares = [part / sum(lack) for part in lack] if sum(lack) else [1 / len(widths)] * len(widths)
    widths = [width + spare * share for width, share in zip(widths, shares, strict=True)]
    while (wider := _best(widths, height, _exchanges(widths, least))) is not None:
        widths = wider
    return widths


def one_line(text: str, size: float) -> float:
    """Return the width of a column in which a text takes one line, in points."""
    words = _words(text, size)
    return sum(words) + max(0, len(words) - 1) * size * _NARROW + PADDING


def longest_word(text: str, size: float) -> float:
    """Return the width of a column in which no word of a text is cut, in points."""
    return min(max(_words(text, size), default=0.0), _LONGEST * size * _OTHER) + PADDING


def taken(text: str, size: float, width: float) -> int:
    """Return how many lines a text takes in a column of a width in points."""
    return _lines(_words(text, size), width, size * _NARROW)


def _best(
    widths: Sequence[float],
    height: Callable[[Sequence[float]], float],
    steps: Iterable[tuple[float, list[float]]],
) -> list[float] | None:
    """Return the widths after the step that saves most for each point; None if none saves any."""
    before, best, found = height(widths), 1e-9, None
    for points, tried in steps:
        saved = (before - height(tried)) / points
        if saved > best:
            best, found = saved, tried
    return found


def _additions(widths: Sequence[float], available: float) -> Iterator[tuple[float, list[float]]]:
    for column in range(len(widths)):
        for points in _STEPS:
            if sum(widths) + points <= available:
                yield points, [w + points * (n == column) for n, w in enumerate(widths)]


def _exchanges(
    widths: Sequence[float], least: Sequence[float]
) -> Iterator[tuple[float, list[float]]]:
    for giver, taker in itertools.permutations(range(len(widths)), 2):
        for points in _STEPS:
            if widths[giver] - points >= least[giver]:
                moved = list(widths)
                moved[giver] -= points
                moved[taker] += points
                yield points, moved


def _words(text: str, size: float) -> list[float]:
    """Return the widths of the pieces between which a line may end, in points."""
    # Amounts hold together by their no-break spaces.
    return [size * sum(map(_letter, piece)) for piece in re.split(r"[ /\n]", text) if piece]


def _letter(letter: str) -> float:
    if letter in "ijltfrI.,;:'|()[]-  ":
        return _NARROW
    if letter in "mwMW%":
        return _WIDE
    return _CAPITAL if letter.isupper() else _OTHER


def _lines(words: Sequence[float], width: float, gap: float) -> int:
    """Return how many lines a text takes in a column."""
    room, lines, used = width - PADDING, 1, 0.0
    for word in words:
        if used and used + gap + word > room:
            lines, used = lines + 1, word
        else:
            used += word + (gap if used else 0.0)
    return lines
