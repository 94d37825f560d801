"""Columns of a table as software reads them: one number a cell, nothing glued to it.

A page writes an interval, or a value with its interval, into one cell. In a CSV file each number
has a column of its own, and where only some cells of a column are percentages, the unit has one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cohesion import formats

Column = tuple[str, list[Any]]

_NUMBER = rf"[{formats.MINUS}+-]?\d[\d{formats.NBSP}]*(?:\.\d+)?"
_ONE = rf"{_NUMBER}(?:[ {formats.NBSP}]?%)?†?"
_SMALL = rf"<[ {formats.NBSP}]?0\.\d+"
#: What a cell may hold, and what is added to the head of the column for each of its parts.
SHAPES = (
    (re.compile(rf"({_ONE}) to ({_ONE})"), (", from", ", to")),
    (re.compile(rf"({_ONE}) \(({_ONE}) to ({_ONE})\)"), ("", ", from", ", to")),
    (re.compile(rf"({_ONE}) \(({_ONE}|{_SMALL})\)"), ("", ", in brackets")),
    (re.compile(rf"({_ONE}); ({_ONE})"), (", first", ", second")),
    # Where the source gives no error, the value stands alone.
    (re.compile(rf"({_ONE})(?: ± ({_ONE}))?"), ("", ", half of the interval")),
)


def columns(
    heads: Sequence[str],
    rows: Sequence[Sequence[Any]],
    numbers: Mapping[str, Mapping[str, float]] | None = None,
) -> list[Column]:
    """Return the columns of a published table for a file: head and cells.

    Parameters
    ----------
    heads, rows
        As a table is published (``raw``).
    numbers : mapping, optional
        The numbers that texts were written from: column → row → number.
    """
    found: list[Column] = []
    for place, head in enumerate(heads):
        shown = [row[place] for row in rows]
        exact = (numbers or {}).get(str(place), {})
        known = [exact.get(str(row), cell) for row, cell in enumerate(shown)]
        found += _split(head, known) or [(head, [_one(cell) for cell in known])]
        if _mixed(shown):
            found.append((f"{head}, unit", ["%" if _percent(cell) else "" for cell in shown]))
    return found


def _split(head: str, cells: list[Any]) -> list[Column]:
    """Return a column of a shape as the columns of its parts; nothing where it has no shape."""
    told = [cell for cell in cells if cell not in (None, "", formats.MISSING)]
    for shape, added in SHAPES:
        if told and all(isinstance(cell, str) and shape.fullmatch(cell.strip()) for cell in told):
            parts = [shape.fullmatch(str(cell).strip()) for cell in cells]
            if all(part is None or part[part.re.groups] is None for part in parts):
                continue
            return [
                (head + more, [_one(part[number]) if part else None for part in parts])
                for number, more in enumerate(added, start=1)
            ]
    return []


def _one(cell: Any) -> Any:
    if isinstance(cell, str) and re.fullmatch(_SMALL, cell):
        return cell.replace(formats.NBSP, "").replace(" ", "")
    if isinstance(cell, str) and re.fullmatch(_ONE, cell.strip()):
        cell = cell.replace(" ", formats.NBSP)
    return formats.machine_readable(cell)


def _percent(cell: Any) -> bool:
    return isinstance(cell, str) and bool(re.match(rf"{_NUMBER}[ {formats.NBSP}]?%", cell.strip()))


def _mixed(cells: list[Any]) -> bool:
    """Whether a column holds nothing but numbers, some of them percentages and others not."""
    told = [cell for cell in cells if cell not in (None, "", formats.MISSING)]
    shapes = [re.compile(_ONE), *(shape for shape, _ in SHAPES)]
    numeric = all(
        not isinstance(cell, str) or any(shape.fullmatch(cell.strip()) for shape in shapes)
        for cell in told
    )
    return numeric and len({_percent(cell) for cell in told}) > 1
