"""What a published number is, in words: label, year and unit of observation.

The best word comes first: what the notebook said when it published, then the catalogue of numbers
(``book/numbers.csv``), then the row that the number is. Only a number of which nothing
is told is called by its name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import csv
from cohesion.tables.geography import NATION, STATE_CODES, state_name

FILE = paths.BOOK / "numbers.csv"
COLUMNS = ("name", "label", "place", "year")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Described:
    """What a number is, for its reader; empty where it is not told."""

    label: str
    year: str
    place: str


def describe(item: Mapping[str, Any], folder: Path = paths.BOOK) -> Described:
    """Return label, year and unit of observation of a published number."""
    name = item["name"]
    entry = entry_of(name, folder)
    label = item.get("label") or (entry.label if entry else "")
    if entry and "row" in item and not item.get("said"):
        # Written for the place where it is read; the row only knows the indicator.
        label = entry.label
    year = str(item.get("year") or (entry.year if entry else "") or _year_in(name))
    place = str(item.get("place") or (entry.place if entry else ""))
    return Described(label or in_words(name), year, place)


def entry_of(name: str, folder: Path = paths.BOOK) -> Described | None:
    """Return the entry of the catalogue of numbers that a name falls under.

    An entry may hold one ``*``, which stands for a part of the name; ``{}`` in its label or unit
    of observation is replaced by that part in words (a state's name where it is a state's code).
    The entry with the longest fixed text wins.
    """
    found = None
    for pattern, entry in _entries(folder):
        if fnmatchcase(name, pattern) and (
            found is None or len(pattern) > len(found[0])
        ):
            found = pattern, entry
    if found is None:
        return None
    pattern, entry = found
    head, star, tail = pattern.partition("*")
    part = name[len(head) : len(name) - len(tail)] if star else ""
    words = _part_in_words(part)
    return Described(
        entry.label.replace("{}", words), entry.year, entry.place.replace("{}", words)
    )


@functools.cache
def _entries(folder: Path) -> tuple[tuple[str, Described], ...]:
    file = folder / FILE.name
    if not file.is_file():
        return ()
    table = csv.read(file, COLUMNS)
    repeated = table[table["name"].duplicated()]
    empty = table[table["label"].str.strip() == ""]
    for wrong, column, problem in (
        (repeated, "name", "'{}' stands twice."),
        (empty, "label", "'{}' has no label."),
    ):
        if len(wrong):
            row = wrong.iloc[0]
            raise DataError(
                problem.format(row["name"]), file=file, row=row["row"], column=column,
                cure="Keep one row for each name, and say in it what the number is.",
            )  # fmt: skip
    return tuple(
        (row.name_, Described(row.label, row.year, row.place))
        for row in table.rename(columns={"name": "name_"}).itertuples()
    )


def in_words(name: str) -> str:
    """Turn a name into words: the last resort.

    >>> in_words("no-water-share-2010")
    'No water share'
    """
    words = _YEAR.sub("", name).replace("-", " ").split()
    return " ".join(words).capitalize()


def _year_in(name: str) -> str:
    years = _YEAR.findall(name)
    return years[0] if len(years) == 1 else ""


def _part_in_words(part: str) -> str:
    if part in (NATION, *STATE_CODES):
        return state_name(part)
    return part.replace("-", " ")
