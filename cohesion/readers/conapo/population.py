"""CONAPO: mid-year population of states and municipalities, editions of 2012 and 2023."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.numbers import stacked, to_numbers
from cohesion.readers.shared.table import Reads, check_columns, source_file

LICENCE = "Libre Uso MX (Mexican federal open data, attribution); not stated in the copy used"
LICENCE_CHECKED = "2026-11-22"
STATES_2012 = "social/raw/conapo_pob_estatal_1990_2030_v2012.csv"
STATES_2023 = "social/raw/conapo_pob_ent_gender_1950_2070.csv"
AGES_2023 = "social/raw/conapo_indicadores_demograficos_1950_2070.xlsx"
MUNICIPALITIES_2012 = "social/raw/conapo_pob_municipal_2010_2030_v2012.csv"

#: Years kept: the reference years of the report and one or two to look ahead.
STATE_YEARS = range(1990, 2031)
MUNICIPAL_YEARS = (2010, 2011, 2012, 2015)
OLDER_PEOPLE_YEARS = range(2005, 2024)


def population_states(sources: Path) -> pd.DataFrame:
    """Return mid-year population by state and sex; the nation is the sum of the states in 2012."""
    return stacked(
        [_states_2012(sources), _states_2023(sources), _older_people_2023(sources)], "state_code"
    )


def _states_2012(sources: Path) -> pd.DataFrame:
    raw = pd.read_csv(source_file(sources, STATES_2012), dtype=str)
    check_columns(raw, ["Females", "Males", "Total", "Year", "StateCode"], STATES_2012)
    frame = pd.DataFrame(
        {"state_code": raw["StateCode"].str.zfill(2), "year": raw["Year"].astype(int)}
    )
    for sex, column in (("total", "Total"), ("women", "Females"), ("men", "Males")):
        frame[sex] = to_numbers(raw[column], STATES_2012, column)
    frame = frame[frame["year"].isin(STATE_YEARS)]
    nation = frame.groupby("year", as_index=False)[["total", "women", "men"]].sum()
    frame = pd.concat([frame, nation.assign(state_code="00")], ignore_index=True)
    tidy = frame.melt(["state_code", "year"], var_name="sex", value_name="value")
    return tidy.assign(indicator="population_midyear", edition="conapo_2012")


def _states_2023(sources: Path) -> pd.DataFrame:
    raw = pd.read_csv(source_file(sources, STATES_2023), dtype=str)
    check_columns(raw, ["n_year", "cve_ent", "genero", "pob_mid_year"], STATES_2023)
    sexes = {"Total": "total", "Mujeres": "women", "Hombres": "men"}
    frame = pd.DataFrame(
        {
            "state_code": raw["cve_ent"],
            "year": raw["n_year"].astype(int),
            "sex": raw["genero"].map(sexes),
            "value": to_numbers(raw["pob_mid_year"], STATES_2023, "pob_mid_year"),
        }
    )
    frame = frame[frame["year"].isin(STATE_YEARS)]
    return frame.assign(indicator="population_midyear", edition="conapo_2023")


def _older_people_2023(sources: Path) -> pd.DataFrame:
    columns = {"POB_65_MAS": "total", "MUJ_65_MAS": "women", "HOM_65_MAS": "men"}
    raw = pd.read_excel(source_file(sources, AGES_2023), dtype=str)
    check_columns(raw, ["AÑO", "CVE_GEO", *columns], AGES_2023)
    parts = [
        pd.DataFrame(
            {
                "state_code": raw["CVE_GEO"].str.zfill(2),
                "year": raw["AÑO"].astype(int),
                "sex": sex,
                "value": to_numbers(raw[column], AGES_2023, column),
            }
        )
        for column, sex in columns.items()
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame[frame["year"].isin(OLDER_PEOPLE_YEARS)]
    return frame.assign(indicator="population_midyear", group="age_65_plus", edition="conapo_2023")


def population_municipalities(sources: Path) -> pd.DataFrame:
    """Return mid-year population by municipality and sex, edition of 2012."""
    raw = pd.read_csv(source_file(sources, MUNICIPALITIES_2012), dtype=str)
    check_columns(raw, ["Population", "Code", "Sex", "Year"], MUNICIPALITIES_2012)
    sexes = {"Total": "total", "Females": "women", "Males": "men"}
    frame = pd.DataFrame(
        {
            "mun_code": raw["Code"].str.zfill(5),
            "year": raw["Year"].astype(int),
            "sex": raw["Sex"].map(sexes),
            "value": to_numbers(raw["Population"], MUNICIPALITIES_2012, "Population"),
        }
    )
    frame = frame[frame["year"].isin(MUNICIPAL_YEARS)]
    return stacked(
        [frame.assign(indicator="population_midyear", edition="conapo_2012")], "mun_code"
    )


TABLES = {
    "conapo_population_states": Reads(population_states, (STATES_2012, STATES_2023, AGES_2023)),
    "conapo_population_municipalities": Reads(population_municipalities, (MUNICIPALITIES_2012,)),
}
