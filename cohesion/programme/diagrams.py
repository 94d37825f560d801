"""Diagrams of the programme, drawn from its data: trees, the actor map, networks.

All are at most :data:`cohesion.charts.theme.WIDTH` inches wide and keep type at the
least size of all charts, so that they can be read in print and on a phone. Positions follow from
the data alone (no random layout): the same data give the same picture.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from cohesion.charts.boxes import FONT, LETTER, LINE, arrow, blank, box
from cohesion.charts.theme import PALETTE, WIDTH
from cohesion.programme.risks import GRADES, Risk
from cohesion.programme.stakeholders import Actor, Link

#: Colours of the results, the same in every diagram.
RESULT_COLOURS = {"R1": "blue", "R2": "purple", "R3": "green", None: "ink"}
#: Colour and short name of each family of actors.
FAMILIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Cooperation and donors": ("orange", ("cooperation", "donor")),
    "Budget and oversight": ("ochre", ("budget", "oversight")),
    "Social sectors": ("blue", ("social", "state_sector", "municipal")),
    "Security and justice": ("purple", ("security", "justice", "state_justice")),
    "Centre of state government": ("ink", ("state_centre",)),
    "Rights and society": ("green", ("rights", "state_rights", "society")),
}


def colour_of(group: str) -> str:
    """Return the colour of a group of actors."""
    for name, groups in FAMILIES.values():
        if group in groups:
            return PALETTE[name]
    raise KeyError(group)


def draw_tree(
    top: Sequence[Sequence[str]], columns: Sequence[tuple[str, str, Sequence[str]]]
) -> Figure:
    """Draw a problem or objective tree.

    Parameters
    ----------
    top : sequence of rows of texts
        Rows from the top effect down to the core problem; the last row is drawn filled.
    columns : sequence of (result, text of the cause, texts of its roots)
        One column per result, read upwards: roots lead to the cause, the cause to the core.
    """
    height = _tree_height(top, columns)
    fig, ax = blank(height)
    y, gap = height - 0.03, 0.24
    for number, row in enumerate(top):
        width = WIDTH / len(row)
        core = number == len(top) - 1
        colour = PALETTE["ink"] if core else PALETTE["grey"]
        tallest = max(
            box(ax, i * width, y, width, text, colour, filled=core) for i, text in enumerate(row)
        )
        if number:
            for i in range(max(len(row), len(top[number - 1]))):
                centre = (i + 0.5) * WIDTH / max(len(row), len(top[number - 1]))
                arrow(ax, (centre, y), (centre, y + gap), PALETTE["grey"])
        y -= tallest + gap
    ax.marks_of_diagram = [
        *(("level", str(number), text) for number, row in enumerate(top, 1) for text in row),
        *(("cause", result, cause) for result, cause, _ in columns),
        *(("root", result, text) for result, _, roots in columns for text in roots),
    ]
    width = WIDTH / len(columns)
    for i, (result, cause, roots) in enumerate(columns):
        colour = PALETTE[RESULT_COLOURS[result]]
        centre = (i + 0.5) * width
        arrow(ax, (centre, y), (centre, y + gap), colour)
        level = y - box(ax, i * width, y, width, f"{result}  {cause}", colour, filled=True) - gap
        arrow(ax, (centre, level), (centre, level + gap), colour)
        for text in roots:
            level -= box(ax, i * width, level, width, text, colour) + 0.09
    return fig


def _tree_height(
    top: Sequence[Sequence[str]], columns: Sequence[tuple[str, str, Sequence[str]]]
) -> float:
    def tall(text: str, width: float) -> float:
        return LINE * len(textwrap.wrap(text, max(int((width - 0.1) / LETTER), 6))) + 0.13

    head = sum(max(tall(text, WIDTH / len(row)) for text in row) + 0.24 for row in top)
    width = WIDTH / len(columns)
    body = max(
        tall(f"{result}  {cause}", width) + 0.24 + sum(tall(t, width) + 0.09 for t in roots)
        for result, cause, roots in columns
    )
    return head + body + 0.06


def influence_map(actors: Mapping[str, Actor]) -> Figure:
    """Draw influence (up) against interest (right): each actor's name stands in its cell."""
    used = sorted({a.interest_score for a in actors.values()})
    rows = sorted({a.influence for a in actors.values()}, reverse=True)
    cells = {
        (influence, interest): [
            a for a in actors.values() if (a.influence, a.interest_score) == (influence, interest)
        ]
        for influence in rows
        for interest in used
    }
    heights = [max(len(cells[r, c]) for c in used) * LINE + 0.14 for r in rows]
    legend = 0.5
    left, foot = 0.42, 0.36
    total = sum(heights) + foot + legend
    fig, ax = blank(total)
    ax.marks_of_diagram = [
        ("actor", family, actors[key].short, actors[key].interest_score, actors[key].influence)
        for key, family in families(actors).items()
    ]
    width = (WIDTH - left) / len(used)
    y = total - legend
    for row, tall in zip(rows, heights, strict=True):
        for number, interest in enumerate(used):
            box_of = (left + number * width, y, width, tall)
            _draw_cell(ax, box_of, cells[row, interest], high=row >= 4 and interest >= 4)
        ax.text(left - 0.09, y - tall / 2, str(row), ha="right", va="center", fontsize=FONT)
        y -= tall
    for number, interest in enumerate(used):
        ax.text(
            left + (number + 0.5) * width, foot - 0.1, str(interest), ha="center", fontsize=FONT
        )
    _name_grades(ax, (left + WIDTH) / 2, (total - legend + foot) / 2)
    _name_families(ax, total)
    return fig


def _draw_cell(
    ax: Axes, place: tuple[float, float, float, float], actors: Sequence[Actor], *, high: bool
) -> None:
    """Draw a cell (left, top, width, height) with the actors that stand in it, by name."""
    x, y, width, tall = place
    ax.add_patch(
        FancyBboxPatch(
            (x + 0.02, y - tall + 0.02), width - 0.04, tall - 0.04, boxstyle="square,pad=0",
            facecolor="#eef4f8" if high else "#f7f7f7", edgecolor="none",
        )
    )  # fmt: skip
    for line, actor in enumerate(sorted(actors, key=lambda a: a.short)):
        ax.text(x + 0.07, y - 0.14 - line * LINE, actor.short, fontsize=FONT,
                color=colour_of(actor.group), va="center")  # fmt: skip


def _name_grades(ax: Axes, across: float, up: float) -> None:
    """Name the axes at the middle of the cells."""
    ax.text(across, 0.06, "Interest (1 low, 5 high)", ha="center", fontsize=FONT)
    ax.text(0.08, up, "Influence (1 low, 5 high)", rotation=90, va="center", ha="center",
            fontsize=FONT)  # fmt: skip


def _name_families(ax: Axes, top: float) -> None:
    for number, (family, (name, _)) in enumerate(FAMILIES.items()):
        ax.text((0, 1.66, 3.55)[number % 3], top - 0.12 - 0.17 * (number // 3), family,
                color=PALETTE[name], fontsize=FONT, weight="semibold")  # fmt: skip


#: Columns of the network, left to right.
LAYERS = {"international": 0, "federal": 0, "state": 1, "municipal": 2, "society": 2}
LAYER_NAMES = ("International, federal", "State", "Municipal, society")
#: Inches: width of a node, and room at the sides for links within a column.
NODE_WIDTH, MARGIN = 1.08, 0.42


def families(actors: Mapping[str, Actor]) -> pd.Series:
    """Return the family of each actor, by id."""
    of = {group: family for family, (_, groups) in FAMILIES.items() for group in groups}
    return pd.Series({key: of[actor.group] for key, actor in actors.items()})


#: Kinds of links.
KINDS = ("funds", "coordinates", "monitors")


def network(
    links: Sequence[Link], actors: Mapping[str, Actor], kinds: Sequence[str] = KINDS
) -> nx.MultiDiGraph:
    """Return links of some kinds as a directed graph; nodes carry their actor, edges their kind."""
    graph = nx.MultiDiGraph()
    for link in links:
        if link.kind not in kinds:
            continue
        for end in (link.source, link.target):
            graph.add_node(end, actor=actors[end])
        graph.add_edge(link.source, link.target, kind=link.kind, what=link.what)
    return graph


def positions(graph: nx.MultiDiGraph) -> dict[str, tuple[int, float]]:
    """Return column and rank (0 at the top) of each node, with few crossings.

    Columns follow the level of government; within a column nodes are ordered by the mean rank of
    their neighbours (the barycentre rule), repeated from a fixed start, so that no chance enters.
    """
    layer = {node: LAYERS[data["actor"].level] for node, data in graph.nodes(data=True)}
    columns = [[n for n in graph.nodes if layer[n] == number] for number in range(3)]
    flat = graph.to_undirected()
    rank = {node: i / max(len(c), 1) for c in columns for i, node in enumerate(c)}
    for _ in range(12):
        for column in columns:
            pull = {
                n: np.mean([rank[m] for m in flat[n] if layer[m] != layer[n]] or [rank[n]])
                for n in column
            }
            column.sort(key=lambda n: (pull[n], n))
            rank.update({node: (i + 0.5) / len(column) for i, node in enumerate(column)})
    return {node: (layer[node], rank[node]) for node in graph.nodes}


def draw_network(graph: nx.MultiDiGraph, colours: Mapping[str, str]) -> Figure:
    """Draw the network in three columns; ``colours`` maps each kind of link to a palette colour."""
    place = positions(graph)
    tallest = max(sum(1 for c, _ in place.values() if c == number) for number in range(3))
    body = tallest * 0.34
    fig, ax = blank(body + 0.62)
    short = {node: data["actor"].short for node, data in graph.nodes(data=True)}
    ax.marks_of_diagram = [
        (data["kind"], LAYER_NAMES[place[source][0]], f"{short[source]} → {short[target]}")
        for source, target, data in graph.edges(data=True)
    ]
    starts = (MARGIN, (WIDTH - NODE_WIDTH) / 2, WIDTH - MARGIN - NODE_WIDTH)
    centre = {n: (starts[c] + NODE_WIDTH / 2, 0.05 + body * (1 - r)) for n, (c, r) in place.items()}
    for source, target, data in graph.edges(data=True):
        same = place[source][0] == place[target][0]
        side = -1 if place[source][0] == 0 else 1
        colour = PALETTE[colours[data["kind"]]]
        _edge(ax, centre[source], centre[target], colour, side if same else 0)
    for node, (x, y) in centre.items():
        actor = graph.nodes[node]["actor"]
        colour = colour_of(actor.group)
        ax.add_patch(
            FancyBboxPatch(
                (x - NODE_WIDTH / 2, y - 0.11), NODE_WIDTH, 0.22,
                boxstyle="round,pad=0,rounding_size=0.05", facecolor="white", edgecolor=colour,
                linewidth=0.9, zorder=2,
            )
        )  # fmt: skip
        ax.text(x, y, actor.short, ha="center", va="center", fontsize=FONT, color=colour, zorder=3)
    for number, name in enumerate(LAYER_NAMES):
        ax.text(starts[number] + NODE_WIDTH / 2, body + 0.16, name, ha="center", fontsize=FONT,
                weight="semibold")  # fmt: skip
    for number, (kind, colour) in enumerate(colours.items()):
        ax.text(0.02 + number * 1.5, body + 0.44, f"→ {kind}", color=PALETTE[colour], fontsize=FONT)
    return fig


def _edge(
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
            connectionstyle=style,
            arrowstyle="-|>",
            mutation_scale=7,
            shrinkA=0,
            shrinkB=0,
            color=colour,
            linewidth=0.9,
            zorder=1,
        )
    )


def network_table(graph: nx.MultiDiGraph) -> pd.DataFrame:
    """Return for each actor its links in and out and how often it lies between others.

    Betweenness is the share (%) of shortest paths between pairs of other actors that pass
    through the actor, directions ignored (Freeman 1977, as networkx computes it).
    """
    between = nx.betweenness_centrality(nx.Graph(graph.to_undirected()))
    rows = {
        graph.nodes[node]["actor"].short: {
            "Links out": graph.out_degree(node),
            "Links in": graph.in_degree(node),
            "Lies between (%)": between[node] * 100,
        }
        for node in graph.nodes
    }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("Actor")
    return frame.sort_values("Lies between (%)", ascending=False, kind="stable")


def brokers(graph: nx.MultiDiGraph) -> dict[str, str]:
    """Return who lies between others most often, and who comes next, by the name of the fact."""
    names = {data["actor"].short: data["actor"].name_en for _, data in graph.nodes(data=True)}
    first, second = (f"the {names[one][0].lower()}{names[one][1:]}"
                     for one in network_table(graph).index[:2])  # fmt: skip
    return {"stakeholders-broker": first, "stakeholders-second": second}


def most_of_level(graph: nx.MultiDiGraph, level: str) -> float:
    """Return how often (%) the actor of a level that does so most lies between others."""
    own = [
        data["actor"].short for _, data in graph.nodes(data=True) if data["actor"].level == level
    ]
    return float(network_table(graph).loc[own, "Lies between (%)"].max())


def risk_map(risks: Sequence[Risk]) -> Figure:
    """Draw impact (up) against likelihood (right); each risk stands in its cell by id and title."""
    left, foot = 0.62, 0.36
    widths = {1: 1.05, 2: 1.95, 3: WIDTH - left - 3.0}
    starts = {1: left, 2: left + 1.05, 3: left + 3.0}
    cells: dict[tuple[int, int], list[str]] = {}
    for risk in sorted(risks, key=lambda risk: risk.id):
        characters = int((widths[risk.likelihood] - 0.12) / LETTER)
        # Unbroken at hyphens: lines are put together again where they are translated.
        lines = textwrap.wrap(
            f"{risk.id} {risk.title}", characters, subsequent_indent="    ", break_on_hyphens=False
        )
        cells.setdefault((risk.impact, risk.likelihood), []).extend(lines)
    rows = [row for row in (3, 2, 1) if any((row, c) in cells for c in (1, 2, 3))]
    tall = {row: max(len(cells.get((row, c), [])) for c in (1, 2, 3)) * LINE + 0.16 for row in rows}
    fig, ax = blank(sum(tall.values()) + foot)
    ax.marks_of_diagram = [
        ("risk", risk.id, risk.title, risk.likelihood, risk.impact) for risk in risks
    ]
    shades = {1: "#f7f7f7", 2: "#f7f7f7", 3: "#fbf0e4", 4: "#fbf0e4", 6: "#f6dcc4", 9: "#f0c3a0"}
    y = sum(tall.values()) + foot
    for row, height in tall.items():
        for column, x in starts.items():
            ax.add_patch(
                FancyBboxPatch(
                    (x + 0.02, y - height + 0.02), widths[column] - 0.04, height - 0.04,
                    boxstyle="square,pad=0", facecolor=shades[row * column], edgecolor="none",
                )
            )  # fmt: skip
            for line, text in enumerate(cells.get((row, column), [])):
                ax.text(x + 0.07, y - 0.15 - line * LINE, text, fontsize=FONT, va="center")
        ax.text(left - 0.08, y - height / 2, GRADES[row], ha="right", va="center", fontsize=FONT)
        y -= height
    for column, x in starts.items():
        ax.text(x + widths[column] / 2, foot - 0.11, GRADES[column], ha="center", fontsize=FONT)
    ax.text((left + WIDTH) / 2, 0.06, "Likelihood", ha="center", fontsize=FONT)
    ax.text(0.06, foot + sum(tall.values()) / 2, "Impact", rotation=90, va="center", fontsize=FONT)
    return fig
