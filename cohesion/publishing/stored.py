"""What the notebooks published: facts, tables, figures and prose, with their provenance.

Each notebook's results lie in ``_build/results/<notebook>/items.jsonl``, one JSON object a line,
and its figures beside it. Pages, files and other notebooks read them from here.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.errors import DataError, near
from cohesion.files import hashes
from cohesion.publishing import bodies

_facts_read: dict[str, str] = {}
#: Who wants to know which results are asked for; the innermost last.
_listeners: list[set[str]] = []


def load(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """Return every published item by name.

    Raises
    ------
    DataError
        Two notebooks publish the same name, or a results file is damaged.
    """
    items: dict[str, dict[str, Any]] = {}
    for file in sorted((folder or paths.RESULTS).glob("[!.]*/items.jsonl")):
        for item in _read(file):
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


def of_notebook(results: Path) -> list[dict[str, Any]]:
    """Return the stored items of one notebook, in its order.

    Parameters
    ----------
    results : Path
        The folder of the notebook's results.

    Raises
    ------
    DataError
        The file is damaged.
    """
    return list(_read(results / "items.jsonl"))


def damage(results: Path, count: int | None = None) -> str:
    """Say what is wrong with the stored items of one notebook; '' if nothing is.

    Parameters
    ----------
    results : Path
        The folder of the notebook's results.
    count : int, optional
        How many items the notebook published.
    """
    found = 0
    try:
        for item in _read(results / "items.jsonl"):
            found += 1
            if item["notebook"] != results.name:
                return f"'{item['name']}' belongs to {item['notebook']}"
    except DataError as error:
        return error.problem.removeprefix("the results are damaged: ").rstrip(".")
    return "" if count in (None, found) else f"{found} of {count} results are left"


def _read(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the items of one notebook.

    Raises
    ------
    DataError
        A line that is no item, or an item twice: another program wrote here, or a disk was full.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        # A notebook of the same stage runs beside this one and takes the place of its old
        # results at this moment; nothing may rest on them.
        return
    found, fault = _parsed(content)
    if fault:
        row, told = fault
        raise DataError(
            f"the results are damaged: {told}.", file=file, row=row,
            cure="Run make book: damaged results are made again.",
        )  # fmt: skip
    # Whoever changes what was read changes a copy.
    yield from map(dict, found)


@functools.lru_cache(maxsize=256)
def _parsed(content: bytes) -> tuple[list[dict[str, Any]], tuple[int, str] | None]:
    """Return the items of a file, and the row and the name of its fault; the same bytes once.

    A build looks at all results before each of its stages.
    """
    found: dict[str, dict[str, Any]] = {}
    for row, line in enumerate(content.splitlines(keepends=True), start=1):
        try:
            item = json.loads(line)
            name, whole = item["name"], {"kind", "notebook"} <= item.keys()
        except (ValueError, KeyError, TypeError, AttributeError):
            name, whole = "", False
        if not whole or name in found or not line.endswith(b"\n"):
            told = f"'{name}' stands twice" if name in found else f"line {row} is not whole"
            return list(found.values()), (row, told)
        found[name] = item
    return list(found.values()), None


@functools.cache
def _loaded(folder: Path | None) -> dict[str, dict[str, Any]]:
    return load(folder)


def items(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """Return every published item by name, read once; for many look-ups."""
    return _loaded(folder)


def item(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return a published item; an unknown name raises :class:`DataError` with the nearest name."""
    known = items(folder)
    if not known:
        raise DataError(
            f"'{name}' is not at hand: no notebook has results here yet.",
            cure="Run make book first; it takes a few minutes.",
        )
    if name not in known:
        raise DataError(
            f"nothing is published as '{name}'{near(name, known)}.",
            cure="If not all notebooks have run here yet, run make book first. Else publish it in "
            "a notebook of an earlier stage, or correct the name.",
        )
    found = known[name]
    _facts_read[name] = print_of_run(found)
    for names in _listeners:
        names.add(name)
    return found


@contextlib.contextmanager
def listening() -> Iterator[set[str]]:
    """Collect the names of the results that are asked for one by one, as long as it lasts."""
    names: set[str] = set()
    _listeners.append(names)
    try:
        yield names
    finally:
        _listeners.pop()


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
    return hashes.of_content(published)[:16]
