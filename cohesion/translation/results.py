"""Published results in another language: every text of a fact, a table, a figure and a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cohesion.markup import ROLE
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.words import agreeing

#: Heads of columns that hold names of places.
NAMES = ("Municipality",)
_PARAGRAPH = re.compile(r"\n\s*\n")


def translated(item: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """Return a stored result in the language of a catalogue; values and names stay.

    What code reads stays English too: ``value`` and ``raw`` of a result, from which other pages
    compute and files are written.
    """
    shown = dict(item)
    for key in ("text", "caption", "alt"):
        if shown.get(key):
            shown[key] = catalogue.told(shown[key])
    for key in ("notes", "body"):
        if shown.get(key):
            shown[key] = _paragraphs(shown[key], catalogue)
    shown["source_lines"] = [catalogue.told(line) for line in item.get("source_lines", ())]
    if item["kind"] == "table":
        shown["columns"] = [_column(column, catalogue) for column in item["columns"]]
    return shown


def names_in(text: str) -> list[str]:
    """Return the results that a text names: facts, and tables of which it shows a cell.

    >>> names_in("{fact}`n-poor` of {cell}`tab-x/a/b`, see {numref}`tab-y`")
    ['n-poor', 'tab-x/a/b']
    """
    return [name.strip() for role, name in ROLE.findall(text) if role in ("fact", "cell")]


def _column(column: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    # What fills a column of places are names.
    say = catalogue.numbers if column["head"] in NAMES else catalogue.told
    return {
        **column,
        "head": catalogue.told(column["head"]),
        "cells": [agreeing(column["head"], say(cell)) for cell in column["cells"]],
    }


def _paragraphs(text: str, catalogue: Catalogue) -> str:
    """Return paragraphs and lists, line breaks and marks of lists kept."""
    done = []
    for paragraph in _PARAGRAPH.split(text.strip()):
        lines = [f"\n{line}" for line in paragraph.split("\n- ")]
        lines[0] = lines[0].removeprefix("\n")
        done.append("\n- ".join(_line(line.lstrip("\n"), catalogue) for line in lines))
    return "\n\n".join(done)


def _line(text: str, catalogue: Catalogue) -> str:
    mark = next((mark for mark in ("### ", "- ") if text.startswith(mark)), "")
    words = re.sub(r"[ \t]*\n[ \t]*", " ", text.removeprefix(mark))
    return mark + catalogue.told(words)
