"""Universidad de las Américas Puebla: Índice Global de Impunidad México 2022."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

FILE = "security/igi_mex_2022_indice_impunidad.csv"


def build_impunity(root: Path) -> pd.DataFrame:
    """Return the impunity index (0–100, higher is more impunity) by state, edition 2022."""
    frame = read_plain(root, FILE, ["cve_ent", "igi_mex_2022"], ["cve_ent"])
    return tidy(
        frame,
        "igi_mex_2022",
        indicator="impunity_igi",
        edition="igi_mex_2022",
        year=2022,
        file=FILE,
    )


TABLES = {
    "udlap_impunity_states": Reads(build_impunity, (FILE,)),
}
