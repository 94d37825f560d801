"""INEGI's censuses: population by sex 1990–2020; indigenous and Afro-Mexican people 2020."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.inegi.layout import municipal_query
from cohesion.readers.shared.numbers import stacked

CENSUS_1990_2010 = "social/raw/inegi_poblacion_municipal_sexo_1990_2010.csv"
CENSUS_2020 = "social/raw/inegi_poblacion_municipal_sexo_2020.csv"
INDIGENOUS_2020 = "social/raw/inegi_habla_indigena_municipal_2020.csv"
AFROMEXICAN_2020 = "social/raw/inegi_afromexicana_municipal_2020.csv"

CENSUS_EDITIONS = {
    "1990": "inegi_census_1990",
    "1995": "inegi_count_1995",
    "2000": "inegi_census_2000",
    "2005": "inegi_count_2005",
    "2010": "inegi_census_2010",
}
SEXES = {"Total": "total", "Mujer": "women", "Hombre": "men"}


def _census_population(sources: Path) -> pd.DataFrame:
    raw = municipal_query(sources, CENSUS_1990_2010, list(CENSUS_EDITIONS))
    old = raw.melt(["unit", "label"], list(CENSUS_EDITIONS), var_name="census")
    old = old.assign(
        sex=old["label"].map(SEXES), year=old["census"], edition=old["census"].map(CENSUS_EDITIONS)
    )
    new = municipal_query(sources, CENSUS_2020, ["Total", "Hombres", "Mujeres"])
    new = new.rename(columns={"Total": "total", "Hombres": "men", "Mujeres": "women"})
    new = new.melt("unit", ["total", "women", "men"], var_name="sex")
    new = new.assign(year=2020, edition="inegi_census_2020")
    columns = ["unit", "year", "sex", "value", "edition"]
    whole = pd.concat([old[columns], new[columns]], ignore_index=True)
    return whole.assign(indicator="population_census")


def population_states(sources: Path) -> pd.DataFrame:
    """Return census population by state and sex, 1990–2020."""
    whole = _census_population(sources)
    states = whole[whole["unit"].str.len() == 2].rename(columns={"unit": "state_code"})
    return stacked([states], "state_code")


def population_municipalities(sources: Path) -> pd.DataFrame:
    """Return census population by municipality and sex, 1990–2020."""
    whole = _census_population(sources)
    municipal = whole[whole["unit"].str.len() == 5].rename(columns={"unit": "mun_code"})
    return stacked([municipal], "mun_code")


def _peoples_2020(sources: Path) -> pd.DataFrame:
    speakers = municipal_query(
        sources,
        INDIGENOUS_2020,
        ["Total", "Habla lengua indígena", "No habla lengua indígena", "No especificado"],
    )
    afromexican = municipal_query(
        sources,
        AFROMEXICAN_2020,
        [
            "Total",
            "Se considera afromexicana(o) afrodescendiente",
            "No se considera afromexicana(o) afrodescendiente",
            "No especificado",
        ],
    )
    parts = []
    for raw, file, names in (
        (
            speakers,
            INDIGENOUS_2020,
            {"Total": "population_3_plus", "Habla lengua indígena": "indigenous_speakers"},
        ),
        (
            afromexican,
            AFROMEXICAN_2020,
            {"Se considera afromexicana(o) afrodescendiente": "afromexican_population"},
        ),
    ):
        filled = _empty_is_zero(raw, file)
        for head, name in names.items():
            parts.append(
                pd.DataFrame({"unit": filled["unit"], "value": filled[head], "indicator": name})
            )
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(year=2020, edition="inegi_census_2020")


def _empty_is_zero(raw: pd.DataFrame, file: str) -> pd.DataFrame:
    """Fill empty cells with zero, provided that the row then adds up to its total."""
    parts = raw.drop(columns=["unit", "label", "Total"]).fillna(0)
    off = parts.sum(axis=1) != raw["Total"]
    if off.any():
        raise DataError(
            f"the answers of '{raw.loc[off, 'unit'].iloc[0]}' do not add up to the total.",
            file=file,
            column="Total",
            cure="Compare the row with INEGI's query.",
        )
    return pd.concat([raw[["unit", "Total"]], parts], axis=1)


def census_states(sources: Path) -> pd.DataFrame:
    """Return speakers of an indigenous language and Afro-Mexican people by state, 2020."""
    whole = _peoples_2020(sources)
    return stacked(
        [whole[whole["unit"].str.len() == 2].rename(columns={"unit": "state_code"})], "state_code"
    )


def census_municipalities(sources: Path) -> pd.DataFrame:
    """Return speakers of an indigenous language and Afro-Mexican people by municipality, 2020."""
    whole = _peoples_2020(sources)
    return stacked(
        [whole[whole["unit"].str.len() == 5].rename(columns={"unit": "mun_code"})], "mun_code"
    )
