"""Tables of text in ``data/programme/*.yml``: lists of entries that all have the same fields."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Citation, Entry, read_yaml, validated


def text_table(
    file: str, part: str, heads: Mapping[str, str], folder: Path = paths.PROGRAMME
) -> pd.DataFrame:
    """Return one part of ``<folder>/<file>.yml`` as a table with the heads a reader sees.

    Parameters
    ----------
    file, part : str
        Name of the file without its ending, and the key of the list of entries.
    heads : mapping of field to head
        Every entry has exactly these fields; the first one names the row.

    Raises
    ------
    DataError
        The part is missing, or an entry lacks a field, leaves it empty, or has one too many.
    """
    path = folder / f"{file}.yml"
    entries = read_yaml(file, folder).get(part)
    if not entries or not isinstance(entries, list):
        raise DataError(
            f"there is no part '{part}' with a list of entries.",
            file=path,
            row=part,
            cure="Restore it, or correct its name.",
        )
    for number, entry in enumerate(entries, start=1):
        place = f"{part}, entry {number}"
        if not isinstance(entry, dict):
            raise DataError(
                f"'{entry}' is no entry with fields.",
                file=path,
                row=place,
                cure=f"Write the fields {', '.join(heads)}.",
            )
        empty = {
            field for field, value in entry.items()
            if isinstance(value, (dict, list)) or value is None or not str(value).strip()
        }  # fmt: skip
        wrong = (set(heads) ^ set(entry)) | empty
        if wrong:
            raise DataError(
                f"the entry should have the fields {', '.join(heads)}, each with a text.",
                file=path,
                row=place,
                column=min(wrong),
                cure="Complete the entry (– where there is nothing), or remove the field.",
            )
        if entry in entries[: number - 1]:
            raise DataError(
                "the entry is the same as an earlier one.",
                file=path,
                row=place,
                cure="Keep one of them.",
            )
    table = pd.DataFrame(entries, columns=list(heads)).rename(columns=heads)
    return table.set_index(heads[next(iter(heads))])


class Quantity(Entry):
    """A published figure that stands in no table."""

    value: float = Field(ge=0)
    unit: str
    source: Citation


class Quantities(Entry):
    """The quantities of a chapter's file."""

    quantities: dict[str, Quantity] = Field(min_length=1)


def quantity(file: str, name: str, folder: Path = paths.PROGRAMME) -> Quantity:
    """Return one quantity of a chapter's file, with its unit and the publication it comes from.

    Raises
    ------
    DataError
        There is no such quantity, or it lacks its value, its unit or its source.
    """
    path = folder / f"{file}.yml"
    known = read_yaml(file, folder).get("quantities") or {}
    if name not in known:
        raise DataError(
            f"there is no quantity '{name}'.",
            file=path,
            column="quantities",
            cure="Enter it with value, unit and source, or correct its name.",
        )
    return validated(Quantity, known[name], path, f"quantities, {name}")
