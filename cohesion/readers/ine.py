"""Instituto Federal Electoral (today INE): turnout in elections of federal deputies."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import LICENCE_CHECKED, read_plain, tidy
from cohesion.readers.shared.table import Table

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


TABLES = (
    Table(
        name="ine_turnout_states",
        title_en="Turnout and null votes in elections of federal deputies, states, 1991–2015",
        title_es="Participación y votos nulos en elecciones de diputados federales, 1991–2015",
        level="state",
        publisher="Instituto Federal Electoral (IFE), since 2014 Instituto Nacional Electoral",
        publication="Resultados de las elecciones federales, cómputos distritales de diputados "
        "de mayoría relativa",
        url="https://www.ine.mx/voto-y-elecciones/resultados-electorales/",
        licence="not stated on the pages at hand; could not be confirmed; official statistics, "
        "cited with their source",
        licence_checked=LICENCE_CHECKED,
        origin="extraction",
        route="district tables in the public repository segasi/elecciones_pri_1991_2018, summed "
        "to states",
        sources=(FILE,),
        build=build_turnout,
        gaps=(
            "Special polling stations for proportional representation are not in the district "
            "counts: national turnout is 0.1 to 0.3 points below the official figure.",
            "In 2003 two of the three hundred districts were annulled and are missing.",
        ),
        defects=("The national row is the sum of the states, not a published figure.",),
        verified="32 states × 9 elections; the nation gives 44.6 % in 2009 (official 44.8 %) and "
        "47.4 % in 2015 (official 47.7 %)",
        standing="spot_checked",
    ),
)
