"""What ``data/programme/safety.yml`` holds (institutions, bottlenecks, gaps), and town names."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.files import text_tables
from cohesion.files.entries import Citation, Entry, Year, read_yaml, validated
from cohesion.files.text_tables import Quantity, text_table

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


def part(name: str, folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return one table of text of ``safety.yml`` (see :func:`text_table`)."""
    return text_table("safety", name, HEADS[name], folder)


def quantity(name: str, folder: Path = paths.PROGRAMME) -> Quantity:
    """Return a quantity of ``safety.yml`` and the publication it comes from."""
    return text_tables.quantity("safety", name, folder)


class Start(Entry):
    """Since when a state has had the reform."""

    source: Citation
    years: dict[str, Year] = Field(min_length=1)


def reform_start(folder: Path = paths.PROGRAMME) -> Start:
    """Return since when each state has had the reform, and who says so."""
    content = read_yaml("safety", folder).get("reform_start", {})
    return validated(Start, content, folder / "safety.yml", "reform_start")
