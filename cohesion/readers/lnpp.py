"""LNPP-CIDE: extract of official state indicators; here the housing deficit alone."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import LICENCE_CHECKED, read_plain, tidy
from cohesion.readers.shared.table import Table

FILE = "social/tidy/lnpp_indicadores_estatales_seleccion.csv"
SERIES = "conavi_viviendas_rezago_habitacional_pct"


def build_housing(root: Path) -> pd.DataFrame:
    """Return the share of dwellings in housing deficit (%) by state, 2010, 2015, 2020."""
    frame = read_plain(root, FILE, ["indicador", "cve_ent", "anio", "valor"], ["cve_ent"])
    frame = frame[frame["indicador"] == SERIES]
    return tidy(frame, "valor", indicator="housing_deficit", edition="lnpp_2024", file=FILE)


TABLES = (
    Table(
        name="lnpp_housing_states",
        title_en="Dwellings in housing deficit, states, 2010, 2015, 2020",
        title_es="Viviendas en rezago habitacional, entidades, 2010, 2015, 2020",
        level="state",
        publisher="Comisión Nacional de Vivienda (CONAVI), compiled by LNPP-CIDE",
        publication="Rezago habitacional, in the LNPP's base of state indicators",
        url="https://www.lnpp.mx/",
        licence="terms not stated; could not be confirmed; cited with its source",
        licence_checked=LICENCE_CHECKED,
        origin="extraction",
        route="public repository JuveCampos/curso_r_datos_coneval_2024",
        sources=(FILE,),
        build=build_housing,
        gaps=(
            "Vaccination coverage from the same base is left out: its national value falls to "
            "48.5 % in 2012 without explanation.",
        ),
        verified="complete for thirty-two states and the nation; not compared with an official "
        "print",
        standing="unverifiable",
    ),
)
