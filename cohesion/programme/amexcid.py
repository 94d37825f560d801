"""AMEXCID against the conditions for entrusting tasks to a partner (``amexcid.yml``)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion import paths
from cohesion.files.text_tables import text_table

CONDITIONS = {
    "condition": "Condition",
    "known": "What is known",
    "gap": "What is not known",
    "measure": "What the programme does",
}
CONCLUSIONS = {"step": "Step", "rule": "Rule"}


def condition_table(folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return what is known and not known of the agency, condition by condition."""
    return text_table("amexcid", "conditions", CONDITIONS, folder)


def conclusion_table(folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return who contracts at each outcome of the assessment on the spot."""
    return text_table("amexcid", "conclusions", CONCLUSIONS, folder)
