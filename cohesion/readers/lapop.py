"""LAPOP AmericasBarometer: trust and satisfaction with democracy, nation and four strata."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

FILE = "security/lapop_mexico_agregados_2010_2023.csv"
EDITION = "lapop_2023"
SERIES = {
    "confianza_interpersonal_pct": "interpersonal_trust_lapop",
    "satisfaccion_democracia_pct": "democracy_satisfaction_lapop",
    "victimizacion_pct": "victimisation_lapop",
}
GROUPS = {
    "México": "all",
    "Norte": "stratum_north",
    "Centro Occidente": "stratum_centre_west",
    "Centro": "stratum_centre",
    "Sur": "stratum_south",
}


def build_trust(root: Path) -> pd.DataFrame:
    """Return shares of respondents (%) for the nation and the survey's four strata.

    The standard error is that of a simple random sample; the true one is larger because the
    sample is clustered.
    """
    columns = ["nivel", "anio", "unidad", "n", *SERIES]
    frame = read_plain(root, FILE, columns, [])
    frame = frame[frame["nivel"].isin(["nacional", "estrato"])].assign(cve_ent="00")
    parts = []
    for column, indicator in SERIES.items():
        for unit, group in GROUPS.items():
            # Without the empty cells, so that each share meets its own number of interviews.
            rows = frame[frame["unidad"] == unit].dropna(subset=[column], ignore_index=True)
            part = tidy(rows, column, indicator=indicator, edition=EDITION, group=group, file=FILE)
            share = part["value"] / 100
            parts.append(part.assign(se=((share * (1 - share) / rows["n"]) ** 0.5 * 100).round(6)))
    return pd.concat(parts, ignore_index=True)


TABLES = {
    "lapop_trust_national": Reads(build_trust, (FILE,)),
}
