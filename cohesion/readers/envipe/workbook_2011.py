"""The workbook of the first survey, ENVIPE 2011: the crimes of 2010 and their victims."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.envipe import layout
from cohesion.readers.shared.state_names import find_state, plain
from cohesion.readers.shared.table import source_file
from cohesion.tables.geography import NATION

WORKBOOK_2011 = "security/raw/envipe_tabulados_denuncia/III_caracteristicas_victimas_2011_est.xlsx"
_EDITION = "envipe_2011_workbook"
_YEAR = 2010

_SEX_COLUMNS = {"total": 1, "men": 4, "women": 7}
_HARM = {
    "ECONOMICO": "harm_economic",
    "EMOCIONAL O PSICOLOGICO": "harm_emotional",
    "FISICO O LABORAL": "harm_physical",
}
_COSTS = {
    "PERDIDAS ECONOMICAS A CONSECUENCIA DE LOS DELITOS": "losses",
    "GASTOS A CONSECUENCIA DE LOS DANOS EN LA SALUD": "health",
}
_AGES = {
    "18-19 ANOS": "age_18_19",
    "20-29 ANOS": "age_20_29",
    "30-39 ANOS": "age_30_39",
    "40-49 ANOS": "age_40_49",
    "50-59 ANOS": "age_50_59",
    "60 ANOS Y MAS": "age_60_plus",
    "NO ESPECIFICADO": "age_unknown",
}
_TYPES = {
    "ROBO TOTAL DE VEHICULO": "vehicle_theft",
    "ROBO DE ACCESORIOS": "vehicle_parts_theft",
    "ROBO EN SU CASA": "home_burglary",
    "ROBO O ASALTO EN LA CALLE": "street_robbery",
    "ROBO EN FORMA DISTINTA": "other_theft",
    "FRAUDE": "fraud",
    "EXTORSION": "extortion",
    "AMENAZAS VERBALES": "verbal_threats",
    "LESIONES": "injuries",
    "OTROS DELITOS": "other_crimes",
}


def build_victims(root: Path) -> pd.DataFrame:
    """Return victims, crimes, harm suffered and physical aggression by state, 2010."""
    book = layout.open_book(source_file(root, WORKBOOK_2011))
    residents = layout.find_sheet(book, WORKBOOK_2011, ("VICTIMAS", "PROMEDIO DE DELITOS"))
    positions = {
        "victims": layout.column(residents, "VICTIMAS"),
        "crimes_declared": layout.column(residents, "DELITOS DECLARADOS"),
    }
    parts = [_melt(layout.state_values(residents, positions))]
    parts.append(
        layout.precision(residents, positions["victims"]).assign(indicator="precision_victims")
    )
    aggression = layout.find_sheet(
        book,
        WORKBOOK_2011,
        ("VICTIMA ESTUVO PRESENTE", "ENTIDAD FEDERATIVA DE RESIDENCIA", "AGRESION"),
    )
    share = layout.column(aggression, "SI", "RELATIVOS")
    parts.append(_melt(layout.state_values(aggression, {"crime_aggression": share})))
    frame = pd.concat(parts, ignore_index=True).assign(sex="total")
    frame = pd.concat([frame, _harm(book)], ignore_index=True)
    return frame.assign(year=_YEAR, edition=_EDITION)


def build_costs(root: Path) -> pd.DataFrame:
    """Return the cost of crime to victims by state of residence and of occurrence, 2010 (pesos)."""
    book = layout.open_book(source_file(root, WORKBOOK_2011))
    parts = []
    for indicator, name in (("crime_cost", "3.10"), ("crime_cost_occurrence", "3.9")):
        sheet = _sheet_of_title(book, name, "PERDIDAS ECONOMICAS Y GASTO")
        for code, label, row in _blocks(sheet):
            group = _COSTS.get(label, "all")
            for sex, position in (("total", 1), ("men", 3), ("women", 4)):
                value = _cell(row[position].value, name, row[0].row)
                parts.append((code, indicator, sex, group, value))
    frame = pd.DataFrame(parts, columns=["state_code", "indicator", "sex", "group", "value"])
    marks = _cost_precision(_sheet_of_title(book, "3.10", "PERDIDAS ECONOMICAS Y GASTO"))
    frame = pd.concat([frame, marks], ignore_index=True)
    return frame.assign(year=_YEAR, edition=_EDITION)


def build_victims_nation(root: Path) -> pd.DataFrame:
    """Return adults and victims by sex and age, and crimes by type and sex, for the nation."""
    book = layout.open_book(source_file(root, WORKBOOK_2011))
    ages = _sheet_of_title(book, "3.3", "GRUPO DE EDAD")
    nation = _row_starting(ages, "ESTADOS UNIDOS MEXICANOS")
    records = [
        ("adults_envipe", sex, "all", nation[i].value)
        for sex, i in (("total", 1), ("men", 2), ("women", 3))
    ]
    totals, shares = [], []
    for label, group in _AGES.items():
        row = _row_starting(ages, label)
        for sex, i in (("total", 1), ("men", 2), ("women", 3)):
            records.append(("adults_envipe", sex, group, row[i].value))
        records.append(("victims", "total", group, row[5].value))
        totals.append(row[5].value)
        shares.append((row[6].value, row[7].value))
    men, women = split_by_sex(np.array(totals, float), np.array(shares, float))
    records += [("victims", "men", "all", men), ("victims", "women", "all", women)]
    records += _crimes_by_type(book)
    frame = pd.DataFrame(records, columns=["indicator", "sex", "group", "value"])
    return frame.assign(state_code=NATION, year=_YEAR, edition=_EDITION)


def split_by_sex(totals: np.ndarray, shares: np.ndarray) -> tuple[float, float]:
    """Return the numbers of men and of women from age totals and each sex's age shares.

    Parameters
    ----------
    totals : array, shape (ages,)
        Persons of both sexes in each age group.
    shares : array, shape (ages, 2)
        Percentage of the men, and of the women, who fall in each age group.

    Returns
    -------
    tuple of float
        Men and women, whole persons.

    Raises
    ------
    DataError
        No pair of numbers reproduces the totals to within one person.
    """
    numbers, *_ = np.linalg.lstsq(shares / 100, totals, rcond=None)
    if np.abs(shares / 100 @ numbers - totals).max() > 1:
        raise DataError(
            "age totals and shares by sex do not fit together.",
            file=WORKBOOK_2011,
            row="3.3",
            cure="Use the official workbook as published.",
        )
    return float(np.round(numbers[0])), float(np.round(numbers[1]))


def _harm(book) -> pd.DataFrame:
    sheet = _sheet_of_title(book, "3.8", "HUBO DANO")
    parts = []
    for code, label, row in _blocks(sheet):
        if label in _HARM:
            for sex, position in _SEX_COLUMNS.items():
                value = _cell(row[position + 1].value, "3.8", row[0].row)
                parts.append((code, _HARM[label], sex, value))
    return pd.DataFrame(parts, columns=["state_code", "indicator", "sex", "value"])


def _crimes_by_type(book) -> list[tuple[str, str, str, float]]:
    sheet = _sheet_of_title(book, "3.1", "TIPO DE DELITO")
    records = []
    for label, group in _TYPES.items():
        row = _row_starting(sheet, label)
        for sex, position in _SEX_COLUMNS.items():
            records.append(("crimes_by_type", sex, group, row[position].value))
    return records


def _blocks(sheet):
    """Yield (state code, row label, row) of a table in blocks headed by the state."""
    code = None
    for row in sheet.iter_rows(min_row=9):
        if row[0].value is None or row[1].value in (None, ""):
            continue
        label = plain(row[0].value)
        found = find_state(label)
        # Within a block "not specified" is a kind of harm; as a block it has no state.
        if found is not None and (found != "99" or not _inside_harm(row)):
            code = found
        if code is not None and code != "99":
            yield code, label, row


def _inside_harm(row) -> bool:
    return row[2].value is not None and row[2].value != 100


def _cost_precision(sheet) -> pd.DataFrame:
    records = []
    for code, label, row in _blocks(sheet):
        if label not in _COSTS:
            fill = row[1].fill
            colour = str(fill.fgColor.rgb) if fill.fill_type else ""
            records.append((code, layout.PRECISION_COLOURS.get(colour, 1)))
    frame = pd.DataFrame(records, columns=["state_code", "value"])
    return frame.assign(indicator="precision_crime_cost", sex="total", group="all")


def _sheet_of_title(book, name: str, words: str):
    if name not in book.sheetnames:
        raise DataError(
            f"the workbook has no table {name}.",
            file=WORKBOOK_2011,
            row=name,
            cure="Use the official workbook as published.",
        )
    sheet = book[name]
    text = " ".join(plain(c.value) for r in sheet.iter_rows(max_row=8) for c in r if c.value)
    if words not in text:
        raise DataError(
            f"table {name} does not speak of '{words}'.",
            file=WORKBOOK_2011,
            row=name,
            cure="The official layout has changed: adapt the reader.",
        )
    return sheet


def _row_starting(sheet, label: str):
    for row in sheet.iter_rows(min_row=9):
        if plain(row[0].value or "").startswith(label):
            return row
    raise DataError(
        f"no row '{label}'.",
        file=WORKBOOK_2011,
        row=sheet.title,
        cure="The official layout has changed: adapt the reader.",
    )


def _cell(value: object, sheet: str, row: int) -> float:
    try:
        return float(str(value).replace("*", "").strip())
    except ValueError:
        raise DataError(
            f"'{value}' is not a number.",
            file=WORKBOOK_2011,
            row=f"{sheet}, row {row}",
            cure="Use the official workbook as published.",
        ) from None


def _melt(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.melt(["state_code"], var_name="indicator", value_name="value")
