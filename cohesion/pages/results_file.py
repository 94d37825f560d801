"""``results.json``: every published result for readers, its texts as they read on a page."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

from cohesion.publishing.readable import readable

#: What is no text: names by which results are found, and conditions in Python.
_NO_TEXT = frozenset({"name", "kind", "notebook", "condition", "row", "unit", "words", "level"})


def content(items: Mapping[str, Mapping[str, Any]]) -> str:
    """Return all results, in the order of their names, as JSON.

    Facts stand in their sentences, works are cited by author and year, and no mark of emphasis or
    of a bound sentence is left: who takes the file away has neither the pages nor their markup.

    Parameters
    ----------
    items : mapping
        Published results by name.

    Raises
    ------
    DataError
        A text names a fact, a result or a work that there is not.
    """
    known = {name: item["text"] for name, item in items.items() if item["kind"] == "fact"}

    # The same source stands with thousands of numbers.
    @functools.cache
    def shown(text: str) -> str:
        return readable(text, facts=known, items=items)

    def read(value: Any) -> Any:
        if isinstance(value, str):
            return shown(value)
        if isinstance(value, Mapping):
            return {k: one if k in _NO_TEXT else read(one) for k, one in value.items()}
        return [read(one) for one in value] if isinstance(value, list) else value

    found = [read(items[name]) for name in sorted(items)]
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
