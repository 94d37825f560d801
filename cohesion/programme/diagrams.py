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
from matplotlib.figure import Figure

from cohesion.charts import boxes, networks
from cohesion.charts.theme import WIDTH
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
    """Return the name of the colour of a group of actors."""
    for name, groups in FAMILIES.values():
        if group in groups:
            return name
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
    told = [
        *(("level", str(number), text) for number, row in enumerate(top, 1) for text in row),
        *(("cause", result, cause) for result, cause, _ in columns),
        *(("root", result, text) for result, _, roots in columns for text in roots),
    ]
    drawn = [boxes.Column(f"{result}  {cause}", roots, RESULT_COLOURS[result])
             for result, cause, roots in columns]  # fmt: skip
    return boxes.tree(top, drawn, told)


#: Inches at the left of a map of cells, for the names of its rows.
_LEFT = {"influence": 0.42, "risk": 0.62}
#: Grounds of the cells: calm, and where both grades are high.
_CALM, _HIGH = "cell", "cell blue"
_RISK = {1: _CALM, 2: _CALM, 3: "cell orange 1", 4: "cell orange 1", 6: "cell orange 2",
         9: "cell orange 3"}  # fmt: skip


def influence_map(actors: Mapping[str, Actor]) -> Figure:
    """Draw influence (up) against interest (right): each actor's name stands in its cell."""
    used = sorted({actor.interest_score for actor in actors.values()})
    grades = sorted({actor.influence for actor in actors.values()}, reverse=True)
    content: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for actor in sorted(actors.values(), key=lambda actor: actor.short):
        place = (actor.influence, actor.interest_score)
        content.setdefault(place, []).append((actor.short, colour_of(actor.group)))
    told = [
        ("actor", family, actors[key].short, actors[key].interest_score, actors[key].influence)
        for key, family in families(actors).items()
    ]
    width = (WIDTH - _LEFT["influence"]) / len(used)
    return boxes.cells(
        content,
        [boxes.Grade(grade, str(grade)) for grade in grades],
        [boxes.Grade(grade, str(grade), width) for grade in used],
        {(r, c): _HIGH if r >= 4 and c >= 4 else _CALM for r in grades for c in used},
        names=("Interest (1 low, 5 high)", "Influence (1 low, 5 high)"),
        told=told,
        key=[(family, colour) for family, (colour, _) in FAMILIES.items()],
    )


#: Columns of the network, left to right.
LAYERS = {"international": 0, "federal": 0, "state": 1, "municipal": 2, "society": 2}
LAYER_NAMES = ("International, federal", "State", "Municipal, society")


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
    actors = {node: data["actor"] for node, data in graph.nodes(data=True)}
    links = [(source, target, data["kind"]) for source, target, data in graph.edges(data=True)]
    told = [
        (kind, LAYER_NAMES[place[source][0]], f"{actors[source].short} → {actors[target].short}")
        for source, target, kind in links
    ]
    nodes = {key: networks.Node(actors[key].short, colour_of(actors[key].group), *where)
             for key, where in place.items()}  # fmt: skip
    return networks.in_columns(nodes, links, LAYER_NAMES, colours, told)


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
    widths = {1: 1.05, 2: 1.95, 3: WIDTH - _LEFT["risk"] - 3.0}
    content: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for risk in sorted(risks, key=lambda risk: risk.id):
        characters = int((widths[risk.likelihood] - 0.12) / boxes.LETTER)
        # Unbroken at hyphens: lines are put together again where they are translated.
        lines = textwrap.wrap(
            f"{risk.id} {risk.title}", characters, subsequent_indent="    ", break_on_hyphens=False
        )
        place = (risk.impact, risk.likelihood)
        content.setdefault(place, []).extend((line, "ink") for line in lines)
    grades = [row for row in (3, 2, 1) if any((row, column) in content for column in widths)]
    return boxes.cells(
        content,
        [boxes.Grade(grade, GRADES[grade]) for grade in grades],
        [boxes.Grade(grade, GRADES[grade], width) for grade, width in widths.items()],
        {(row, column): _RISK[row * column] for row in grades for column in widths},
        names=("Likelihood", "Impact"),
        told=[("risk", risk.id, risk.title, risk.likelihood, risk.impact) for risk in risks],
    )
