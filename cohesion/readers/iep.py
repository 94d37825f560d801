"""Institute for Economics and Peace: overall score of the Mexico Peace Index, 2015–2018."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

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


TABLES = {
    "iep_peace_states": Reads(peace_states, (FILE,)),
}
