"""What the correlations mean for the programme: a table of texts, each bound to its results."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion import paths
from cohesion.files.text_tables import text_table

#: part of ``meaning.yml`` → heads of its columns; the first becomes the row header
HEADS = {
    "consequences": {
        "question": "Question",
        "figures": "What the figures say",
        "consequence": "What to do",
    },
}


def consequences(folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return what was asked, what the figures say, and what it asks of the programme."""
    return text_table("meaning", "consequences", HEADS["consequences"], folder)
