"""México ¿cómo vamos?: state indicators compiled from official surveys for its progress index."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import tidy
from cohesion.readers.shared.table import Reads, check_columns, source_file

FILE = "social/raw/mcv_ips_base_indicadores_estatales.xlsx"
EDITION = "ips_2025"
COLUMNS = ["cve_ent", "anio", "indicador_value"]

#: sheet of the workbook → (indicator, group)
LABOUR = {
    "03_43_informalidad_laboral": ("labour_informality", "all"),
    "03_40_Jóvenes15_24_no_studian_n": ("neet_15_24", "all"),
}
PEOPLE = {
    "03_41_embarazo_adolescente": ("births_mothers_under_20", "all"),
    "03_52_escolaridad_mujeres": ("schooling_mean_women", "all"),
    "03_48_inclusion_poblacion_indig": ("illiteracy_groups", "indigenous"),
    "03_49_inclusion_poblacion_disca": ("illiteracy_groups", "disability"),
}
COHESION = {
    "03_45_confianza_vecinos": ("trust_neighbours", "all"),
    "03_42_corrupcion": ("corruption_incidence", "all"),
    "03_39_percepcion_corrupcion": ("corruption_perceived_justice", "all"),
}

# Corruption incidence 2013: Jalisco repeats Hidalgo's figure, a copying error.
JALISCO_COPY = ("corruption_incidence", "14", 2013)


def build_sheets(root: Path, sheets: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """Return the rows of some sheets of the workbook.

    Parameters
    ----------
    root : Path
        The sources root.
    sheets : dict
        Sheet → (indicator, group).
    """
    path = source_file(root, FILE)
    parts = []
    with pd.ExcelFile(path) as book:
        check_columns(pd.DataFrame(columns=book.sheet_names), sheets, FILE)
        for sheet, (indicator, group) in sheets.items():
            file = f"{FILE} [{sheet}]"
            frame = pd.read_excel(book, sheet_name=sheet, dtype={"cve_ent": str})
            frame = check_columns(frame, COLUMNS, file)[COLUMNS].dropna(subset=["indicador_value"])
            parts.append(
                tidy(
                    frame, "indicador_value", indicator=indicator, edition=EDITION, group=group,
                    file=file,
                )
            )  # fmt: skip
    rows = pd.concat(parts, ignore_index=True)
    indicator, code, year = JALISCO_COPY
    copied = rows["indicator"].eq(indicator) & rows["state_code"].eq(code) & rows["year"].eq(year)
    return rows[~copied].reset_index(drop=True)


def build_labour(root: Path) -> pd.DataFrame:
    """Return informality (%, fourth quarter) and young people neither studying nor in paid work."""
    return build_sheets(root, LABOUR)


def build_people(root: Path) -> pd.DataFrame:
    """Return births to young mothers, women's schooling, illiteracy of two groups."""
    return build_sheets(root, PEOPLE)


def build_cohesion(root: Path) -> pd.DataFrame:
    """Return trust in neighbours and two measures of corruption."""
    return build_sheets(root, COHESION)


TABLES = {
    "ips_labour_states": Reads(build_labour, (FILE,)),
    "ips_people_states": Reads(build_people, (FILE,)),
    "ips_cohesion_states": Reads(build_cohesion, (FILE,)),
}
