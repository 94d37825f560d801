"""INAI and CIDE: Métrica de Gobierno Abierto 2017 by state."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

FILE = "security/metrica_gobierno_abierto_2017_estado.csv"
EDITION = "metrica_2017"
SERIES = {
    "gobierno_abierto": "open_government",
    "transparencia": "open_government_transparency",
    "participacion": "open_government_participation",
}


def build_open_government(root: Path) -> pd.DataFrame:
    """Return the index and its two halves (0–1) by state; the federal government is left out."""
    frame = read_plain(root, FILE, ["cve_ent", *SERIES], ["cve_ent"])
    # The row '00' is the federal government as one more institution, not the national mean.
    frame = frame[frame["cve_ent"] != "00"]
    return pd.concat(
        [
            tidy(frame, column, indicator=indicator, edition=EDITION, year=2017, file=FILE)
            for column, indicator in SERIES.items()
        ],
        ignore_index=True,
    )


TABLES = {
    "metrica_open_government_states": Reads(build_open_government, (FILE,)),
}
