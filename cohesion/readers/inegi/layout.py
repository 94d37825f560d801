"""The two layouts of INEGI's queries: by municipality (text) and by state (workbook)."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.marks import year_of
from cohesion.readers.shared.numbers import to_numbers
from cohesion.readers.shared.table import source_file
from cohesion.tables.geography import NATION, NOT_SPECIFIED, STATE_CODES

#: INEGI's keys for residence abroad; such cases belong to no state and are left out.
ABROAD = ("33", "34")


def municipal_query(sources: Path, relative: str, heads: list[str]) -> pd.DataFrame:
    """Read a census query by municipality.

    Parameters
    ----------
    sources : Path
        Root of the official files.
    relative : str
        The file (Latin-1; three title lines, a header, rows, a source note).
    heads : list of str
        The column heads that the query must show, in order.

    Returns
    -------
    DataFrame
        ``unit`` ('00', two or five digits), any text columns between name and figures as
        ``label``, and one float column for each of ``heads``; empty cells are NaN.

    Raises
    ------
    DataError
        No header row with exactly these heads, or a cell that is not a number.
    """
    path = source_file(sources, relative)
    with path.open(encoding="latin-1", newline="") as stream:
        rows = list(csv.reader(stream))
    header = next((i for i, row in enumerate(rows) if [c for c in row if c] == heads), None)
    if header is None:
        shown = [cell for cell in rows[3] if cell] if len(rows) > 3 else []
        raise DataError(
            f"no header row with {', '.join(heads)}; found {', '.join(shown)}.",
            file=relative,
            row=4,
            column=next((head for head in heads if head not in shown), heads[0]),
            cure="Use INEGI's query in the layout that the reader names, or adapt the reader.",
        )
    first = rows[header].index(heads[0])
    units, body = [], []
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        unit = _unit(row)
        cells = (row + [""] * len(heads))[: first + len(heads)]
        if unit is not None:
            units.append(unit)
            body.append(cells)
        elif any(cell.strip() for cell in cells[first:]):
            raise DataError(
                f"'{row[0]}' is no key of a state or municipality, and figures stand beside it.",
                file=relative,
                row=number,
                column="key",
                cure="Compare the key with INEGI's query: two digits, a blank, three digits.",
            )
    cells = pd.DataFrame(body)
    frame = pd.DataFrame({"unit": units})
    frame["label"] = cells[first - 1].str.strip()
    for offset, head in enumerate(heads):
        frame[head] = to_numbers(cells[first + offset], relative, head, first_row=header + 2)
    return frame


def _unit(row: list[str]) -> str | None:
    """Return the key of a row: '=CONCATENAR(0,01) ' is a state, ' 01 001 ' a municipality."""
    if len(row) < 3:
        return None
    key = row[0].strip()
    if not key:
        return NATION if row[1].strip() == "Total" else None
    state = re.fullmatch(r"=CONCATENAR\([ 0],(\d{2})\)", key)
    if state:
        return state.group(1)
    # A spreadsheet takes leading zeros away; the blank between the two numbers keeps them apart.
    municipality = re.fullmatch(r"(\d{1,2}) (\d{1,3})", key)
    if municipality is None:
        return None
    return municipality[1].zfill(2) + municipality[2].zfill(3)


def state_workbook(sources: Path, relative: str, *, header: int) -> pd.DataFrame:
    """Read a table by state (rows) and year (columns) of registered events.

    Parameters
    ----------
    header : int
        Zero-based row of the sheet that holds the years; the key stands in the first column, the
        name in the second.

    Returns
    -------
    DataFrame
        ``state_code`` ('00', '01'–'32', '99'), ``year``, ``value``. INEGI leaves a cell empty
        where there was no case: such cells are zero, which is accepted only where the column then
        adds up to the printed total.

    Raises
    ------
    DataError
        A missing state, or a column that does not add up to its total.
    """
    raw = pd.read_excel(source_file(sources, relative), header=None, dtype=str)
    years = [
        str(year_of(cell, relative, f"row {header + 1}, head {number}"))
        for number, cell in enumerate(raw.iloc[header, 2:], start=1)
    ]
    if not years:
        raise DataError(
            "no head shows a year.",
            file=relative,
            row=header + 1,
            cure="Use INEGI's table with one column for each year.",
        )
    body = raw.iloc[header + 1 :]
    is_total = body[1].astype(str).str.strip() == "Total"
    keys = body[0].astype(str).str.strip().str.zfill(2).where(~is_total, NATION)
    known = keys.isin([NATION, *STATE_CODES, *ABROAD, NOT_SPECIFIED])
    with_figures = ~known & body.iloc[:, 2:].notna().any(axis=1)
    if with_figures.any():
        place = int(with_figures.to_numpy().argmax())
        raise DataError(
            f"'{body.iloc[place, 0]}' is no key of a state, and figures stand beside it.",
            file=relative,
            row=header + 2 + place,
            column="key of the state",
            cure="Compare the key with INEGI's table.",
        )
    body, keys = body[known], keys[known]
    missing = sorted({NATION, *STATE_CODES} - set(keys))
    if missing:
        raise DataError(
            f"the row of '{missing[0]}' is missing.",
            file=relative,
            column="key of the state",
            cure="Use INEGI's complete table, one row for each state and the total.",
        )
    parts = []
    for position, year in enumerate(years, start=2):
        values = to_numbers(body[position], relative, year, first_row=header + 2).fillna(0)
        total = float(values[keys == NATION].iloc[0])
        if values[keys != NATION].sum() != total:
            raise DataError(
                f"the rows add up to {values[keys != NATION].sum():.0f}, the total says "
                f"{total:.0f}.",
                file=relative,
                column=year,
                cure="Compare the column with INEGI's query.",
            )
        part = pd.DataFrame({"state_code": keys, "year": int(year), "value": values})
        parts.append(part[~((part["state_code"] == NOT_SPECIFIED) & (part["value"] == 0))])
    whole = pd.concat(parts, ignore_index=True)
    return whole[~whole["state_code"].isin(ABROAD)].reset_index(drop=True)
