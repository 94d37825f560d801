"""Boxes and arrows of diagrams: trees, and cells with words in them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from cohesion.charts.theme import COLOURS, PALETTE, SMALL, WIDTH, new_figure

#: Points: a diagram fills its figure, to which saving adds a margin that a phone shows too.
FONT = SMALL + 0.4
LINE = 0.17  # inches that one line of type takes
LETTER = 0.0755  # inches that a letter takes, on average
#: Inches between the levels of a tree, and between boxes of a column.
GAP, NEAR = 0.24, 0.09

#: What a diagram says, for readers of its numbers: kind, group, words and, where it means
#: something, the place across and up.
Told = Sequence[tuple]


@dataclass(frozen=True)
class Column:
    """One column of a tree, read upwards: roots lead to the cause, the cause to the core."""

    cause: str
    roots: Sequence[str]
    colour: str


def tree(top: Sequence[Sequence[str]], columns: Sequence[Column], told: Told) -> Figure:
    """Draw a tree of boxes.

    Parameters
    ----------
    top : sequence of rows of texts
        Rows from the top effect down to the core; the last row is drawn filled.
    columns : sequence of Column
        What leads to the core.
    """
    height = _tree_height(top, columns)
    fig, ax = blank(height)
    ax.marks_of_diagram = list(told)
    y = height - 0.03
    for number, row in enumerate(top):
        width = WIDTH / len(row)
        core = number == len(top) - 1
        colour = PALETTE["ink" if core else "grey"]
        tallest = max(
            box(ax, i * width, y, width, text, colour, filled=core) for i, text in enumerate(row)
        )
        joined = max(len(row), len(top[number - 1])) if number else 0
        for i in range(joined):
            centre = (i + 0.5) * WIDTH / joined
            arrow(ax, (centre, y), (centre, y + GAP), PALETTE["grey"])
        y -= tallest + GAP
    width = WIDTH / len(columns)
    for i, column in enumerate(columns):
        colour, centre = PALETTE[column.colour], (i + 0.5) * width
        arrow(ax, (centre, y), (centre, y + GAP), colour)
        below = y - box(ax, i * width, y, width, column.cause, colour, filled=True) - GAP
        arrow(ax, (centre, below), (centre, below + GAP), colour)
        for text in column.roots:
            below -= box(ax, i * width, below, width, text, colour) + NEAR
    return fig


def _tree_height(top: Sequence[Sequence[str]], columns: Sequence[Column]) -> float:
    head = sum(max(tall(text, WIDTH / len(row)) for text in row) + GAP for row in top)
    width = WIDTH / len(columns)
    body = max(
        tall(column.cause, width) + GAP + sum(tall(text, width) + NEAR for text in column.roots)
        for column in columns
    )
    return head + body + 0.06


@dataclass(frozen=True)
class Grade:
    """A row or column of a map of cells: its value, its name; columns also have a width."""

    value: int
    name: str
    width: float = 0.0


#: Words of a cell, one line each, with the name of their colour.
Lines = Sequence[tuple[str, str]]


def cells(
    content: Mapping[tuple[int, int], Lines],
    rows: Sequence[Grade],
    columns: Sequence[Grade],
    shades: Mapping[tuple[int, int], str],
    *,
    names: tuple[str, str],
    told: Told,
    key: Sequence[tuple[str, str]] = (),
) -> Figure:
    """Draw a map of cells with words in them, the first row on top.

    Parameters
    ----------
    content, shades : mapping
        (row, column) → lines of words; (row, column) → name of the colour of
        the ground.
    names : (str, str)
        Of the columns, written below, and of the rows, written at the left.
    key : sequence of (str, str)
        Groups and their colours, written above in three columns.
    """
    most = {row.value: max(len(content.get((row.value, c.value), ())) for c in columns)
            for row in rows}  # fmt: skip
    left, foot = WIDTH - sum(column.width for column in columns), 0.36
    body = sum(LINE * lines + 0.16 for lines in most.values())
    fig, ax = blank(body + foot + (0.5 if key else 0))
    ax.marks_of_diagram = list(told)
    y = body + foot
    for row in rows:
        height, x = LINE * most[row.value] + 0.16, left
        for column in columns:
            place = (row.value, column.value)
            _cell(ax, (x, y, column.width, height), shades[place], content.get(place, ()))
            x += column.width
        ax.text(left - 0.08, y - height / 2, row.name, ha="right", va="center", fontsize=FONT)
        y -= height
    x = left
    for column in columns:
        ax.text(x + column.width / 2, foot - 0.11, column.name, ha="center", fontsize=FONT)
        x += column.width
    ax.text((left + WIDTH) / 2, 0.06, names[0], ha="center", fontsize=FONT)
    ax.text(0.07, foot + body / 2, names[1], rotation=90, va="center", ha="center", fontsize=FONT)
    for number, (group, colour) in enumerate(key):
        ax.text((0, 1.66, 3.55)[number % 3], body + foot + 0.38 - 0.17 * (number // 3), group,
                color=PALETTE[colour], fontsize=FONT, weight="semibold")  # fmt: skip
    return fig


def _cell(ax: Axes, place: tuple[float, float, float, float], shade: str, words: Lines) -> None:
    """Draw a cell (left, top, width, height) with its lines of words."""
    x, y, width, height = place
    ax.add_patch(
        FancyBboxPatch(
            (x + 0.02, y - height + 0.02), width - 0.04, height - 0.04, boxstyle="square,pad=0",
            facecolor=COLOURS[shade], edgecolor="none",
        )
    )  # fmt: skip
    for line, (text, colour) in enumerate(words):
        ax.text(x + 0.07, y - 0.15 - line * LINE, text, fontsize=FONT, color=PALETTE[colour],
                va="center")  # fmt: skip


def _wrapped(text: str, width: float) -> list[str]:
    return textwrap.wrap(text, max(int((width - 0.1) / LETTER), 6))


def tall(text: str, width: float) -> float:
    """Return how tall a box of a width (inches) is with a text in it."""
    return LINE * len(_wrapped(text, width)) + 0.13


def box(ax: Axes, x: float, y: float, width: float, text: str, colour: str, **style: bool) -> float:
    """Draw a box with wrapped text, its top at ``y`` (inches); return its height."""
    lines, height = _wrapped(text, width), tall(text, width)
    ax.add_patch(
        FancyBboxPatch(
            (x + 0.03, y - height),
            width - 0.06,
            height,
            boxstyle="round,pad=0,rounding_size=0.05",
            facecolor=colour if style.get("filled") else "white",
            edgecolor=colour,
            linewidth=1.1,
        )
    )
    ax.text(
        x + width / 2,
        y - height / 2,
        "\n".join(lines),
        ha="center",
        va="center",
        fontsize=FONT,
        linespacing=1.15,
        color="white" if style.get("filled") else PALETTE["ink"],
    )
    return height


def blank(height: float, width: float = WIDTH) -> tuple[Figure, Axes]:
    """Return a figure whose axes are measured in inches, with the origin at the bottom left."""
    fig, ax = new_figure(height=height, width=width)
    fig.set_layout_engine("none")
    ax.set_position((0, 0, 1, 1))
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    ax.set_axis_off()
    return fig, ax


def arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    """Draw a thin arrow whose line touches both points, in the units of the axes."""
    ax.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=8, color=colour, linewidth=1.1,
            shrinkA=0, shrinkB=0,
        )
    )  # fmt: skip
