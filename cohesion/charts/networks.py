"""Networks in columns: who stands where follows from the data, links bow out of their column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from cohesion.charts.boxes import FONT, Told, blank
from cohesion.charts.theme import PALETTE, WIDTH

#: Inches: width of a node, and room at the sides for links within a column.
NODE_WIDTH, MARGIN = 1.08, 0.42
#: Inches that a node takes in its column.
STEP = 0.34


@dataclass(frozen=True)
class Node:
    """A node: its name, the name of its colour, its column (0–2), its rank (0 on top to 1)."""

    name: str
    colour: str
    column: int
    rank: float


def in_columns(
    nodes: Mapping[str, Node],
    links: Sequence[tuple[str, str, str]],
    columns: Sequence[str],
    kinds: Mapping[str, str],
    told: Told,
) -> Figure:
    """Draw a network in three columns.

    Parameters
    ----------
    links : sequence of (source, target, kind)
        Arrows between nodes.
    columns : sequence of str
        What stands over each column.
    kinds : mapping
        Kind of link → name of its colour.
    """
    tallest = max(sum(node.column == column for node in nodes.values()) for column in range(3))
    body = tallest * STEP
    fig, ax = blank(body + 0.62)
    ax.marks_of_diagram = list(told)
    starts = (MARGIN, (WIDTH - NODE_WIDTH) / 2, WIDTH - MARGIN - NODE_WIDTH)
    centre = {key: (starts[node.column] + NODE_WIDTH / 2, 0.05 + body * (1 - node.rank))
              for key, node in nodes.items()}  # fmt: skip
    for source, target, kind in links:
        same = nodes[source].column == nodes[target].column
        side = -1 if nodes[source].column == 0 else 1
        _link(ax, centre[source], centre[target], PALETTE[kinds[kind]], side if same else 0)
    for key, node in nodes.items():
        _node(ax, centre[key], node)
    for start, name in zip(starts, columns, strict=True):
        ax.text(start + NODE_WIDTH / 2, body + 0.16, name, ha="center", fontsize=FONT,
                weight="semibold")  # fmt: skip
    for number, (kind, colour) in enumerate(kinds.items()):
        ax.text(0.02 + number * 1.5, body + 0.44, f"→ {kind}", color=PALETTE[colour], fontsize=FONT)
    return fig


def _node(ax: Axes, centre: tuple[float, float], node: Node) -> None:
    x, y = centre
    ax.add_patch(
        FancyBboxPatch(
            (x - NODE_WIDTH / 2, y - 0.11), NODE_WIDTH, 0.22, facecolor="white",
            boxstyle="round,pad=0,rounding_size=0.05", edgecolor=PALETTE[node.colour],
            linewidth=0.9, zorder=2,
        )
    )  # fmt: skip
    ax.text(x, y, node.name, ha="center", va="center", fontsize=FONT, color=PALETTE[node.colour],
            zorder=3)  # fmt: skip


def _link(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, side: int
) -> None:
    """Draw a link; ``side`` −1 or 1 bows it out left or right of its column, 0 goes across."""
    if side:
        fall = end[1] - start[1]
        # arc3 puts its control point at rad × fall; the bow grows with the distance spanned.
        style = f"arc3,rad={side * (0.2 + 0.1 * abs(fall)) / fall:.3f}"
        near = far = side
    else:
        style = "arc3,rad=0"
        near = 1 if end[0] > start[0] else -1
        far = -near
    ax.add_patch(
        FancyArrowPatch(
            (start[0] + near * NODE_WIDTH / 2, start[1]),
            (end[0] + far * NODE_WIDTH / 2, end[1]),
            connectionstyle=style, arrowstyle="-|>", mutation_scale=7, shrinkA=0, shrinkB=0,
            color=colour, linewidth=0.9, zorder=1,
        )
    )  # fmt: skip
