"""Tables of ENVIPE in small, as INEGI lays them out: title, heads above each other, 33 rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cohesion.tables.geography import STATES

PLACES = {"00": "Estados Unidos Mexicanos", **STATES["name_es"]}
#: What stands above a column: heading, heading below it, measure; empty where it goes on.
Heads = Sequence[tuple[str | None, str | None, str | None]]


def pair(upper: str | None, lower: str | None = None) -> Heads:
    """Return the heads of two columns: a number and its share."""
    return [(upper, lower, "Absolutos"), (None, None, "Relativos")]


def table(
    title: str, heads: Heads, figures: Callable[[int], Sequence[object]], label="Entidad federativa"
) -> list[list[object]]:
    """Return the rows of a table by state; ``figures`` gives those of a state by its number."""
    return [
        ["INEGI. Encuesta Nacional de Victimización"], [], [title], [], [2011], [],
        [label, *(upper for upper, _, _ in heads)],
        [None, *(lower for _, lower, _ in heads)],
        [None, *(measure for *_, measure in heads)],
        [],
        *([name, *figures(int(code))] for code, name in PLACES.items()),
        [], ["Nota: las estimaciones se pintan según su coeficiente de variación."],
    ]  # fmt: skip


def blocks(
    title: str, label: str, width: int, of_state: Callable[[int], Sequence[Sequence[object]]]
) -> list[list[object]]:
    """Return the rows of a table with a block for each state, headed by the state's name."""
    rows: list[list[object]] = [["INEGI"], [], [title], [], [2010], [], [label], [], [], []]
    for code, name in PLACES.items():
        first, *rest = of_state(int(code))
        rows += [[name, *first], *map(list, rest), [None] * width]
    return rows
