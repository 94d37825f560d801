"""CONEVAL's municipal files: poverty of 2010 as published in 2011, later series, social lag."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.coneval.layout import plain, read_sheet
from cohesion.readers.coneval.states import DEGREES, SOCIAL_LAG_2020, social_lag_2020
from cohesion.readers.shared.table import check_columns, source_file
from cohesion.readers.shared.whole import only_known

MUNICIPAL_2010 = "social/raw/coneval_municipal_sabana_1990_2010.csv"
MUNICIPAL_BY_SEX = "social/raw/coneval_pobreza_municipal_por_sexo_2010_2015_2020.csv"
EDITION_2011 = "coneval_2011_12"
#: A municipality without a degree: it did not exist yet, or its census was not counted.
NO_DEGREE = ("", "nan", "nd")
# Two codes for a figure that CONEVAL suppressed because the cell has too few cases.
NOT_PUBLISHED = [-888.0, -999.0]

_SHARES_2010 = {
    "poverty": "pobreza",
    "extreme_poverty": "pobreza_e",
    "deprivation_education": "ic_rezedu",
    "deprivation_health": "ic_asalud",
    "deprivation_social_security": "ic_segsoc",
    "deprivation_housing": "ic_cv",
    "deprivation_services": "ic_sbv",
    "deprivation_food": "ic_ali",
    "three_deprivations": "carencias3",
    "below_poverty_line": "plb",
    "below_extreme_line": "plb_m",
}
_PERSONS_2010 = {
    "poverty_persons": "N_pobreza",
    "extreme_poverty_persons": "N_pobreza_e",
    "deprivation_health_persons": "N_ic_asalud",
    "population_survey": "pobtot_ajustada",
}
_GINI = {1990: "gini_90", 2000: "gini_00", 2010: "gini_10"}
_LAG_YEARS = {2000: "00", 2005: "05", 2010: "10"}
_LAG_COLUMNS = {
    "social_lag_index": "irez_soc",
    "social_lag_illiteracy": "porc_pob_15_analfa",
    "social_lag_basic_education_incomplete": "porc_pob15_basicainc",
    "social_lag_no_health_entitlement": "porc_pob_snservsal",
    "social_lag_dirt_floor": "porc_vivpisotierra",
    "social_lag_no_piped_water": "porc_snaguaent",
    "social_lag_no_drainage": "porc_vivsndren",
    "social_lag_no_electricity": "porc_vivsnenergia",
}

_SHARES_BY_SEX = {
    "poverty": "pobreza_porcentaje",
    "below_poverty_line": "ingreso_inferior_a_lpi_porcentaje",
}
_SEX = {"poblacion por sexo: mujeres": "women", "poblacion por sexo: hombres": "men"}


def poverty_2010(root: Path) -> pd.DataFrame:
    """Return poverty and deprivations (percent), persons and Gini by municipality, 1990–2010."""
    file, raw = _read_2010(root, [*_SHARES_2010.values(), *_PERSONS_2010.values(), *_GINI.values()])
    parts = [
        _column(raw, source, indicator, 2010, file) for indicator, source in _PERSONS_2010.items()
    ]
    for indicator, source in _SHARES_2010.items():
        share = _column(raw, source, indicator, 2010, file)
        parts.append(share.assign(value=share["value"] * 100))
    parts += [_column(raw, source, "gini_income", year, file) for year, source in _GINI.items()]
    return pd.concat(parts, ignore_index=True).assign(edition=EDITION_2011)


def social_lag(root: Path) -> pd.DataFrame:
    """Return social lag index, degree (1 very low … 5 very high) and inputs by municipality.

    Index and degree for 2000, 2005, 2010 and 2020; the inputs (percent) for 2000, 2010 and 2020.
    """
    degree_columns = [f"gdo_rezsoc{suffix}" for suffix in _LAG_YEARS.values()]
    expected = [f"{stem}{suffix}" for stem in _LAG_COLUMNS.values() for suffix in ("00", "10")]
    file, raw = _read_2010(root, [*expected, *degree_columns, "irez_soc05"])
    parts = []
    for year, suffix in _LAG_YEARS.items():
        for indicator, stem in _LAG_COLUMNS.items():
            if year != 2005 or indicator == "social_lag_index":
                parts.append(_column(raw, f"{stem}{suffix}", indicator, year, file))
        words = raw[f"gdo_rezsoc{suffix}"].map(plain)
        only_known(words, [*DEGREES, *NO_DEGREE], file, f"gdo_rezsoc{suffix}")
        degree = words.map(DEGREES)
        degree = raw[["mun_code"]].assign(value=degree, indicator="social_lag_degree", year=year)
        parts.append(degree.dropna(subset=["value"]))
    early = pd.concat(parts, ignore_index=True).assign(edition=EDITION_2011)
    sheet = read_sheet(source_file(root, SOCIAL_LAG_2020), "Municipios")
    late = social_lag_2020(sheet, SOCIAL_LAG_2020, key_column=2, width=5)
    return pd.concat([early, late.rename(columns={"unit": "mun_code"})], ignore_index=True)


def by_sex(root: Path) -> pd.DataFrame:
    """Return poverty of women, men and all, and low income of all, 2010, 2015 and 2020.

    The file gives women and men; the total is their average weighted by population. A figure that
    CONEVAL suppressed (too few cases) is absent, and so is a total of which one half is.
    """
    file = source_file(root, MUNICIPAL_BY_SEX)
    raw = pd.read_csv(file)
    needed = ["clave_municipio", "grupo", "poblacion", "periodo", *_SHARES_BY_SEX.values()]
    check_columns(raw, needed, file.name)
    sex = raw["grupo"].map(plain).map(_SEX)
    if sex.isna().any():
        raise DataError(
            f"unknown group '{raw.loc[sex.isna(), 'grupo'].iloc[0]}'.",
            file=file.name,
            row=int(sex.isna().idxmax()) + 2,
            column="grupo",
            cure="The reader expects women and men; adapt it to the new layout.",
        )
    keys = pd.DataFrame(
        {
            "mun_code": raw["clave_municipio"].astype(int).map("{:05d}".format),
            "year": raw["periodo"].str[:4].astype(int),
            "sex": sex,
            "persons": raw["poblacion"].mask(raw["poblacion"].isin(NOT_PUBLISHED)),
        }
    )
    shares = raw[list(_SHARES_BY_SEX.values())].replace(NOT_PUBLISHED, float("nan"))
    shares.columns = list(_SHARES_BY_SEX)
    unit = ["mun_code", "year"]
    persons = keys.groupby(unit)["persons"].transform(lambda half: half.sum(min_count=2))
    weighted = pd.concat([keys[unit], shares.mul(keys["persons"] / persons, axis=0)], axis=1)
    totals = weighted.groupby(unit)[list(shares)].agg(lambda half: half.sum(min_count=2))
    totals = totals.reset_index().melt(unit, var_name="indicator").assign(sex="total")
    poverty = keys.assign(value=shares["poverty"], indicator="poverty").drop(columns="persons")
    population = keys[unit].assign(value=persons, indicator="population_survey", sex="total")
    population = population.drop_duplicates()
    frame = pd.concat([totals, poverty, population], ignore_index=True).dropna(subset=["value"])
    return frame.assign(edition="coneval_municipal_2010_2020")


def _read_2010(root: Path, columns: list[str]) -> tuple[str, pd.DataFrame]:
    file = source_file(root, MUNICIPAL_2010)
    # One column of the file is misspelt (p_viv_dren_000); it is not among those used.
    raw = pd.read_csv(file, dtype={"clave_mun": str})
    check_columns(raw, ["clave_mun", *columns], file.name)
    return file.name, raw.rename(columns={"clave_mun": "mun_code"})


def _column(raw: pd.DataFrame, source: str, indicator: str, year: int, file: str) -> pd.DataFrame:
    values = pd.to_numeric(raw[source], errors="coerce")
    text = raw[source].astype("string").str.strip().fillna("")
    wrong = values.isna() & ~text.isin(["", "ND", "-"])
    if wrong.any():
        raise DataError(
            f"'{text[wrong].iloc[0]}' is not a number.",
            file=file,
            row=int(wrong.idxmax()) + 2,
            column=source,
            cure="Compare the row with the official file.",
        )
    frame = raw[["mun_code"]].assign(value=values, indicator=indicator, year=year)
    return frame.dropna(subset=["value"])
