"""Health ministry (DGIS): hospital beds and doctors by state, 2012."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

FILE = "social/tidy/dgis_camas_medicos_estatal_2012_transcrito.csv"
EDITION = "dgis_2012"
SERIES = {"camas_hospital_por_100k": "hospital_beds", "medicos_por_100k": "doctors"}


def build_resources(root: Path) -> pd.DataFrame:
    """Return beds and doctors per 100 000 people by state, 2012."""
    frame = read_plain(root, FILE, ["cve_ent", "anio", *SERIES], ["cve_ent"])
    return pd.concat(
        [
            tidy(frame, column, indicator=indicator, edition=EDITION, file=FILE)
            for column, indicator in SERIES.items()
        ],
        ignore_index=True,
    )


TABLES = {
    "dgis_health_resources_states": Reads(build_resources, (FILE,)),
}
