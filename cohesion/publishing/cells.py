"""Addressing a cell of a published table: ``{cell}`tab-x/Chiapas/Poverty` ``.

What a page then writes is what the table shows: both cannot differ, and no fact is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cohesion.errors import DataError, near


def text(items: Mapping[str, Mapping[str, Any]], address: str) -> str:
    """Return what a table shows in a cell.

    Parameters
    ----------
    items : mapping
        Published results by name.
    address : str
        Table, what stands at the head of the row (several heads joined by ``/``), column head.

    Raises
    ------
    DataError
        No such table, row or column, or more than one such cell; with the nearest address.
    """
    name, _, place = address.partition("/")
    item = items.get(name)
    if item is None or item["kind"] != "table":
        raise DataError(
            f"no table is published as '{name}'{near(name, items)}.", cure="Correct the name."
        )
    found = [shown for known, shown in _cells(item) if known == place]
    if len(found) == 1:
        return found[0]
    if found:
        raise DataError(
            f"'{name}' has {len(found)} cells '{place}'.", cure="Give its rows different heads."
        )
    hint = near(place, (known for known, _ in _cells(item)))
    raise DataError(
        f"'{name}' has no cell '{place}'{hint}.", cure="Write {cell}`table/row/column`."
    )


def _cells(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    stub, columns = item["stub"], item["columns"]
    for row in range(len(columns[0]["cells"])):
        heads = [column["cells"][row] for column in columns[:stub]]
        for column in columns[stub:]:
            yield "/".join([*heads, column["head"]]), column["cells"][row]
