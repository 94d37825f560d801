"""UNDP Mexico: municipal human development 2010, 2015, 2020."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import tidy
from cohesion.readers.shared.table import Reads, source_file

FILE = "social/raw/pnud_idh_municipal_2010_2020.xlsx"
EDITION = "undp_municipal_2022"
YEARS = (2010, 2015, 2020)
HEADER_ROWS = (4, 5)
# Keys from 20571 on are not municipalities but Oaxaca's districts: there are 570 municipalities.
FIRST_OAXACA_DISTRICT = "20571"

SERIES = {
    "AÑOS PROMEDIO DE ESCOLARIDAD": "schooling_mean_municipal",
    "AÑOS ESPERADOS DE ESCOLARIDAD": "schooling_expected_municipal",
    "ÍNDICE DE DESARROLLO HUMANO (IDH)": "human_development_municipal",
}


def build_municipal(root: Path) -> pd.DataFrame:
    """Return the index (0–1) and years of schooling by municipality, not Oaxaca's."""
    sheet = pd.read_excel(source_file(root, FILE), header=None, dtype={0: str}, na_values=["ND"])
    blocks = sheet.iloc[HEADER_ROWS[0]].ffill()
    years = pd.to_numeric(sheet.iloc[HEADER_ROWS[1]], errors="coerce")
    rows = sheet.iloc[HEADER_ROWS[1] + 1 :].rename(columns={0: "cve"})
    rows = rows[rows["cve"].str.fullmatch(r"\d{5}", na=False)]
    rows = rows[~rows["cve"].between(FIRST_OAXACA_DISTRICT, "20999")]
    parts = []
    for title, indicator in SERIES.items():
        for year in YEARS:
            column = sheet.columns[(blocks == title) & (years == year)]
            if len(column) != 1:
                raise DataError(
                    f"the column '{title}' of {year} is there {len(column)} times.",
                    file=FILE,
                    row=HEADER_ROWS[0] + 1,
                    column=title,
                    cure="Use the workbook 'Resultados 2010-2020' in UNDP's layout.",
                )
            parts.append(
                tidy(
                    rows.rename(columns={column[0]: "value"}),
                    "value",
                    indicator=indicator,
                    edition=EDITION,
                    year=year,
                    unit="cve",
                    file=FILE,
                )
            )
    return pd.concat(parts, ignore_index=True)


TABLES = {
    "undp_development_municipal": Reads(build_municipal, (FILE,)),
}
