"""CONEVAL's inventory of social programmes of the states, 2010 and 2011.

Published after the mission: evidence of a later day, about the years of the mission.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.state_names import plain, state_code
from cohesion.readers.shared.table import Reads, source_file
from cohesion.tables.geography import STATE_CODES

FILES = {
    2010: "found/state_programmes_2010_2011/raw/INVENTARIO_ESTATAL_CONEVAL_2010.xlsx",
    2011: "found/state_programmes_2010_2011/raw/INVENTARIO_ESTATAL_CONEVAL_2011.xlsx",
}
SHEETS = {2010: "Invent Estatal 2010", 2011: "Nacional"}
RIGHTS = {
    "SALUD": "health",
    "EDUCACION": "education",
    "BIENESTAR ECONOMICO": "economic_wellbeing",
    "ALIMENTACION": "food",
    "TRABAJO": "work",
    "VIVIENDA": "housing",
    "MEDIO AMBIENTE SANO": "environment",
    "SEGURIDAD SOCIAL": "social_security",
    "NO DISCRIMINACION": "non_discrimination",
}
#: What each column of the inventory says of a programme, by the start of its head.
COLUMNS = {
    "state": "Entidad federativa",
    "name": "1. Nombre de la intervención",
    "document": "Documento normativo",
    "federal": "¿Se localizó en el inventario Federal",
    "right": "12. Derecho social directo",
}
#: States that the inventory of the year does not cover.
ABSENT = {2010: ("01", "29"), 2011: ("29",)}
HEAD_ROW = 3


def read_inventory(root: Path, year: int) -> pd.DataFrame:
    """Return one row per programme: ``state_code``, ``right``, ``document``, ``federal`` (bool)."""
    file = FILES[year]
    sheet = pd.read_excel(source_file(root, file), sheet_name=SHEETS[year], header=None, dtype=str)
    heads = [plain(cell) for cell in sheet.iloc[HEAD_ROW - 1]]
    places = {}
    for key, wanted in COLUMNS.items():
        match = [n for n, head in enumerate(heads) if plain(wanted) in head]
        if len(match) != 1:
            raise _problem(file, f"the head '{wanted}' stands {len(match)} times.", HEAD_ROW)
        places[key] = match[0]
    body = sheet.iloc[HEAD_ROW:]
    is_programme = body[places["name"]].notna()
    rest = body.loc[~is_programme, 1:].map(lambda cell: bool(str(cell).strip()) and cell == cell)
    if rest.any().any():
        raise _problem(file, "a row without a programme holds a cell that is not read.",
                       int(rest.any(axis=1).idxmax()) + 1)  # fmt: skip
    rows = body[is_programme]
    frame = pd.DataFrame(
        {
            "state_code": [
                state_code(cell, file, row + 1) for row, cell in rows[places["state"]].items()
            ],
            "right": rows[places["right"]].map(plain).map(RIGHTS).to_numpy(),
            "document": _yes(rows[places["document"]], file),
            "federal": _yes(rows[places["federal"]], file),
        }
    )
    if frame["right"].isna().any():
        row = rows.index[int(frame["right"].isna().to_numpy().argmax())] + 1
        raise _problem(file, "the social right of the programme is not one of the nine.", row)
    if set(STATE_CODES) - set(frame["state_code"]) != set(ABSENT[year]):
        raise _problem(file, "other states are absent than the reader declares.", HEAD_ROW)
    return frame


def _yes(cells: pd.Series, file: str) -> list[bool]:
    words = cells.map(plain)
    wrong = ~words.isin(["SI", "NO"])
    if wrong.any():
        raise _problem(file, f"'{cells[wrong].iloc[0]}' is neither yes nor no.",
                       int(wrong.idxmax()) + 1)  # fmt: skip
    return (words == "SI").tolist()


def _problem(file: str, problem: str, row: int) -> DataError:
    return DataError(
        problem,
        file=file,
        row=row,
        cure="Use the inventory in the layout that the reader names, or adapt the reader.",
    )


def programmes_states(root: Path) -> pd.DataFrame:
    """Return the number of programmes by state, year and social right, and how many have rules."""
    parts = []
    for year in FILES:
        listed = read_inventory(root, year)
        by_state = listed.groupby("state_code")
        own = listed[~listed["federal"]]
        counts = {
            "state_programmes": by_state.size(),
            "state_programmes_document": by_state["document"].sum(),
            "state_programmes_own": own.groupby("state_code").size(),
            "state_programmes_own_document": own.groupby("state_code")["document"].sum(),
        }
        whole = pd.DataFrame(counts).reindex(sorted(by_state.groups)).fillna(0)
        long = whole.reset_index(names="state_code").melt("state_code", var_name="indicator")
        parts.append(long.assign(year=year, group="all"))
        rights = listed.groupby(["state_code", "right"]).size().unstack(fill_value=0)
        rights = rights.reindex(columns=list(RIGHTS.values()), fill_value=0)
        long = rights.reset_index().melt("state_code", var_name="group")
        parts.append(long.assign(year=year, indicator="state_programmes"))
    frame = pd.concat(parts, ignore_index=True)
    return frame.assign(edition="coneval_inventory_" + frame["year"].astype(str))


TABLES = {
    "coneval_programmes_states": Reads(programmes_states, tuple(FILES.values())),
}
