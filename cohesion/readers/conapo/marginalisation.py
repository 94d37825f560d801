"""CONAPO: the marginalisation index by principal components (1990–2015) and by DP2 (2010–2020)."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
import rdata

from cohesion.errors import DataError
from cohesion.readers.shared.numbers import stacked, to_numbers
from cohesion.readers.shared.table import Reads, check_columns, source_file

STATES_PCA = "social/raw/conapo_marginacion_estatal_1990_2015.csv"
MUNICIPALITIES_PCA = "social/raw/conapo_marginacion_municipal_1990_2015.csv"
DP2_YEARS = (2010, 2015, 2020)
STATES_DP2 = {year: f"social/raw/conapo_dp2_rda/IME_{year}.rda" for year in DP2_YEARS}
MUNICIPALITIES_DP2 = {year: f"social/raw/conapo_dp2_rda/IMM_{year}.rda" for year in DP2_YEARS}

COMPONENTS = {
    "ANALF": "marginalisation_illiteracy",
    "SPRIM": "marginalisation_primary_incomplete",
    "OVSDE": "marginalisation_no_drainage",
    "OVSEE": "marginalisation_no_electricity",
    "OVSAE": "marginalisation_no_piped_water",
    "VHAC": "marginalisation_overcrowding",
    "OVPT": "marginalisation_dirt_floor",
    "PL<5000": "marginalisation_small_localities",
    "PO2SM": "marginalisation_low_pay",
}
DP2_COMPONENTS = {
    **{code: name for code, name in COMPONENTS.items() if code not in ("SPRIM", "PL<5000")},
    "SBASC": "marginalisation_basic_education_incomplete",
    "PL.5000": "marginalisation_small_localities",
}
DEGREES = {"muy bajo": 1, "bajo": 2, "medio": 3, "alto": 4, "muy alto": 5}
SMALL_LOCALITIES = "marginalisation_small_localities"


def states_pca(sources: Path) -> pd.DataFrame:
    """Return components, index, degree and rank by state, 1990–2015."""
    raw = _read_pca(sources, STATES_PCA, "CVE_ENT", 2)
    codes = {**COMPONENTS, "IM": "marginalisation_index", "LUGAR": "marginalisation_rank"}
    tidy = _tidy_pca(raw, STATES_PCA, codes, "state_code")
    return stacked([_without_repeats(tidy)], "state_code")


def municipalities_pca(sources: Path) -> pd.DataFrame:
    """Return index and degree by municipality 1990–2015, components and rank of 2010."""
    raw = _read_pca(sources, MUNICIPALITIES_PCA, "CVE_MUN", 5)
    raw = raw[raw["unit"] != "00"]
    whole = _tidy_pca(raw, MUNICIPALITIES_PCA, {"IM": "marginalisation_index"}, "mun_code")
    codes = {**COMPONENTS, "LUG_NAC": "marginalisation_rank"}
    detail = _tidy_pca(raw[raw["year"] == 2010], MUNICIPALITIES_PCA, codes, "mun_code")
    detail = detail[detail["indicator"] != "marginalisation_degree"]
    return stacked([whole, detail], "mun_code")


def _read_pca(sources: Path, relative: str, key: str, width: int) -> pd.DataFrame:
    raw = pd.read_csv(source_file(sources, relative), dtype=str, keep_default_na=False)
    check_columns(raw, [key, "AÑO", *COMPONENTS, "IM", "GM"], relative)
    nation = raw[key] == "-"
    return raw.assign(
        unit=raw[key].str.zfill(width).where(~nation, "00"), year=raw["AÑO"].astype(int)
    )


def _tidy_pca(raw: pd.DataFrame, relative: str, codes: dict[str, str], unit: str) -> pd.DataFrame:
    base = pd.DataFrame({unit: raw["unit"], "year": raw["year"]})
    base["edition"] = "conapo_marginalisation_" + base["year"].astype(str)
    parts = [
        base.assign(indicator=name, value=to_numbers(raw[code], relative, code))
        for code, name in codes.items()
    ]
    parts.append(base.assign(indicator="marginalisation_degree", value=_degrees(raw, relative)))
    return pd.concat(parts, ignore_index=True)


def _degrees(raw: pd.DataFrame, relative: str, column: str = "GM") -> pd.Series:
    text = raw[column].astype(str).str.strip().str.lower()
    wrong = ~text.isin([*DEGREES, "-"])
    if wrong.any():
        raise DataError(
            f"unknown degree '{raw.loc[wrong, column].iloc[0]}'.",
            file=relative,
            column=column,
            cure="The degrees are: " + ", ".join(DEGREES) + ".",
        )
    return text.map(DEGREES).astype(float)


def _without_repeats(tidy: pd.DataFrame) -> pd.DataFrame:
    """Leave out the share in small localities of 2015, where CONAPO repeated that of 2010."""
    return tidy[~((tidy["indicator"] == SMALL_LOCALITIES) & (tidy["year"] == 2015))]


def states_dp2(sources: Path) -> pd.DataFrame:
    """Return components, index and degree by state on the DP2 method, 2010–2020."""
    parts = [
        _tidy_dp2(_read_dp2(sources, file), file, year, DP2_COMPONENTS, "state_code")
        for year, file in STATES_DP2.items()
    ]
    return stacked([_without_repeats(pd.concat(parts, ignore_index=True))], "state_code")


def municipalities_dp2(sources: Path) -> pd.DataFrame:
    """Return index and degree by municipality on the DP2 method, 2010–2020."""
    parts = [
        _tidy_dp2(_read_dp2(sources, file), file, year, {}, "mun_code")
        for year, file in MUNICIPALITIES_DP2.items()
    ]
    return stacked(parts, "mun_code")


def _read_dp2(sources: Path, relative: str) -> pd.DataFrame:
    with warnings.catch_warnings():
        # The files name no text encoding; rdata assumes UTF-8, which the state names confirm.
        warnings.simplefilter("ignore", UserWarning)
        content = rdata.read_rda(source_file(sources, relative))
    if len(content) != 1:
        raise DataError(
            f"holds {len(content)} objects instead of one table.",
            file=relative,
            cure="Use CONAPO's table of one year and one level.",
        )
    return next(iter(content.values())).reset_index(drop=True)


def _tidy_dp2(
    raw: pd.DataFrame, relative: str, year: int, components: dict[str, str], unit: str
) -> pd.DataFrame:
    key = "CVE_ENT" if unit == "state_code" else "CVE_MUN"
    index, degree, normalised = f"IM_{year}", f"GM_{year}", f"IMN_{year}"
    check_columns(raw, [key, "ANIO", *components, index, degree, normalised], relative)
    base = pd.DataFrame({unit: raw[key].astype(str), "year": year})
    base["edition"] = "conapo_dp2_2021"
    codes = {
        **components,
        index: "marginalisation_dp2_index",
        normalised: "marginalisation_dp2_normalised",
    }
    parts = [
        base.assign(indicator=name, value=to_numbers(raw[code], relative, code))
        for code, name in codes.items()
    ]
    degrees = _degrees(raw, relative, degree)
    parts.append(base.assign(indicator="marginalisation_dp2_degree", value=degrees))
    return pd.concat(parts, ignore_index=True)


TABLES = {
    "conapo_marginalisation_states": Reads(states_pca, (STATES_PCA,)),
    "conapo_marginalisation_municipalities": Reads(municipalities_pca, (MUNICIPALITIES_PCA,)),
    "conapo_dp2_states": Reads(states_dp2, tuple(STATES_DP2.values())),
    "conapo_dp2_municipalities": Reads(municipalities_dp2, tuple(MUNICIPALITIES_DP2.values())),
}
