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
from cohesion.readers.shared.table import Reads, check_columns, source_file
from cohesion.tables.geography import NATION, STATES

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


TABLES = {
    "inegi_population_states": Reads(population_states, (CENSUS_1990_2010, CENSUS_2020)),
    "inegi_population_municipalities": Reads(
        population_municipalities, (CENSUS_1990_2010, CENSUS_2020)
    ),
    "inegi_census_states": Reads(census_states, (INDIGENOUS_2020, AFROMEXICAN_2020)),
    "inegi_census_municipalities": Reads(
        census_municipalities, (INDIGENOUS_2020, AFROMEXICAN_2020)
    ),
    "inegi_births_states": Reads(births_states, (BIRTHS,)),
    "inegi_infant_states": Reads(infant_states, (INFANT_DEATHS,)),
    "inegi_maternal_states": Reads(maternal_states, (MATERNAL_DEATHS, MATERNAL_RATIO)),
    "inegi_gdp_states": Reads(gdp_states, (GDP,)),
}
