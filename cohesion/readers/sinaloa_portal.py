"""Budget information of the states, as a portal of the state of Sinaloa lists it: IMCO and SHCP."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

FILE = "security/sinaloa_portal_gobernanza_estados.csv"
#: (name in the file, period) → (indicator, year, edition)
SERIES = {
    ("imco_informe_estatal_ejercicio_gasto", "2021"): ("budget_report_imco", 2021, "imco_2021"),
    ("shcp_pbr_sed_avance", "2023"): ("results_budgeting_shcp", 2023, "shcp_results_2023"),
    ("shcp_indice_calidad_informacion", "2019T2"): (
        "transfer_information_shcp", 2019, "shcp_information_2019",
    ),
    ("shcp_indice_calidad_informacion", "2023T4"): (
        "transfer_information_shcp", 2023, "shcp_information_2023",
    ),
}  # fmt: skip


def governance_states(root: Path) -> pd.DataFrame:
    """Return three scores of the states' budget information (0–100), 2019–2023."""
    frame = read_plain(
        root, FILE, ["indicador", "periodo", "cve_ent", "valor"], ["cve_ent", "periodo"]
    )
    keys = pd.Series(list(zip(frame["indicador"], frame["periodo"], strict=True)))
    wrong = ~keys.isin(list(SERIES))
    if wrong.any():
        raise DataError(
            f"unknown series {keys[wrong].iloc[0]}.",
            file=FILE,
            row=int(wrong.idxmax()) + 2,
            column="indicador",
            cure="Add it to the reader's list.",
        )
    parts = [
        tidy(frame[keys == key], "valor", indicator=item, edition=edition, year=year, file=FILE)
        for key, (item, year, edition) in SERIES.items()
    ]
    return pd.concat(parts, ignore_index=True)


TABLES = {
    "sinaloa_governance_states": Reads(governance_states, (FILE,)),
}
