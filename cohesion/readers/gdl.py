"""Global Data Lab: subnational human development of the Mexican states, with women and men."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads

FILE = "social/tidy/gdl_shdi_mexico_estados.csv"
EDITION = "gdl_shdi_2021"

#: column of the source → (indicator, sex)
SERIES = {
    "shdi": ("human_development_gdl", "total"),
    "shdif": ("human_development_gdl", "women"),
    "shdim": ("human_development_gdl", "men"),
    "sgdi": ("gender_development_gdl", "total"),
    "msch": ("schooling_mean_gdl", "total"),
    "mschf": ("schooling_mean_gdl", "women"),
    "mschm": ("schooling_mean_gdl", "men"),
    "gnic": ("income_gni_gdl", "total"),
    "gnicf": ("income_gni_gdl", "women"),
    "gnicm": ("income_gni_gdl", "men"),
}


def build_development(root: Path) -> pd.DataFrame:
    """Return the indices (0–1), years of schooling and income (2011 PPP dollars) by state."""
    frame = read_plain(root, FILE, ["cve_ent", "anio", *SERIES], ["cve_ent"])
    return pd.concat(
        [
            tidy(frame, column, indicator=indicator, sex=sex, edition=EDITION, file=FILE)
            for column, (indicator, sex) in SERIES.items()
        ],
        ignore_index=True,
    )


TABLES = {
    "gdl_development_states": Reads(build_development, (FILE,)),
}
