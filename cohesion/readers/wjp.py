"""World Justice Project: Índice de Estado de Derecho en México, overall score by state."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import LICENCE_CHECKED, read_plain, tidy
from cohesion.readers.shared.table import Table

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


TABLES = (
    Table(
        name="wjp_rule_of_law_states",
        title_en="Rule of law index, states, editions 2019–2020 and 2022–2023",
        title_es="Índice de Estado de Derecho, entidades, ediciones 2019-2020 y 2022-2023",
        level="state",
        publisher="World Justice Project",
        publication="Índice de Estado de Derecho en México",
        url="https://index.worldjusticeproject.mx/",
        licence="redistribution terms not stated; could not be confirmed; cited with its source",
        licence_checked=LICENCE_CHECKED,
        origin="transcription",
        route="ranking pages of the statistics portal of the state of Sinaloa",
        sources=(FILE,),
        build=build_rule_of_law,
        gaps=("Overall score only: the eight factors and the other editions were not found.",),
        defects=("Two decimals: most differences between neighbours in the ranking are ties.",),
        verified="order of the thirty-two states complete; Guanajuato 0.48 as in the press",
        standing="spot_checked",
    ),
)
