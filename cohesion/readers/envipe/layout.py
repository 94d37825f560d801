"""Reading the basic tabulations of ENVIPE: find a table by its title, a column by its heading."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from cohesion.errors import DataError
from cohesion.readers.shared.state_names import find_state, plain

#: INEGI paints a cell by the coefficient of variation of its estimate (note below each table).
PRECISION_COLOURS = {"FFFFEA00": 2, "FFFF5400": 3}


@dataclass(frozen=True)
class Sheet:
    """One table: its title, and cells by (heading, measure) for each row label.

    ``columns`` maps (heading, measure) to the position of the column; a heading is the lowest
    heading above the column, in capitals without accents; the measure is 'ABSOLUTOS',
    'RELATIVOS' or empty.
    """

    file: str
    name: str
    title: str
    columns: dict[tuple[str, str], int]
    worksheet: Worksheet
    first_row: int


def open_book(path: Path) -> openpyxl.Workbook:
    """Open a workbook with its colours."""
    with warnings.catch_warnings():
        # INEGI's files carry extensions that openpyxl leaves out; no cell is affected.
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(path, data_only=True)


def find_sheet(
    book: openpyxl.Workbook, file: str, words: tuple[str, ...], without: tuple[str, ...] = ()
) -> Sheet:
    """Return the one table whose title holds every word and none of ``without``.

    Raises
    ------
    DataError
        No table or more than one has such a title: the layout has changed.
    """
    found = []
    for worksheet in book.worksheets[1:]:
        title = title_of(worksheet)
        if all(w in title for w in words) and not any(w in title for w in without):
            found.append((worksheet, title))
    if len(found) != 1:
        raise DataError(
            f"{len(found)} tables have the words {', '.join(words)} in their title.",
            file=file,
            cure="Compare the workbook with the layout that the reader names, adapt the words.",
        )
    worksheet, title = found[0]
    columns, first_row = _columns(worksheet, file)
    return Sheet(file, worksheet.title, title, columns, worksheet, first_row)


def column(sheet: Sheet, heading: str, measure: str = "") -> int:
    """Return the position of the column whose heading starts with ``heading``."""
    matches = [
        position
        for (name, kind), position in sheet.columns.items()
        if name.startswith(heading) and kind == measure
    ]
    if len(matches) != 1:
        raise DataError(
            f"{len(matches)} columns are headed '{heading}' {measure}; found "
            f"{', '.join(' '.join(key) for key in sheet.columns)}.",
            file=sheet.file,
            row=sheet.name,
            column=heading,
            cure="The official layout has changed: adapt the reader.",
        )
    return matches[0]


def state_values(sheet: Sheet, positions: dict[str, int]) -> pd.DataFrame:
    """Return state_code × the named columns for the 32 states and the nation."""
    records = []
    for row in sheet.worksheet.iter_rows(min_row=sheet.first_row):
        code = find_state(row[0].value) if row[0].value else None
        if code is None or code == "99":
            continue
        cells = {name: number(row[i].value, sheet, row[0].row) for name, i in positions.items()}
        records.append({"state_code": code, **cells})
    frame = pd.DataFrame(records)
    if len(frame) != 33 or frame["state_code"].nunique() != 33:
        raise DataError(
            f"the table holds {len(frame)} rows of states, not 33.",
            file=sheet.file,
            row=sheet.name,
            cure="The official layout has changed: adapt the reader.",
        )
    return frame


def number(cell: object, sheet: Sheet, row: int) -> float:
    """Return a cell as a number; INEGI's '0*' (possible absence) is zero."""
    text = str(cell).replace("*", "").strip()
    try:
        return float(text)
    except ValueError:
        raise DataError(
            f"'{cell}' is not a number.",
            file=sheet.file,
            row=f"{sheet.name}, row {row}",
            cure="Use the official file as published.",
        ) from None


def precision(sheet: Sheet, position: int) -> pd.DataFrame:
    """Return INEGI's precision class of a column by state: 1 high, 2 moderate, 3 low."""
    records = []
    for row in sheet.worksheet.iter_rows(min_row=sheet.first_row):
        code = find_state(row[0].value) if row[0].value else None
        if code is None or code == "99":
            continue
        fill = row[position].fill
        colour = fill.fgColor.rgb if fill.fill_type else None
        records.append({"state_code": code, "value": PRECISION_COLOURS.get(str(colour), 1)})
    return pd.DataFrame(records)


def title_of(worksheet: Worksheet) -> str:
    """Return a table's title, in capitals without accents."""
    rows = worksheet.iter_rows(min_row=2, max_row=6, max_col=1, values_only=True)
    return plain(" ".join(str(row[0]) for row in rows if isinstance(row[0], str)))


def _columns(worksheet: Worksheet, file: str) -> tuple[dict[tuple[str, str], int], int]:
    top = last = None
    for row in worksheet.iter_rows(min_row=5, max_row=20):
        text = plain(row[0].value or "")
        if top is None and row[0].row > 5 and _is_heading(text):
            top = row[0].row
        if text == "ESTADOS UNIDOS MEXICANOS" or "VICTIMA PRESENTE" in text:
            last = row[0].row
            break
    if top is None or last is None:
        raise DataError(
            "no heading followed by the national row.",
            file=file,
            row=worksheet.title,
            cure="The official layout has changed: adapt the reader.",
        )
    # In a few tables the first heading stands one row above the row label.
    heads = [
        {c.column - 1: plain(c.value) for c in row if c.value is not None and plain(c.value)}
        for row in worksheet.iter_rows(min_row=top, max_row=last - 1)
    ]
    measures = {j: text for head in heads for j, text in head.items() if text in _MEASURES}
    columns: dict[tuple[str, str], int] = {}
    for j in range(1, worksheet.max_column):
        best = (-1, -1, "")
        for depth, head in enumerate(heads):
            starts = [s for s in head if s <= j and head[s] not in _MEASURES]
            if starts and (max(starts), depth) >= best[:2]:
                best = (max(starts), depth, head[max(starts)])
        exact = j in measures or any(j in head for head in heads)
        if exact and best[2]:
            columns.setdefault((best[2], measures.get(j, "")), j)
    return columns, last


_MEASURES = ("ABSOLUTOS", "RELATIVOS")
_HEADINGS = ("ENTIDAD FEDERATIVA", "PERDIDAS", "TIPO DE", "GRUPO DE EDAD")


def _is_heading(text: str) -> bool:
    return text.startswith(_HEADINGS)
