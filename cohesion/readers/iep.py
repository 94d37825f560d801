"""Institute for Economics and Peace: overall score of the Mexico Peace Index, 2015–2018."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Table

FILE = "security/indice_paz_mexico_2015_2018.csv"
COLUMNS = ["cve_ent", "edicion_ipm", "indicador", "puntaje_1_5"]
TAKEN = "indice_general"
#: Parts of the index that are not taken over: other copies of them disagree.
LEFT = ("homicidio", "delitos_con_violencia", "delincuencia_organizada")


def peace_states(root: Path) -> pd.DataFrame:
    """Return the overall score by state and edition (1 most peaceful, 5 least)."""
    frame = read_plain(root, FILE, COLUMNS, ["cve_ent"])
    wrong = ~frame["indicador"].isin([TAKEN, *LEFT])
    if wrong.any():
        raise DataError(
            f"unknown part '{frame.loc[wrong, 'indicador'].iloc[0]}' of the index.",
            file=FILE,
            row=int(wrong.idxmax()) + 2,
            column="indicador",
            cure="Take it over, or name it among those that are left.",
        )
    rows = frame[frame["indicador"] == TAKEN]
    found = tidy(
        rows, "puntaje_1_5", indicator="peace_index", edition="", year="edicion_ipm", file=FILE
    )
    return found.assign(edition="iep_" + found["year"].astype(str))


TABLES = (
    Table(
        name="iep_peace_states",
        title_en="Mexico Peace Index, overall score by state, editions 2015 to 2018",
        title_es="Índice de Paz México, puntaje general por entidad, ediciones 2015 a 2018",
        level="state",
        publisher="Institute for Economics and Peace",
        publication="Índice de Paz México, editions 2015 to 2018",
        url="https://www.indicedepazmexico.org/",
        licence="terms not stated; could not be confirmed; cited with its source",
        licence_checked="2026-11-26",
        origin="extraction",
        route="public repository JuveCampos/VisualizacionCrimen",
        sources=(FILE,),
        build=peace_states,
        gaps=("The parts of the index are not taken over: other copies of them disagree.",),
        breaks=("Each edition recomputes the index: editions are not compared.",),
        verified="edition 2017 as the press printed it: Yucatán, Guerrero, State of Mexico, "
        "Federal District and Sinaloa; Sinaloa 2016",
        standing="spot_checked",
    ),
)
