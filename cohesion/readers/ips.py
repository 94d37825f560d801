"""México ¿cómo vamos?: state indicators compiled from official surveys for its progress index."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import LICENCE_CHECKED, tidy
from cohesion.readers.shared.table import Table, check_columns, source_file

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


_COMMON = {
    "level": "state",
    "url": "https://mexicocomovamos.mx/indice-de-progreso-social/",
    "licence": "content of INEGI (Términos de libre uso, attribution); terms of the compilation "
    "not stated, could not be confirmed",
    "licence_checked": LICENCE_CHECKED,
    "origin": "extraction",
    "route": "workbook of indicators in the public repository mexicocomovamos/mcv_ips",
    "sources": (FILE,),
}

TABLES = (
    Table(
        name="ips_labour_states",
        title_en="Informal work and young people out of school and paid work, 2005–2025",
        title_es="Informalidad laboral y jóvenes que no estudian ni tienen trabajo remunerado",
        publisher="INEGI, compiled by México ¿cómo vamos?",
        publication="Encuesta Nacional de Ocupación y Empleo (ENOE), compiled for the Índice de "
        "Progreso Social",
        build=build_labour,
        breaks=(
            "Informality is measured in the fourth quarter, young people in the first quarter.",
            "The survey changed its sample and mode in 2020.",
        ),
        gaps=(
            "INEGI first published this measure of informality on 11 December 2012, back to 2005: "
            "it was not known in the mission's time.",
        ),
        defects=(
            "The share of young people is the compiler's own computation from the survey's files, "
            "and counts unpaid work as no work: not INEGI's figure.",
        ),
        verified="national informality 59.6 % in 2012; complete for thirty-two states",
        standing="spot_checked",
        **_COMMON,
    ),
    Table(
        name="ips_people_states",
        title_en="Births to young mothers, women's schooling, illiteracy of two groups",
        title_es="Nacimientos de madres jóvenes, escolaridad de las mujeres, analfabetismo",
        publisher="INEGI, compiled by México ¿cómo vamos?",
        publication="Natalidad, ENOE and ENIGH, compiled for the Índice de Progreso Social",
        build=build_people,
        breaks=(
            "Illiteracy of people with disabilities falls by half from 2022 to 2024 without any "
            "explanation in the source: do not compare across 2022.",
        ),
        defects=(
            "Illiteracy of indigenous people and of people with disabilities is the compiler's "
            "computation from a household survey: small samples, single states jump.",
        ),
        verified="complete for thirty-two states and the nation in every year",
        standing="unverifiable",
        **_COMMON,
    ),
    Table(
        name="ips_cohesion_states",
        title_en="Trust in neighbours and corruption, states, 2012–2024",
        title_es="Confianza en los vecinos y corrupción, entidades, 2012–2024",
        publisher="INEGI, compiled by México ¿cómo vamos?",
        publication="ENVIPE and ENCIG, compiled for the Índice de Progreso Social",
        build=build_cohesion,
        incomplete=("corruption_incidence@2013",),
        gaps=("Corruption incidence of Jalisco in 2013 is left out: it repeats Hidalgo's figure.",),
        defects=(
            "Corruption incidence has large sampling errors: the states' order changes much from "
            "one survey to the next.",
        ),
        verified="national corruption incidence 24 724 per 100 000 in 2013 and 25 541 in 2017, as "
        "published by INEGI; state figures of 2013 and 2015 as in the press",
        standing="spot_checked",
        **_COMMON,
    ),
)
