"""The texts that the documents show, found by writing them: what translators are given.

Every document is written once in English through a look-up that remembers what it was asked for.
Nothing has to be listed by hand, and no text of a document can be forgotten.
"""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.files import yaml
from cohesion.markup import blocks
from cohesion.office.build import BOTH
from cohesion.programme.design import load_design
from cohesion.publishing import stored
from cohesion.translation import catalogue
from cohesion.translation.glossary import FILE, load_glossary
from cohesion.translation.po import Message

#: The family of what stands in the code of the documents, and of the tables of the notebooks.
OFFICE, TABLES = "office", "tables"


def wanted(programme: Path = paths.PROGRAMME) -> dict[str, list[Message]]:
    """Return family → messages without translation, in the order of their sources.

    A family is a file of the design, ``office`` (words of the documents themselves) or ``tables``
    (heads, captions and notes of published tables).
    """
    glossary = load_glossary(programme)
    sources = _sources(programme)
    words = catalogue.listening(sources, programme)
    design = load_design(programme)
    with tempfile.TemporaryDirectory() as folder:
        for name, (_, write) in BOTH.items():
            write(design, Path(folder) / name, words)
    found: dict[str, list[tuple[int, Message]]] = {}
    order = {text: number for number, text in enumerate(sources)}
    for text in words.heard:
        family, place = sources.get(text, (TABLES, ""))
        terms = [f"{term.en} = {' / '.join(term.es)}" for term in glossary.in_english(text)]
        note = tuple(filter(None, [place, *terms]))
        message = Message(text, note=note)
        found.setdefault(family, []).append((order.get(text, len(order)), message))
    return {
        family: [message for _, message in sorted(pairs, key=lambda pair: pair[0])]
        for family, pairs in sorted(found.items())
    }


def _sources(programme: Path) -> dict[str, tuple[str, str]]:
    """Return every text of the sources → its family and its place.

    What the design says in several words belongs to its file; a single word that stands in the
    code as well belongs to the code.
    """
    design = dict(_of_design(programme))
    found = {text: place for text, place in design.items() if text.count(" ") > 1}
    for item in stored.items().values():
        if item["kind"] == "table":
            heads = [column["head"] for column in item["columns"]]
            for text in filter(None, (item["caption"], item["notes"], *heads)):
                found.setdefault(text, (TABLES, item["name"]))
            for text in item["source_lines"]:
                found.setdefault(text, (TABLES, "source of a table"))
    for room, family in (("office", OFFICE), ("programme", TABLES)):
        for file in sorted((paths.ROOT / "cohesion" / room).glob("*.py")):
            for text in _literals(file):
                found.setdefault(text, (family, file.name))
    return found | {text: place for text, place in design.items() if text not in found}


def _of_design(programme: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the texts of the design, the last file first, so that the first one is kept."""
    for file in sorted(programme.glob("*.yml"), reverse=True):
        if file.name != FILE:
            for text, place in _strings(yaml.read(file)):
                for part in (text, *(block for _, block in blocks(text))):
                    yield part, (file.stem, f"{file.name} {place}".strip())


def _strings(node: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of a YAML file with the entry and the field that they stand in."""
    if isinstance(node, Mapping):
        entry = str(node.get("id", place))
        for key, value in node.items():
            if key != "id":
                yield from _strings(value, f"{entry} {key}" if isinstance(value, str) else entry)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value, place)
    elif isinstance(node, str) and node.strip():
        yield node.strip(), place


def _literals(file: Path) -> Iterator[str]:
    """Yield the texts that stand in a module, docstrings aside."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            text = node.value.strip()
            if len(text) > 1:
                yield text
