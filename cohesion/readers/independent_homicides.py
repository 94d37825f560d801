"""Homicides by state and year from death certificates, counted by other authors.

A check of the level and the order of INEGI's figures, not a figure of the mission's day.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

FILE = "found/homicides_independent/gargiulo_homicidios_estado_anual_2000_2022.csv"
EDITION = "gargiulo_2024"


def homicides_states(root: Path) -> pd.DataFrame:
    """Return homicides (persons) by state and year of occurrence, 2000–2022."""
    frame = read_plain(root, FILE, ["cve_ent", "anio", "homicidios"], ["cve_ent"])
    return tidy(frame, "homicidios", indicator="homicides_independent", edition=EDITION, file=FILE)


TABLES = {
    "gargiulo_homicides_states": Reads(homicides_states, (FILE,)),
}
