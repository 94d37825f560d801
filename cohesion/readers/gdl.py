"""Global Data Lab: subnational human development of the Mexican states, with women and men."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import LICENCE_CHECKED, read_plain, tidy
from cohesion.readers.shared.table import Table

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


TABLES = (
    Table(
        name="gdl_development_states",
        title_en="Subnational human development and gender development, states, 1990–2019",
        title_es="Desarrollo humano y de género subnacional, entidades, 1990–2019",
        level="state",
        publisher="Global Data Lab, Radboud University",
        publication="Subnational Human Development Index database, series 1990–2019",
        url="https://globaldatalab.org/shdi/",
        licence="CC BY 4.0 (stated by the copy's repository)",
        licence_checked=LICENCE_CHECKED,
        origin="extraction",
        route="public repository open-numbers/ddf--gdl--shdi",
        sources=(FILE,),
        build=build_development,
        gaps=("Women and men apart only for 2000, 2005 and 2010–2019.", "No national row."),
        defects=(
            "Income and the figures by sex are partly modelled by the publisher: good for the "
            "order of the states, weak for small differences.",
        ),
        verified="six states against UNDP's state index 2012: same order, at most 0.015 apart",
        standing="unverifiable",
    ),
)
