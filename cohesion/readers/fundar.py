"""Fundar: index of the right of access to information (IDAIM), quality of the laws of 2012."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.state_names import find_state
from cohesion.readers.shared.table import Reads, source_file

FILE = "found/access_to_information_laws_2012/fundar_idaim_2012_basededatos.xlsx"
SHEET = "Variables e índice"
EDITION = "fundar_idaim_2012"
#: (row of the sheet, its key, its name, indicator): the criteria called "base".
ROWS = (
    (16, "DN", "Disposiciones normativas", "access_law_norms"),
    (17, "DI", "Diseño Institucional", "access_law_institutions"),
    (18, "P", "Procedimientos de acceso", "access_law_procedures"),
    (20, "I", "Índice", "access_law_quality"),
)
HEAD_ROW, FIRST_COLUMN = 5, 5
NOT_STATES = ("Federal", "Nacional")


def access_laws_states(root: Path) -> pd.DataFrame:
    """Return the index and its three main variables (0–1) of each state's law.

    Raises
    ------
    DataError
        Another layout, a name that is no state, or an index that is not the mean of its variables.
    """
    sheet = pd.read_excel(source_file(root, FILE), sheet_name=SHEET, header=None)
    names = sheet.iloc[HEAD_ROW - 1, FIRST_COLUMN - 1 :].dropna()
    codes = {}
    for column, name in names.items():
        if name in NOT_STATES:
            continue
        code = find_state(name)
        if code is None or code in codes.values():
            raise _changed(f"'{name}' is not the name of a state, or stands twice.", HEAD_ROW)
        codes[column] = code
    values = {}
    for row, key, label, indicator in ROWS:
        found = (str(sheet.iat[row - 1, 2]).strip(), " ".join(str(sheet.iat[row - 1, 3]).split()))
        if found[0] != key or not found[1].startswith(label):
            raise _changed(f"the row is {found}, not {(key, label)}.", row)
        values[indicator] = pd.Series({codes[c]: float(sheet.iat[row - 1, c]) for c in codes})
    wide = pd.DataFrame(values)
    parts = [indicator for *_, indicator in ROWS[:3]]
    off = (wide[parts].mean(axis=1) - wide["access_law_quality"]).abs() > 1e-9
    if off.any():
        raise _changed(f"the index of {off.idxmax()} is not the mean of its variables.", 20)
    long = wide.rename_axis("state_code").reset_index().melt("state_code", var_name="indicator")
    return long.assign(year=2012, edition=EDITION)


def _changed(problem: str, row: int) -> DataError:
    return DataError(
        problem,
        file=FILE,
        row=row,
        cure="Use the workbook of the first edition (2012), or adapt the reader.",
    )


TABLES = {
    "fundar_access_laws_states": Reads(access_laws_states, (FILE,)),
}
