"""The names of the municipalities of 2010, by INEGI's key.

``python -m cohesion data --geo`` writes ``data/geo/municipalities.csv``
and its manifest from CONEVAL's municipal table, which carries INEGI's catalogue of that year.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import yaml

from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.readers.shared.plain import LICENCE_CHECKED
from cohesion.readers.shared.table import check_columns, source_file
from cohesion.tables.geography import STATE_CODES

SOURCE = "social/raw/coneval_municipal_sabana_1990_2010.csv"
URL = (
    "https://www.coneval.org.mx/Informes/Pobreza/Datos_abiertos/Indicadores_municipales/"
    "Indicadores_municipales_sabana_DIC.txt"
)
LICENCE = (
    "Libre Uso MX (open data of the Mexican federal government: free use with attribution); the "
    "wording on the publisher's own page could not be confirmed for this file"
)


def read_names(sources: Path) -> pd.DataFrame:
    """Return ``mun_code``, ``name``: one row per municipality, sorted by key.

    Raises
    ------
    DataError
        A key that is not five digits of a known state, or that stands twice.
    """
    frame = pd.read_csv(source_file(sources, SOURCE), dtype=str)
    frame = check_columns(frame, ["clave_mun", "nom_mun"], SOURCE)[["clave_mun", "nom_mun"]]
    frame = frame.set_axis(["mun_code", "name"], axis=1)
    good = frame["mun_code"].str.fullmatch(r"\d{5}") & frame["mun_code"].str[:2].isin(STATE_CODES)
    wrong = frame.loc[~good | frame["mun_code"].duplicated(), "mun_code"]
    if len(wrong):
        raise DataError(
            f"'{wrong.iloc[0]}' is not a key of a municipality, or stands twice.",
            file=SOURCE,
            row=int(wrong.index[0]) + 2,
            column="clave_mun",
            cure="Use INEGI's five-digit keys, each once.",
        )
    return frame.sort_values("mun_code", ignore_index=True)


def describe(file: Path, source: Path) -> str:
    """Return the manifest of the names as YAML text."""
    rows = file.read_text(encoding="utf-8").count("\n") - 1
    described = {
        "name": file.name,
        "title_en": "Names of the municipalities of 2010",
        "title_es": "Nombres de los municipios de 2010",
        "publisher": "CONEVAL",
        "publication": "Indicadores municipales 1990-2000-2010, with INEGI's catalogue of 2010",
        "url": URL,
        "licence": LICENCE,
        "licence_checked": LICENCE_CHECKED,
        "origin": "official file",
        "route": "copies of the official files kept by students' repositories on GitHub",
        "sources": [{"file": SOURCE, "sha256": hashes.sha256(source.read_bytes())}],
        "reader": "cohesion.readers.geo.municipality_names",
        "columns": {"mun_code": "INEGI key of the municipality", "name": "name in Spanish"},
        "defects": [],
        "rows": rows,
        "verification": {
            "verified": rows,
            "spot_checked": 0,
            "unverifiable": 0,
            "against": "the publisher's own file, every row",
        },
        "sha256": hashes.sha256(file.read_bytes()),
    }
    return yaml.safe_dump(described, allow_unicode=True, sort_keys=False, width=100)


def build(sources: Path, folder: Path) -> list[Path]:
    """Write ``municipalities.csv`` and its manifest into ``folder`` and return their paths."""
    file = folder / "municipalities.csv"
    read_names(sources).to_csv(file, index=False, lineterminator="\n")
    beside = file.with_name(f"{file.name}.yml")
    beside.write_text(describe(file, source_file(sources, SOURCE)), encoding="utf-8")
    return [file, beside]
