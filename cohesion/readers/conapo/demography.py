"""CONAPO: life expectancy, infant mortality, fertility, births; editions of 2012 and 2023."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.conapo.population import AGES_2023, LICENCE, LICENCE_CHECKED
from cohesion.readers.shared.numbers import stacked, to_numbers
from cohesion.readers.shared.table import Table, check_columns, source_file

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


TABLES = (
    Table(
        name="conapo_demography_states",
        title_en="Life expectancy, infant mortality, fertility and births by state, 1990–2030",
        title_es="Esperanza de vida, mortalidad infantil, fecundidad y nacimientos por entidad, "
        "1990–2030",
        level="state",
        publisher="CONAPO",
        publication="Proyecciones de la población de México 2010–2050, indicadores demográficos; "
        "Conciliación demográfica 1950–2019 y proyecciones 2020–2070",
        url="https://www.gob.mx/conapo",
        licence=LICENCE,
        licence_checked=LICENCE_CHECKED,
        origin="extraction",
        route="GitHub diegovalle/conapo-2010 (65 workbooks of the 2012 edition, put into one "
        "table); isaacarroyov/datos_facil_acceso (official workbook of the 2023 edition)",
        sources=(EXTRACT_2012, AGES_2023),
        build=demography_states,
        gaps=(
            "Adolescent fertility and infant mortality by sex exist in one edition each: the "
            "first in 2023, the second in 2012.",
            "The figures in force before June 2012 came from the 2005 count and are not at hand; "
            "the 2012 edition stands in for them and is marked.",
        ),
        breaks=(
            "1990–2009 are estimates and 2010–2030 projections in the 2012 edition.",
            "The 2023 edition puts infant mortality higher and is not joined to the 2012 one.",
        ),
        verified="Infant mortality of Chiapas 46.09 (1990) and 14.56 (2012), nation 13.18 (2012); "
        "life expectancy 74.5 years in 2013 as CONAPO announced",
        standing={"conapo_2012": "spot_checked", "conapo_2023": "verified"},
    ),
)
