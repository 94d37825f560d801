"""Universidad de las Américas Puebla: Índice Global de Impunidad México 2022."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import LICENCE_CHECKED, read_plain, tidy
from cohesion.readers.shared.table import Table

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


TABLES = (
    Table(
        name="udlap_impunity_states",
        title_en="Impunity index, states, 2022",
        title_es="Índice Global de Impunidad México, entidades, 2022",
        level="state",
        publisher="Universidad de las Américas Puebla (UDLAP)",
        publication="IGI-MEX 2022, Índice Global de Impunidad México",
        url="https://issuu.com/webudlap/docs/igi-mex-2022-udlap",
        licence="redistribution terms not stated; could not be confirmed; cited with its source",
        licence_checked=LICENCE_CHECKED,
        origin="transcription",
        route="the report as published on issuu",
        sources=(FILE,),
        build=build_impunity,
        gaps=(
            "Editions 2016 and 2018 were found only for some states and are left out.",
            "The index is the publisher's composite of structure and functioning, not a count of "
            "unpunished crimes.",
        ),
        verified="mean of the thirty-two states 60.08, as printed in the report",
        standing="spot_checked",
    ),
)
