"""What ``data/programme/safety.yml`` holds (institutions, bottlenecks, gaps), and town names."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import yaml
from cohesion.files.entries import Entry, Year

FILE = paths.PROGRAMME / "safety.yml"
SOURCE = "programme/safety.yml"

HEADS = {
    "institutions": {
        "who": "Who", "does": "What they do", "money": "Money", "law": "Legal basis",
    },
    "bottlenecks": {
        "what": "Bottleneck", "evidence": "Evidence", "consequence": "What follows",
    },
    "entry_points": {
        "result": "Expected result", "entry": "Entry point", "partner": "With whom",
        "measure": "How it would show",
    },
    "steps_of_reform": {"step": "Step", "when": "Date", "law": "Legal basis"},
    "gaps": {
        "what": "What is missing", "exists": "What exists on the day of this edition",
        "instead": "What this book does",
    },
}  # fmt: skip


def design_table(section: str, file: Path = FILE) -> pd.DataFrame:
    """Return one section as a table with the heads a reader sees; the first column is the index.

    Raises
    ------
    DataError
        The section is missing, or one of its entries lacks a field.
    """
    heads = HEADS[section]
    entries = read_design(file).get(section)
    if not entries or not isinstance(entries, list):
        raise DataError(
            f"there is no section '{section}'.", file=file, row=section,
            cure="Restore it, or correct its name.",
        )  # fmt: skip
    for number, entry in enumerate(entries, start=1):
        entry = entry if isinstance(entry, dict) else {}
        for name in [*heads, *(name for name in entry if name not in heads)]:
            value = entry.get(name)
            if name not in heads:
                problem = f"has the unknown field '{name}'"
            elif value is None or isinstance(value, (dict, list)) or not str(value).strip():
                problem = f"has no '{name}'"
            else:
                continue
            raise DataError(
                f"entry {number} of '{section}' {problem}.",
                file=file,
                row=number,
                column=name,
                cure="Fill it in; say 'nothing' where there is nothing.",
            )
        if entry in entries[: number - 1]:
            raise DataError(
                f"entry {number} of '{section}' is the same as an earlier one.",
                file=file,
                row=number,
                cure="Keep one of them.",
            )
    frame = pd.DataFrame(entries)[list(heads)].rename(columns=heads)
    return frame.set_index(next(iter(heads.values())))


def quantity(name: str, file: Path = FILE) -> tuple[float, str]:
    """Return a quantity and the publication it comes from."""
    item = read_design(file).get("quantities", {}).get(name)
    if item is None or "source" not in item:
        raise DataError(
            f"there is no quantity '{name}' with its source.",
            file=file,
            row=name,
            cure="Add it with value and source, or correct its name.",
        )
    return float(item["value"]), item["source"]


def read_design(file: Path) -> dict:
    """Return a declared file as written, section by section; its entries are not checked here."""
    return yaml.read(file)


class Start(Entry):
    """Since when a state has had the reform."""

    source: str = Field(pattern=r"^\{cite:[pt]\}`[a-z0-9]+`$")
    years: dict[str, Year] = Field(min_length=1)
