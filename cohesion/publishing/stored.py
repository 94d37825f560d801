"""What the notebooks published: facts, tables, figures and prose, with their provenance.

Each notebook's results lie in ``_build/results/<notebook>/items.jsonl``, one JSON object a line,
and its figures beside it. Pages, files and other notebooks read them from here.
"""

from __future__ import annotations

import difflib
import functools
import json
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.errors import DataError
from cohesion.publishing import bodies

_facts_read: dict[str, str] = {}


def load(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """Return every published item by name.

    Raises
    ------
    DataError
        Two notebooks publish the same name, or a results file is damaged.
    """
    items: dict[str, dict[str, Any]] = {}
    for file in sorted((folder or paths.RESULTS).glob("[!.]*/items.jsonl")):
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            # A notebook of the same stage runs beside this one and takes the place of its old
            # results at this moment; nothing may rest on them.
            continue
        for row, line in enumerate(lines, start=1):
            try:
                item = json.loads(line)
            except json.JSONDecodeError:
                raise DataError(
                    "the results are damaged.", file=file, row=row, cure="make clean, then build."
                ) from None
            name = item["name"]
            if name in items:
                raise DataError(
                    f"'{name}' is published by two notebooks: {items[name]['notebook']} and "
                    f"{item['notebook']}.",
                    file=f"notebooks/{item['notebook']}.md",
                    cure="Give one of them another name.",
                )
            items[name] = item
    return items


@functools.cache
def _loaded(folder: Path | None) -> dict[str, dict[str, Any]]:
    return load(folder)


def items(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """Return every published item by name, read once; for many look-ups."""
    return _loaded(folder)


def item(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return a published item; an unknown name raises :class:`DataError` with the nearest name."""
    known = items(folder)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        raise DataError(
            f"nothing is published as '{name}'"
            + (f" (did you mean '{near[0]}'?)" if near else "")
            + ".",
            cure="Publish it in a notebook of an earlier stage, or correct the name.",
        )
    found = known[name]
    _facts_read[name] = print_of_run(found)
    return found


def fact(name: str, folder: Path | None = None) -> Any:
    """Return the value of a published fact (a number, or a text)."""
    return _fact(name, folder)["value"]


def fact_text(name: str, folder: Path | None = None) -> str:
    """Return a published fact as it is written in pages, with its unit."""
    return _fact(name, folder)["text"]


def _fact(name: str, folder: Path | None) -> dict[str, Any]:
    found = item(name, folder)
    if found["kind"] != "fact":
        raise DataError(f"'{name}' is a {found['kind']}, not a fact.", cure="Name a fact.")
    return found


def facts_read() -> dict[str, str]:
    """Return the fingerprint of each item that this process read, by name."""
    return dict(_facts_read)


def as_line(published: dict[str, Any]) -> str:
    """Return an item as the line that stores it."""
    return json.dumps(published, ensure_ascii=False, sort_keys=True) + "\n"


def print_of_run(published: dict[str, Any]) -> str:
    """Return a text that changes when the notebook gives another result; words in pages aside."""
    return fingerprint(bodies.without_words(published))


def fingerprint(published: dict[str, Any]) -> str:
    """Return a text that changes when the item changes."""
    import hashlib

    text = json.dumps(published, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
