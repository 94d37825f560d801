"""Comisión Nacional de Búsqueda: persons disappeared and not located."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads
from cohesion.readers.shared.whole import only_known, sums_hold
from cohesion.tables.geography import NOT_SPECIFIED, STATE_CODES

STATES_FILE = "security/rnpdno_estado_anio_2015_2025.csv"
NATION_FILE = "security/rnpdno_nacional_2010_2024.csv"
STATUS = "desaparecida_no_localizada"
#: The register also counts those who were located; they are not taken over.
LOCATED = ("localizada_con_vida", "localizada_sin_vida")
SEXES = {"total": "total", "mujeres": "women", "hombres": "men"}
# 2025 was still running when the register was read.
LAST_YEAR = 2024
FIRST_YEAR_BY_STATE = 2015


def build_disappeared(root: Path) -> pd.DataFrame:
    """Return persons disappeared in a year and not located since, by state and sex."""
    columns = ["cve_ent", "anio", "estatus", *SEXES, "indeterminado"]
    frame = read_plain(root, STATES_FILE, columns, ["cve_ent", "estatus"])
    only_known(frame["estatus"], [STATUS, *LOCATED], STATES_FILE, "estatus")
    only_known(frame["cve_ent"], [*STATE_CODES, NOT_SPECIFIED], STATES_FILE, "cve_ent")
    sexes = frame["hombres"] + frame["mujeres"] + frame["indeterminado"]
    sums_hold(sexes, frame["total"], STATES_FILE, "women, men and unknown")
    frame = frame[(frame["estatus"] == STATUS) & (frame["anio"] <= LAST_YEAR)]
    # The register writes three states' names in two ways: their rows are added.
    states = frame.groupby(["cve_ent", "anio"], as_index=False)[list(SEXES)].sum()
    nation = states.groupby("anio", as_index=False)[list(SEXES)].sum().assign(cve_ent="00")
    counts = pd.concat([states, nation], ignore_index=True)
    by_state = [
        tidy(
            counts, column, indicator="persons_disappeared", edition="rnpdno_2026", sex=sex,
            file=STATES_FILE,
        )
        for column, sex in SEXES.items()
    ]  # fmt: skip
    earlier = read_plain(root, NATION_FILE, ["anio", "desaparecidas"], [])
    earlier = earlier[earlier["anio"] < FIRST_YEAR_BY_STATE].assign(cve_ent="00")
    before = tidy(
        earlier,
        "desaparecidas",
        indicator="persons_disappeared",
        edition="rnpdno_2025",
        file=NATION_FILE,
    )
    return pd.concat([*by_state, before], ignore_index=True)


TABLES = {
    "rnpdno_disappeared_states": Reads(build_disappeared, (STATES_FILE, NATION_FILE)),
}
