"""How CONEVAL lays out its statistical annexes, and how to read any of their tables.

Every table (*Cuadro*) is a block: a few stacked header rows with merged cells, one row per state
or per indicator, and notes below. A column is described by all the header cells above it: what is
measured, the measure (percentage, thousand persons, standard error …) and the year. Reading by
those words, and not by column letters, makes a changed layout fail loudly instead of shifting
figures silently.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

import pandas as pd
from openpyxl.utils import get_column_letter

from cohesion.errors import DataError
from cohesion.readers.shared.marks import without_marks
from cohesion.readers.shared.numbers import MISSING_MARKS
from cohesion.readers.shared.state_names import find_state

# The standard error comes first: its column also stands under a merged "Porcentaje".
MEASURES = {
    "se": r"error estandar( \(x100\))?",
    "percent": r"porcentaje",
    "thousands": r"miles de personas",
    "millions": r"millones de personas",
    "mean": r"carencias promedio",
    "value": r"valor( del indicador)?|coeficiente",
}


def plain(text: object) -> str:
    """Return a label without accents, case, doubled spaces and trailing note marks ('1,2', '*')."""
    folded = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    label = re.sub(r"[\s*]+$", "", " ".join(folded.lower().split()))
    # One digit, or several joined by commas, is a note mark; four digits are a year.
    return re.sub(r"(?<!\d)\d([,/]\d)*$", "", label).strip()


@functools.lru_cache(maxsize=4)
def _workbook(path: Path) -> pd.ExcelFile:
    return pd.ExcelFile(path, engine="openpyxl")


def read_sheet(path: Path, sheet: str) -> pd.DataFrame:
    """Return a sheet as it stands, without header; an absent sheet raises :class:`DataError`."""
    book = _workbook(Path(path))
    if sheet not in book.sheet_names:
        raise DataError(
            f"there is no sheet '{sheet}'.",
            file=Path(path).name,
            cure="Use CONEVAL's annex in the edition that the reader names.",
        )
    return pd.read_excel(book, sheet_name=sheet, header=None)


def state_block(
    path: Path, sheet: str, subjects: dict[str, str], *, heading: str = r"entidad federativa"
) -> pd.DataFrame:
    """Read a table with one row per state.

    Parameters
    ----------
    path, sheet : Path, str
        The annex and its sheet.
    subjects : dict of str to str
        Indicator id → regular expression that matches the whole (plain) header text.
    heading : str
        What stands above the names of the states.

    Returns
    -------
    DataFrame
        ``state_code``, ``indicator``, ``measure`` (a key of :data:`MEASURES`, or '' where the
        table names none), ``year``, ``value``.
    """
    raw = read_sheet(path, sheet)
    long = _long(raw, subjects, heading, find_state, path, sheet, every_row=True)
    return long.rename(columns={"row": "state_code", "subject": "indicator"})


def indicator_block(
    path: Path,
    sheet: str,
    rows: dict[str, str],
    groups: dict[str, str] | None = None,
    *,
    heading: str = r"indicadores",
) -> pd.DataFrame:
    """Read a national table with one row per indicator and, above its columns, population groups.

    ``rows`` and ``groups`` map ids to regular expressions; without ``groups`` the table describes
    the whole nation. Returns ``indicator``, ``group``, ``measure``, ``year``, ``value``.
    """
    raw = read_sheet(path, sheet)

    def name(label: str) -> str | None:
        return next((i for i, pattern in rows.items() if re.fullmatch(pattern, label)), None)

    long = _long(raw, groups, heading, name, path, sheet)
    absent = [key for key in rows if key not in set(long["row"])]
    if absent:
        raise DataError(
            f"no row for '{absent[0]}' (expected /{rows[absent[0]]}/).",
            file=f"{Path(path).name}, sheet {sheet}",
            column=absent[0],
            cure="Compare the sheet with the layout that the reader names.",
        )
    return long.rename(columns={"row": "indicator", "subject": "group"})


def _long(raw, subjects, heading, row_name, path, sheet, every_row=False) -> pd.DataFrame:
    file = f"{Path(path).name}, sheet {sheet}"
    labels, first_header = _label_column(raw, heading, file)
    names = raw[labels].map(lambda cell: row_name(plain(cell)) if pd.notna(cell) else None)
    names.loc[:first_header] = None
    if not names.notna().any():
        raise DataError(
            "no row of the table has a known name.",
            file=file,
            cure="Compare the sheet with the layout that the reader names.",
        )
    first_data = int(names.first_valid_index())
    header = raw.loc[first_header : first_data - 1, [c for c in raw.columns if c > labels]]
    header = header.replace(r"^\s*$", pd.NA, regex=True)
    # A heading such as "Pobreza" may stand alone above the first row of figures.
    header = header[header.notna().any(axis=1)]
    described = header.iloc[-1].notna()
    header = header.ffill(axis=1).loc[:, described]
    parts = []
    for column in header.columns:
        words = [plain(cell) for cell in header[column] if pd.notna(cell)]
        year = _year(header[column])
        subject = _match(subjects, words) if subjects else "all"
        if subject is None or year is None:
            continue
        values = _values(raw, column, names, first_data, labels if every_row else None, file)
        parts.append(
            pd.DataFrame(
                {
                    "row": names,
                    "subject": subject,
                    "measure": _match(MEASURES, words) or "",
                    "year": year,
                    "value": values,
                }
            ).dropna(subset=["row", "value"])
        )
    found = {part["subject"].iloc[0] for part in parts if len(part)}
    absent = [key for key in (subjects or {}) if key not in found]
    if absent:
        raise DataError(
            f"no column for '{absent[0]}' (expected /{subjects[absent[0]]}/).",
            file=file,
            column=absent[0],
            cure="Compare the sheet with the layout that the reader names.",
        )
    return pd.concat(parts, ignore_index=True)


def _values(raw, column, names, first_data, labels, file) -> pd.Series:
    """Return a column as numbers; a cell that is none, or a figure without a name, is an error.

    With ``labels``, the column of names, every row that holds a figure must have a known name.
    """
    cells = raw[column].loc[first_data:]
    text = cells.map(lambda cell: without_marks(cell) if pd.notna(cell) else "")
    missing = text.isin(MISSING_MARKS)
    numbers = pd.to_numeric(text.mask(missing), errors="coerce")
    named = names.loc[first_data:].notna()
    wrong = named & ~missing & numbers.isna()
    stray = wrong & False
    if labels is not None:
        # Below the last name a figure without a label is a remainder of somebody's sum.
        inside = raw[labels].loc[first_data:].notna() | (cells.index < named[named].index[-1])
        stray = ~named & numbers.notna() & inside
    for faulty, told in (
        (wrong, lambda row: f"'{raw.at[row, column]}' is not a number."),
        (stray, lambda row: f"'{raw.at[row, labels]}' is not a name that is known, and "
                            f"{raw.at[row, column]} stands beside it."),
    ):  # fmt: skip
        if faulty.any():
            row = int(faulty.idxmax())
            raise DataError(
                told(row),
                file=file,
                row=row + 1,
                column=get_column_letter(int(column) + 1),
                cure="Compare the cell with CONEVAL's annex.",
            )
    return numbers.reindex(raw.index)


def _label_column(raw: pd.DataFrame, heading: str, file: str) -> tuple[int, int]:
    for row in range(min(15, len(raw))):
        for column in raw.columns[:4]:
            if pd.notna(raw.at[row, column]) and re.fullmatch(heading, plain(raw.at[row, column])):
                return column, row
    raise DataError(
        f"no heading that matches /{heading}/ in the first rows.",
        file=file,
        cure="Compare the sheet with the layout that the reader names.",
    )


def _match(patterns: dict[str, str], words: list[str]) -> str | None:
    for key, pattern in patterns.items():
        if any(re.fullmatch(pattern, word) for word in words):
            return key
    return None


def _year(cells: pd.Series) -> int | None:
    for cell in cells:
        match = re.fullmatch(r"((?:19|20)\d\d)(?:\.0)?", without_marks(cell))
        if match:
            return int(match.group(1))
    return None
