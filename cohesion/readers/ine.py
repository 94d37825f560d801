"""Instituto Federal Electoral (today INE): turnout in elections of federal deputies."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

FILE = "security/participacion_electoral_diputados_estado_1991_2015.csv"
COLUMNS = ["anio", "cve_ent", "votos_totales", "votos_nulos", "lista_nominal"]
EDITION = "ine_districts_2018"


def build_turnout(root: Path) -> pd.DataFrame:
    """Return turnout and null votes (%) by state, 1991–2015, with the nation as the states' sum."""
    votes = read_plain(root, FILE, COLUMNS, ["cve_ent"])
    nation = votes.groupby("anio", as_index=False)[COLUMNS[2:]].sum().assign(cve_ent="00")
    votes = pd.concat([votes, nation], ignore_index=True)
    impossible = votes["votos_totales"] > votes["lista_nominal"]
    if impossible.any():
        raise DataError(
            "more votes than voters on the nominal list.",
            file=FILE,
            row=int(impossible.to_numpy().argmax()) + 2,
            column="votos_totales",
            cure="Compare the row with the district counts.",
        )
    votes["turnout"] = votes["votos_totales"] / votes["lista_nominal"] * 100
    votes["null"] = votes["votos_nulos"] / votes["votos_totales"] * 100
    return pd.concat(
        [
            tidy(votes, "turnout", indicator="turnout_federal_deputies", edition=EDITION),
            tidy(votes, "null", indicator="null_votes_federal_deputies", edition=EDITION),
        ],
        ignore_index=True,
    )


TABLES = {
    "ine_turnout_states": Reads(build_turnout, (FILE,)),
}
