"""The social-care part of the programme design: who the law names, who delivers, what blocks."""

from __future__ import annotations

import pandas as pd
import yaml

from cohesion import paths
from cohesion.errors import DataError

FILE = paths.PROGRAMME / "care.yml"

#: part of the file → heads of its columns; the first becomes the row header
HEADS = {
    "population": {
        "group": "Who the law names",
        "article": "Law",
        "measured": "What official figures say something about",
        "level": "For whom",
        "figure": "Figure of 2010",
        "missing": "Not measured",
    },
    "institutions": {
        "level": "Level",
        "decides": "Decides",
        "funds": "Funds",
        "delivers": "Delivers",
        "monitors": "Monitors",
        "basis": "Legal basis",
    },
    "bottlenecks": {
        "bottleneck": "Bottleneck",
        "evidence": "Evidence",
        "entry": "Entry point",
        "result": "Result",
    },
}


def part(name: str) -> pd.DataFrame:
    """Return one part of ``data/programme/care.yml`` as a table with readable heads.

    Raises
    ------
    DataError
        An unknown part, or an entry without one of its fields.
    """
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8")).get(name)
    if entries is None or name not in HEADS:
        raise DataError(
            f"there is no part '{name}'.", file=FILE, cure=f"Use one of: {', '.join(HEADS)}."
        )
    heads = HEADS[name]
    for number, entry in enumerate(entries, start=1):
        missing = [field for field in heads if not str(entry.get(field, "")).strip()]
        if missing:
            raise DataError(
                "the entry is incomplete.",
                file=FILE,
                row=f"{name}, entry {number}",
                column=missing[0],
                cure="Fill the field in; write – where there is nothing.",
            )
    table = pd.DataFrame(entries)[list(heads)].rename(columns=heads)
    return table.set_index(next(iter(heads.values())))
