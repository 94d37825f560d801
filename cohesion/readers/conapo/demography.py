"""CONAPO: life expectancy, infant mortality, fertility, births; editions of 2012 and 2023."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.conapo.population import AGES_2023
from cohesion.readers.shared.numbers import stacked, to_numbers
from cohesion.readers.shared.table import Reads, check_columns, source_file

EXTRACT_2012 = "social/tidy/conapo_indicadores_demograficos_estatales_1990_2030_v2012.csv"
YEARS = range(1990, 2031)

NAMES_2012 = {
    "Esperanza de vida al nacimiento total": ("life_expectancy", "total"),
    "Esperanza de vida al nacimiento mujeres": ("life_expectancy", "women"),
    "Esperanza de vida al nacimiento hombres": ("life_expectancy", "men"),
    "Mortalidad infantil total": ("infant_mortality", "total"),
    "Mortalidad infantil mujeres": ("infant_mortality", "women"),
    "Mortalidad infantil hombres": ("infant_mortality", "men"),
    "Tasa global de fecundidad": ("fertility_total", "total"),
    "Nacimientos": ("births_estimated", "total"),
}
NAMES_2023 = {
    "EV": ("life_expectancy", "total"),
    "EVM": ("life_expectancy", "women"),
    "EVH": ("life_expectancy", "men"),
    "TMI": ("infant_mortality", "total"),
    "TGF": ("fertility_total", "total"),
    "TEF_ADO": ("fertility_adolescent", "total"),
    "NAC": ("births_estimated", "total"),
}


def demography_states(sources: Path) -> pd.DataFrame:
    """Return the demographic indicators of both editions by state and nation, 1990–2030."""
    return stacked([_edition_2012(sources), _edition_2023(sources)], "state_code")


def _edition_2012(sources: Path) -> pd.DataFrame:
    raw = pd.read_csv(source_file(sources, EXTRACT_2012), dtype=str)
    check_columns(raw, ["cve_ent", "anio", "indicador", "valor"], EXTRACT_2012)
    raw = raw[raw["indicador"].isin(NAMES_2012)]
    frame = pd.DataFrame(
        {
            "state_code": raw["cve_ent"],
            "year": raw["anio"].astype(int),
            "indicator": raw["indicador"].map(lambda name: NAMES_2012[name][0]),
            "sex": raw["indicador"].map(lambda name: NAMES_2012[name][1]),
            "value": to_numbers(raw["valor"], EXTRACT_2012, "valor"),
        }
    )
    return frame[frame["year"].isin(YEARS)].assign(edition="conapo_2012")


def _edition_2023(sources: Path) -> pd.DataFrame:
    raw = pd.read_excel(source_file(sources, AGES_2023), dtype=str)
    check_columns(raw, ["AÑO", "CVE_GEO", *NAMES_2023], AGES_2023)
    parts = [
        pd.DataFrame(
            {
                "state_code": raw["CVE_GEO"].str.zfill(2),
                "year": raw["AÑO"].astype(int),
                "indicator": indicator,
                "sex": sex,
                "value": to_numbers(raw[column], AGES_2023, column),
            }
        )
        for column, (indicator, sex) in NAMES_2023.items()
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame[frame["year"].isin(YEARS)].assign(edition="conapo_2023")


TABLES = {
    "conapo_demography_states": Reads(demography_states, (EXTRACT_2012, AGES_2023)),
}
