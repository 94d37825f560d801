"""INEGI: census population, registered births, infant and maternal deaths, state product."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.inegi.census import (
    AFROMEXICAN_2020,
    CENSUS_1990_2010,
    CENSUS_2020,
    INDIGENOUS_2020,
    census_municipalities,
    census_states,
    population_municipalities,
    population_states,
)
from cohesion.readers.inegi.layout import state_workbook
from cohesion.readers.shared.numbers import stacked, to_numbers
from cohesion.readers.shared.table import Table, check_columns, source_file
from cohesion.tables.geography import NATION, STATES

LICENCE = "INEGI, Términos de libre uso de la información (attribution); not stated in the copy"
LICENCE_CHECKED = "2026-11-22"
BIRTHS = "social/raw/inegi_nacidos_vivos_estatal_1992_.xlsx"
INFANT_DEATHS = "social/raw/inegi_defunciones_infantiles_estatal_1990_.xlsx"
MATERNAL_DEATHS = "social/raw/inegi_defunciones_maternas_estatal_2002_2023.xlsx"
MATERNAL_RATIO = "social/raw/mcv_razon_mortalidad_materna_2002_.xlsx"
GDP = "social/raw/inegi_pibe_2003_2024.xlsx"

GDP_BLOCKS = {
    "Millones de pesos a precios de 2018": "gdp_constant_2018",
    "Millones de pesos": "gdp_current",
}


def births_states(sources: Path) -> pd.DataFrame:
    """Return registered live births by state of the mother's residence and year of registration."""
    frame = state_workbook(sources, BIRTHS, header=0)
    return stacked(
        [frame.assign(indicator="births_registered", edition="inegi_births_2024")], "state_code"
    )


def infant_states(sources: Path) -> pd.DataFrame:
    """Return registered deaths under one year of age by state of residence."""
    frame = state_workbook(sources, INFANT_DEATHS, header=4)
    return stacked(
        [frame.assign(indicator="infant_deaths_registered", edition="inegi_infant_deaths_2023")],
        "state_code",
    )


def maternal_states(sources: Path) -> pd.DataFrame:
    """Return registered maternal deaths by state, and the ratio to registered births."""
    deaths = state_workbook(sources, MATERNAL_DEATHS, header=4)
    deaths = deaths.assign(
        indicator="maternal_deaths_registered", edition="inegi_maternal_deaths_2024"
    )
    raw = pd.read_excel(source_file(sources, MATERNAL_RATIO), dtype=str)
    check_columns(raw, ["cve_ent", "anio", "indicador_valor"], MATERNAL_RATIO)
    ratio = pd.DataFrame(
        {
            "state_code": raw["cve_ent"],
            "year": raw["anio"].astype(int),
            "value": to_numbers(raw["indicador_valor"], MATERNAL_RATIO, "indicador_valor"),
            "indicator": "maternal_mortality_ratio_registered",
            "edition": "inegi_maternal_ratio_2024",
        }
    )
    return stacked([deaths, ratio], "state_code")


def gdp_states(sources: Path) -> pd.DataFrame:
    """Return gross domestic product by state, constant 2018 and current million pesos."""
    raw = pd.read_excel(source_file(sources, GDP), sheet_name="Tabulado", header=None, dtype=str)
    raw[0] = raw[0].str.strip()
    head = raw.index[raw[0] == "Concepto"]
    if head.empty:
        raise DataError(
            "no row 'Concepto' with the years.",
            file=GDP,
            column="Concepto",
            cure="Use INEGI's workbook PIBE with the sheet 'Tabulado'.",
        )
    years = [_year(cell) for cell in raw.loc[head[0], 1:]]
    parts = []
    for title, indicator in GDP_BLOCKS.items():
        start = raw.index[raw[0] == title]
        if start.empty:
            raise DataError(
                f"no block '{title}'.",
                file=GDP,
                column=title,
                cure="Use INEGI's workbook PIBE, base 2018.",
            )
        block = raw.loc[start[0] + 2 : start[0] + 34]
        codes = [_state_code(name) for name in block[0]]
        for column, year in enumerate(years, start=1):
            values = to_numbers(block[column], GDP, f"{title} {year}", first_row=start[0] + 3)
            parts.append(
                pd.DataFrame(
                    {"state_code": codes, "year": year, "value": values, "indicator": indicator}
                )
            )
    return stacked([pd.concat(parts).assign(edition="inegi_gdp_base_2018")], "state_code")


def _year(cell: str) -> int:
    """Return the year of a column head such as '2023R' (revised) or '2024P' (preliminary)."""
    found = re.fullmatch(r"(\d{4})(?:\.0)?[RP]?", str(cell).strip())
    if found is None:
        raise DataError(
            f"'{cell}' is not a year.", file=GDP, column="Concepto", cure="Compare the header."
        )
    return int(found.group(1))


def _state_code(name: str) -> str:
    """Return the key of a state by its official long name ('Coahuila de Zaragoza')."""
    if name == "Estados Unidos Mexicanos":
        return NATION
    if name == "Ciudad de México":
        return "09"
    exact = STATES.index[STATES["name_es"] == name]
    if not exact.empty:
        return str(exact[0])
    starts = [code for code in STATES.index if name.startswith(STATES.at[code, "name_es"] + " de ")]
    if len(starts) != 1:
        raise DataError(
            f"unknown state '{name}'.", file=GDP, column="Concepto", cure="Correct the name."
        )
    return starts[0]


def _table(name: str, title_en: str, title_es: str, level: str, **more: object) -> Table:
    """Fill in what all of INEGI's tables have in common."""
    return Table(
        name=name,
        title_en=title_en,
        title_es=title_es,
        level=level,
        publisher="INEGI",
        licence=LICENCE,
        licence_checked=LICENCE_CHECKED,
        **{"origin": "official file", **more},  # type: ignore[arg-type]
    )


_MXMAPS = "GitHub diegovalle/mxmaps (INEGI's interactive query, saved as text)"
_IPS = "GitHub mexicocomovamos/mcv_ips (INEGI's interactive query, saved as a workbook)"
_CENSUS_NOTE = "1995 and 2005 are counts (conteos), the other years censuses."
_ABROAD = "Events of people who lived abroad are in the nation's total and in no state's row."

TABLES = (
    _table(
        "inegi_population_states",
        "Census population of the states by sex, 1990–2020",
        "Población censal por entidad federativa y sexo, 1990–2020",
        "state",
        publication="Censos de población y vivienda 1990, 2000, 2010 y 2020; conteos 1995 y 2005",
        url="https://www.inegi.org.mx/programas/ccpv/2010/",
        route=_MXMAPS,
        sources=(CENSUS_1990_2010, CENSUS_2020),
        build=population_states,
        breaks=(_CENSUS_NOTE,),
        verified="Nation 81 249 645 (1990) to 112 336 538 (2010) and 126 014 024 (2020)",
    ),
    _table(
        "inegi_population_municipalities",
        "Census population of the municipalities by sex, 1990–2020",
        "Población censal por municipio y sexo, 1990–2020",
        "municipality",
        publication="Censos de población y vivienda 1990, 2000, 2010 y 2020; conteos 1995 y 2005",
        url="https://www.inegi.org.mx/programas/ccpv/2010/",
        route=_MXMAPS,
        sources=(CENSUS_1990_2010, CENSUS_2020),
        build=population_municipalities,
        gaps=("A municipality has no row for the censuses before it was founded.",),
        breaks=(_CENSUS_NOTE, "New municipalities were carved out of older ones."),
        verified="Municipalities add up to their state in every census",
    ),
    _table(
        "inegi_census_states",
        "Speakers of an indigenous language and Afro-Mexican people by state, 2020",
        "Hablantes de lengua indígena y población afromexicana por entidad federativa, 2020",
        "state",
        publication="Censo de Población y Vivienda 2020",
        url="https://www.inegi.org.mx/programas/ccpv/2020/",
        route=_MXMAPS,
        sources=(INDIGENOUS_2020, AFROMEXICAN_2020),
        build=census_states,
        gaps=("The same figures of the 2010 census are not at hand.",),
        verified="7 364 645 speakers, 2 576 213 Afro-Mexican people",
    ),
    _table(
        "inegi_census_municipalities",
        "Speakers of an indigenous language and Afro-Mexican people by municipality, 2020",
        "Hablantes de lengua indígena y población afromexicana por municipio, 2020",
        "municipality",
        publication="Censo de Población y Vivienda 2020",
        url="https://www.inegi.org.mx/programas/ccpv/2020/",
        route=_MXMAPS,
        sources=(INDIGENOUS_2020, AFROMEXICAN_2020),
        build=census_municipalities,
        defects=("INEGI prints no zero: an empty cell is zero where the row then adds up.",),
        verified="Municipalities add up to their state",
    ),
    _table(
        "inegi_births_states",
        "Registered live births by state, 1992–2023",
        "Nacimientos registrados (nacidos vivos) por entidad federativa, 1992–2023",
        "state",
        publication="Estadísticas de natalidad",
        url="https://www.inegi.org.mx/programas/natalidad/",
        origin="extraction",
        route=_IPS + ", its heading retyped",
        sources=(BIRTHS,),
        build=births_states,
        gaps=(_ABROAD,),
        breaks=("2020 is low because registry offices closed, 2021 because of late registration.",),
        defects=(
            "By year of registration: late registrations of older children are counted. INEGI's "
            "press figures include children who had died by the time of registration.",
        ),
        verified="2010 and 2018 just below the births of INEGI's press releases; states, abroad "
        "and not specified add up to the printed total in every year",
        standing="spot_checked",
    ),
    _table(
        "inegi_infant_states",
        "Registered infant deaths by state of residence, 1990–2022",
        "Defunciones infantiles registradas por entidad de residencia, 1990–2022",
        "state",
        publication="Estadísticas de mortalidad (defunciones registradas)",
        url="https://www.inegi.org.mx/programas/mortalidad/",
        route=_IPS,
        sources=(INFANT_DEATHS,),
        build=infant_states,
        gaps=(_ABROAD,),
        defects=("Registration of infant deaths is incomplete in poor and remote places.",),
        verified="65 497 in 1990 and 28 956 in 2012; rows add up to the printed total",
    ),
    _table(
        "inegi_maternal_states",
        "Registered maternal deaths and their ratio to registered births by state, 2002–2023",
        "Muertes maternas registradas y su razón por nacimientos registrados, 2002–2023",
        "state",
        publication="Estadísticas de mortalidad (defunciones para calcular la razón de mortalidad "
        "materna)",
        url="https://www.inegi.org.mx/programas/mortalidad/",
        route=_IPS + "; the ratio is that project's own division",
        sources=(MATERNAL_DEATHS, MATERNAL_RATIO),
        build=maternal_states,
        gaps=(_ABROAD,),
        defects=(
            "The compiled ratio divides by registered births, which late registration inflates. "
            "The official ratio of the Ministry of Health divides by estimated births and is "
            "higher (51.5 per 100 000 in 2010).",
            "By state the compiled ratio does not match the deaths by residence (in the capital "
            "it is half as high again, as deaths in its hospitals would make it): compare states "
            "by deaths of residents only.",
        ),
        verified="960 deaths in 2012, 992 in 2010; rows add up to the printed total",
        standing={
            "inegi_maternal_deaths_2024": "verified",
            "inegi_maternal_ratio_2024": "unverifiable",
        },
    ),
    _table(
        "inegi_gdp_states",
        "Gross domestic product by state, 2003–2024",
        "Producto interno bruto por entidad federativa, 2003–2024",
        "state",
        publication="Producto Interno Bruto por Entidad Federativa (PIBE), base 2018",
        url="https://www.inegi.org.mx/programas/pibent/2018/",
        route="GitHub luismprz2003-code/Huawei-Final-project",
        sources=(GDP,),
        build=gdp_states,
        gaps=(
            "The series on base 2003 that the mission's time knew is not at hand, and no date of "
            "its 2010 figures could be confirmed: state product is not in the mission edition.",
        ),
        breaks=("2023 is revised and 2024 preliminary.",),
        defects=("Oil raises the product of Campeche and Tabasco far above local income.",),
        verified="States add up to the nation",
    ),
)
