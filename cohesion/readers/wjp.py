"""World Justice Project: Índice de Estado de Derecho en México, overall score by state."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

FILE = "security/wjp_estado_derecho_mexico_2019_2023.csv"
#: year in the portal that was transcribed → edition of the index
EDITIONS = {2019: "wjp_2019_2020", 2023: "wjp_2022_2023"}


def build_rule_of_law(root: Path) -> pd.DataFrame:
    """Return the overall score (0–1, two decimals) by state for two editions."""
    frame = read_plain(root, FILE, ["anio_portal", "cve_ent", "puntaje_0_1"], ["cve_ent"])
    return pd.concat(
        [
            tidy(
                frame[frame["anio_portal"] == year],
                "puntaje_0_1",
                indicator="rule_of_law_wjp",
                edition=edition,
                year=year,
                file=FILE,
            )
            for year, edition in EDITIONS.items()
        ],
        ignore_index=True,
    )


TABLES = {
    "wjp_rule_of_law_states": Reads(build_rule_of_law, (FILE,)),
}
