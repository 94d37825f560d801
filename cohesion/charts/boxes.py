"""Boxes and arrows of diagrams."""

from __future__ import annotations

import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from cohesion.charts.theme import PALETTE, SMALL, WIDTH, new_figure

#: Points: a diagram fills its figure, to which saving adds a margin that a phone shows too.
FONT = SMALL + 0.4
LINE = 0.17  # inches that one line of type takes
LETTER = 0.0755  # inches that a letter takes, on average


def box(ax: Axes, x: float, y: float, width: float, text: str, colour: str, **style: bool) -> float:
    """Draw a box with wrapped text, its top at ``y`` (inches); return its height."""
    lines = textwrap.wrap(text, max(int((width - 0.1) / LETTER), 6))
    height = LINE * len(lines) + 0.13
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
