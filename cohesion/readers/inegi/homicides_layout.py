"""Building the tables of homicides and of the population at risk from INEGI's exports.

The bases count different things and are never joined. By *registration* the year is the one in
which the death entered the civil register; by *occurrence* it is the year in which it happened.
The place is where the victim lived (*residence*), where it happened, or where it was registered.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.marks import without_marks, year_of
from cohesion.readers.shared.plain import read_plain
from cohesion.readers.shared.state_names import state_code
from cohesion.readers.shared.table import source_file
from cohesion.readers.shared.whole import municipal_keys, sums_hold
from cohesion.tables.geography import NATION, NOT_SPECIFIED

RESIDENCE = "security/raw/inegi_homicidios_residencia_1990_2022.xlsx"
OCCURRENCE = "security/raw/inegi_homicidios_ocurrencia_1990_2021.xlsx"
REGISTERING = "security/raw/inegi_homicidios_entidad_registro_2010_2023p.xlsx"
MUNICIPAL_2011 = "security/inegi_homicidios_municipio_1990_2010.csv"
MUNICIPAL_2017 = "security/inegi_homicidios_municipio_1990_2017.csv"
POPULATION = "security/poblacion_municipal_1990_2012.csv"

#: Years in which every municipality stands in the table, with its zeros.
FULL_YEARS = range(2000, 2013)
#: Words of INEGI's cube beside its years; the first year of registration in it.
TOTAL, UNDATED, FIRST_YEAR = "Total", "No especificado", 1990

_COLUMNS = ["state_code", "year", "indicator", "value", "edition"]


def build_states(root: Path) -> pd.DataFrame:
    """Return homicides by state, each base as its own indicator (persons)."""
    return pd.concat(
        [_residence(root), _occurrence(root), _registering_entity(root)], ignore_index=True
    )


def build_states_by_sex(root: Path) -> pd.DataFrame:
    """Return homicides by state of occurrence, year of registration and sex (persons).

    Sums of the municipal cube; cases of unknown municipality are not in it, so totals stay a
    little below the state table.
    """
    cube = _municipal_cube(root)
    cube["state_code"] = cube["cve_mun"].str[:2]
    sums = cube.groupby(["state_code", "anio"], as_index=False)[list(_SEXES)].sum()
    nation = sums.groupby("anio", as_index=False)[list(_SEXES)].sum().assign(state_code=NATION)
    long = _melt_sexes(pd.concat([sums, nation], ignore_index=True), "state_code")
    return long.assign(indicator="homicides_by_sex", edition="inegi_homicides_mun_2018")


def build_municipalities(root: Path) -> pd.DataFrame:
    """Return homicides by municipality of occurrence and year of registration, with sex.

    Zeros are written for the total in :data:`FULL_YEARS`; elsewhere an absent row means zero.
    """
    long = _melt_sexes(_municipal_cube(root), "cve_mun").rename(columns={"cve_mun": "mun_code"})
    full = (long["sex"] == "total") & long["year"].isin(FULL_YEARS)
    kept = long[full | ((long["value"] > 0) & ((long["sex"] == "total") | (long["year"] >= 2000)))]
    return kept.assign(indicator="homicides_mun", edition="inegi_homicides_mun_2018")


def build_municipalities_2011(root: Path) -> pd.DataFrame:
    """Return homicides by municipality as an analyst saw them in 2011 (persons).

    Year of occurrence from 1994, of registration before. Zeros are written from 2000 on for
    every municipality with a population; before, an absent row means zero. Cases of unknown
    municipality (code ending in 999) are left out.
    """
    frame = _municipal_rows(root, MUNICIPAL_2011, ["anio", "homicidios"])
    frame = frame[~frame["cve_mun"].str.endswith("999")]
    frame = frame.rename(columns={"cve_mun": "mun_code", "anio": "year", "homicidios": "value"})
    counts = frame.set_index(["mun_code", "year"])["value"]
    years = range(FULL_YEARS.start, 2011)
    grid = pd.MultiIndex.from_product(
        [sorted(_population(root)["mun_code"].unique()), years], names=["mun_code", "year"]
    )
    counts = counts.reindex(counts.index.union(grid), fill_value=0)
    return counts.reset_index(name="value").assign(
        indicator="homicides_mun_vintage2011", edition="inegi_homicides_mun_2011"
    )


def build_states_2011(root: Path) -> pd.DataFrame:
    """Return homicides by state as an analyst saw them in 2011 (persons).

    Sums of the municipal cube of that time, with the cases of unknown municipality.
    """
    frame = _municipal_rows(root, MUNICIPAL_2011, ["anio", "homicidios"])
    frame["state_code"] = frame["cve_mun"].str[:2]
    states = frame.groupby(["state_code", "anio"], as_index=False)["homicidios"].sum()
    nation = frame.groupby("anio", as_index=False)["homicidios"].sum().assign(state_code=NATION)
    long = pd.concat([states, nation], ignore_index=True)
    long = long.rename(columns={"anio": "year", "homicidios": "value"})
    return long.assign(indicator="homicides_vintage2011", edition="inegi_homicides_mun_2011")


def build_population_states(root: Path) -> pd.DataFrame:
    """Return the population of states and nation, 1990–2012, as estimated in 2011 (persons)."""
    frame = _population(root)
    frame["state_code"] = frame["mun_code"].str[:2]
    states = frame.groupby(["state_code", "year"], as_index=False)["value"].sum()
    nation = frame.groupby("year", as_index=False)["value"].sum().assign(state_code=NATION)
    return pd.concat([states, nation], ignore_index=True).assign(
        indicator="population_vintage2011", edition="population_2011"
    )


def build_population_municipalities(root: Path) -> pd.DataFrame:
    """Return the population of municipalities, 2000–2012, as estimated in 2011 (persons)."""
    frame = _population(root)
    return frame[frame["year"].isin(FULL_YEARS)].assign(
        indicator="population_mun_vintage2011", edition="population_2011"
    )


def _residence(root: Path) -> pd.DataFrame:
    rows = _sheet(source_file(root, RESIDENCE))
    years = _header_years(rows[4][2:], RESIDENCE, 5)
    records = []
    for number, row in enumerate(rows[5:], start=6):
        if not row[1]:
            _end_of_table(rows, number, RESIDENCE)
            break
        code = NATION if row[1] == "Total" else state_code(row[1], RESIDENCE, number)
        for year, cell in zip(years, _cells(row[2:], years, RESIDENCE, number), strict=True):
            records.append((code, year, _count(cell, RESIDENCE, number)))
    return _collect(records, "homicides_residence", "inegi_homicides_cube_residence")


def _occurrence(root: Path) -> pd.DataFrame:
    rows = _sheet(source_file(root, OCCURRENCE))
    names = list(rows[4][2:])
    while names and names[-1] in (None, ""):
        names.pop()
    codes = [state_code(name, OCCURRENCE, 5) for name in names]
    if not codes or codes[0] != NATION or len(set(codes)) != 34:
        raise DataError(
            "the header does not hold the total, 32 states and 'No especificado'.",
            file=OCCURRENCE,
            row=5,
            cure="Export the cube with the states of occurrence in columns.",
        )
    by_registration, by_occurrence, parts = [], [], []
    for number, row in enumerate(rows[5:], start=6):
        if not row[0]:
            _end_of_table(rows, number, OCCURRENCE)
            break
        registered = year_of(row[0], OCCURRENCE, f"row {number}, year of registration")
        occurred = without_marks(row[1])
        if occurred not in (TOTAL, UNDATED):
            occurred = str(year_of(row[1], OCCURRENCE, f"row {number}, year of occurrence"))
        for code, cell in zip(codes, _cells(row[2:], codes, OCCURRENCE, number), strict=True):
            value = _count(cell, OCCURRENCE, number)
            if occurred == TOTAL:
                by_registration.append((code, registered, value))
                continue
            parts.append((code, registered, value))
            # What happened before the first year of registration is known from a few late entries.
            if occurred != UNDATED and int(occurred) >= FIRST_YEAR:
                by_occurrence.append((code, int(occurred), value))
    _check_sums(by_registration, parts)
    edition = "inegi_homicides_cube_occurrence"
    return pd.concat(
        [
            _collect(by_registration, "homicides_occurrence_reg", edition),
            _collect(by_occurrence, "homicides_occurrence_occ", edition),
        ]
    )


def _check_sums(printed: list[tuple[str, int, int]], parts: list[tuple[str, int, int]]) -> None:
    """Hold years of occurrence against their total, and the states against the nation."""
    columns = ["state_code", "year", "value"]
    totals, years = (pd.DataFrame(rows, columns=columns) for rows in (printed, parts))
    key = ["state_code", "year"]
    sums_hold(
        years.groupby(key)["value"].sum(), totals.groupby(key)["value"].sum(), OCCURRENCE,
        "the years of occurrence",
    )  # fmt: skip
    nation = totals["state_code"] == NATION
    sums_hold(
        totals[~nation].groupby("year")["value"].sum(),
        totals[nation].groupby("year")["value"].sum(), OCCURRENCE, "the states",
    )  # fmt: skip


def _registering_entity(root: Path) -> pd.DataFrame:
    rows = _sheet(source_file(root, REGISTERING))
    years = _header_years(rows[6][1:], REGISTERING, 7)
    records = []
    for number, row in enumerate(rows[8:], start=9):
        if not row[0]:
            _end_of_table(rows, number, REGISTERING)
            break
        code = state_code(row[0], REGISTERING, number)
        for year, cell in zip(years, _cells(row[1:], years, REGISTERING, number), strict=True):
            records.append((code, year, _count(cell, REGISTERING, number)))
    return _collect(records, "homicides_registering_entity", "inegi_homicides_table_2024")


_SEXES = {"homicidios": "total", "mujeres": "women", "hombres": "men"}


def _municipal_rows(root: Path, file: str, numbers: list[str]) -> pd.DataFrame:
    """Return the rows of an export by municipality: its key, and columns of whole numbers.

    Raises
    ------
    DataError
        A key that is none of a municipality, or a cell that is no number, with its row.
    """
    frame = read_plain(root, file, ["cve_mun", *numbers], ["cve_mun"])
    municipal_keys(frame["cve_mun"], file, "cve_mun")
    for column in numbers:
        wrong = ~pd.to_numeric(frame[column], errors="coerce").mod(1).eq(0)
        if wrong.any():
            place = int(wrong.to_numpy().argmax())
            raise DataError(
                f"'{frame[column].iloc[place]}' is no whole number.",
                file=file, row=place + 2, column=column,
                cure="Compare the cell with INEGI's export.",
            )  # fmt: skip
    return frame


def _municipal_cube(root: Path) -> pd.DataFrame:
    frame = _municipal_rows(root, MUNICIPAL_2017, ["anio", *_SEXES, "sexo_no_esp"])
    parts = frame["hombres"] + frame["mujeres"] + frame["sexo_no_esp"]
    if (parts != frame["homicidios"]).any():
        row = int((parts != frame["homicidios"]).to_numpy().argmax())
        raise DataError(
            "women, men and unspecified do not add up to the total.",
            file=MUNICIPAL_2017,
            row=row + 2,
            column="homicidios",
            cure="Restore the row from INEGI's cube.",
        )
    return frame


def _melt_sexes(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    long = frame.melt([unit, "anio"], list(_SEXES), var_name="sex", value_name="value")
    long["sex"] = long["sex"].map(_SEXES)
    return long.rename(columns={"anio": "year"})


def _population(root: Path) -> pd.DataFrame:
    frame = _municipal_rows(root, POPULATION, ["anio", "poblacion"])
    frame = frame.rename(columns={"cve_mun": "mun_code", "anio": "year", "poblacion": "value"})
    return frame[["mun_code", "year", "value"]]


def _sheet(path: Path) -> list[tuple]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return rows


def _header_years(cells: tuple, file: str, row: int) -> list[int]:
    filled = list(cells)
    while filled and filled[-1] in (None, ""):
        filled.pop()
    years = [
        year_of(cell, file, f"row {row}, head {number}") for number, cell in enumerate(filled, 1)
    ]
    if len(years) < 10 or years != list(range(years[0], years[0] + len(years))):
        raise DataError(
            f"the header holds no run of years; found {', '.join(map(str, cells[:4]))}.",
            file=file,
            row=row,
            cure="Use the official file in the layout that the reader names.",
        )
    return years


def _cells(row: tuple, years: list, file: str, number: int) -> tuple:
    """Return the figures of a row: one for each year, nothing beyond them."""
    beyond = [cell for cell in row[len(years) :] if cell not in (None, "")]
    if beyond or len(row) < len(years):
        raise DataError(
            f"the row has {'more' if beyond else 'fewer'} figures than the header has years"
            + (f": '{beyond[0]}' stands beyond the last." if beyond else "."),
            file=file,
            row=number,
            cure="Compare the row with the official file.",
        )
    return row[: len(years)]


def _end_of_table(rows: list[tuple], number: int, file: str) -> None:
    """Below the end of a table only notes may stand, no figures."""
    for later, row in enumerate(rows[number - 1 :], start=number):
        figures = [cell for cell in row if isinstance(cell, (int, float))]
        if figures:
            raise DataError(
                f"'{figures[0]}' stands below the end of the table: a row above has no name.",
                file=file,
                row=later,
                cure="Compare the rows with the official file.",
            )


def _count(cell: object, file: str, row: int) -> int:
    # INEGI's cube leaves a cell empty where it counts no case.
    text = "" if cell is None else without_marks(cell).replace(",", "").removesuffix(".0")
    if text and not text.isdigit():
        raise DataError(
            f"'{cell}' is not a count.",
            file=file,
            row=row,
            cure="Use the official file as exported by INEGI.",
        )
    return int(text or 0)


def _collect(records: list[tuple[str, int, int]], indicator: str, edition: str) -> pd.DataFrame:
    frame = pd.DataFrame(records, columns=["state_code", "year", "value"])
    # "Extranjero" and "No especificado" both belong to no state: one row, code 99.
    frame = frame.groupby(["state_code", "year"], as_index=False)["value"].sum()
    empty = (frame["state_code"] == NOT_SPECIFIED) & (frame["value"] == 0)
    return frame[~empty].assign(indicator=indicator, edition=edition)[_COLUMNS]
