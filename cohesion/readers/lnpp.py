"""LNPP-CIDE: extract of official state indicators; here the housing deficit alone."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

FILE = "social/tidy/lnpp_indicadores_estatales_seleccion.csv"
SERIES = "conavi_viviendas_rezago_habitacional_pct"


def build_housing(root: Path) -> pd.DataFrame:
    """Return the share of dwellings in housing deficit (%) by state, 2010, 2015, 2020."""
    frame = read_plain(root, FILE, ["indicador", "cve_ent", "anio", "valor"], ["cve_ent"])
    frame = frame[frame["indicador"] == SERIES]
    return tidy(frame, "valor", indicator="housing_deficit", edition="lnpp_2024", file=FILE)


TABLES = {
    "lnpp_housing_states": Reads(build_housing, (FILE,)),
}
