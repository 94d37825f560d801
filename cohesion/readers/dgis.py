"""Health ministry (DGIS): hospital beds and doctors by state, 2012."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import LICENCE_CHECKED, read_plain, tidy
from cohesion.readers.shared.table import Table

FILE = "social/tidy/dgis_camas_medicos_estatal_2012_transcrito.csv"
EDITION = "dgis_2012"
SERIES = {"camas_hospital_por_100k": "hospital_beds", "medicos_por_100k": "doctors"}


def build_resources(root: Path) -> pd.DataFrame:
    """Return beds and doctors per 100 000 people by state, 2012."""
    frame = read_plain(root, FILE, ["cve_ent", "anio", *SERIES], ["cve_ent"])
    return pd.concat(
        [
            tidy(frame, column, indicator=indicator, edition=EDITION, file=FILE)
            for column, indicator in SERIES.items()
        ],
        ignore_index=True,
    )


TABLES = (
    Table(
        name="dgis_health_resources_states",
        title_en="Hospital beds and doctors per 100 000 people, states, 2012",
        title_es="Camas de hospital y médicos por 100 mil habitantes, entidades, 2012",
        level="state",
        publisher="Secretaría de Salud, Dirección General de Información en Salud (DGIS)",
        publication="Recursos en salud (SINAIS), over CONAPO's population",
        url="http://www.dgis.salud.gob.mx/",
        licence="terms not stated on the pages at hand; could not be confirmed",
        licence_checked=LICENCE_CHECKED,
        origin="transcription",
        route="rates computed in the public repository provocarlos/re_centralisation_my498_73197 "
        "and transcribed by hand to two decimals",
        sources=(FILE,),
        build=build_resources,
        gaps=("One year; no national row.",),
        defects=(
            "Which institutions (public, private, social security) are counted is not documented: "
            "use for the order of the states, not for levels.",
        ),
        verified="thirty-two states, no repeated value; not compared with an official print",
        standing="unverifiable",
    ),
)
