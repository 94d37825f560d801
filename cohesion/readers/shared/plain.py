"""What the readers of extractions and compilations share: reading a plain table, naming rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.table import check_columns, source_file

#: The day on which the terms of use were looked for.
LICENCE_CHECKED = "2026-11-22"


def read_plain(root: Path, relative: str, columns: list[str], keys: list[str]) -> pd.DataFrame:
    """Read a comma-separated table whose key columns stay text.

    Parameters
    ----------
    root : Path
        The sources root.
    relative : str
        The file, relative to the root.
    columns : list of str
        Columns that must be there.
    keys : list of str
        Columns read as text, so that '01' keeps its zero.

    Raises
    ------
    DataError
        Missing file or column, or a text where every other column must hold a number.
    """
    path = source_file(root, relative)
    frame = pd.read_csv(path, dtype={key: str for key in keys}, encoding="utf-8")
    check_columns(frame, columns, relative)
    frame = frame[columns].copy()
    for column in frame.columns.difference(keys):
        frame[column] = _all_numbers(frame[column], relative, column)
    return frame


def _all_numbers(cells: pd.Series, file: str, column: str) -> pd.Series:
    """Return a column as numbers if most of its cells are; then none may be text."""
    if pd.api.types.is_numeric_dtype(cells):
        return cells
    numbers = pd.to_numeric(cells.astype("string").str.strip(), errors="coerce")
    wrong = numbers.isna() & cells.notna()
    if 2 * wrong.sum() > cells.notna().sum():
        return cells
    if wrong.any():
        place = int(wrong.to_numpy().argmax())
        raise DataError(
            f"'{cells.iloc[place]}' is not a number.",
            file=file,
            row=place + 2,
            column=column,
            cure="Compare the cell with the publication.",
        )
    whole = numbers.notna().all() and (numbers % 1 == 0).all()
    return numbers.astype("int64" if whole else "float64")


def tidy(
    frame: pd.DataFrame,
    value: str,
    *,
    indicator: str,
    edition: str,
    year: int | str = "anio",
    unit: str = "cve_ent",
    sex: str = "total",
    group: str = "all",
    file: str = "",
) -> pd.DataFrame:
    """Turn one column of a plain table into tidy rows; empty cells give no row.

    ``year`` is a column's name or a fixed year. A cell that is no number raises
    :class:`DataError` with its row.
    """
    numbers = pd.to_numeric(frame[value], errors="coerce")
    wrong = numbers.isna() & frame[value].notna()
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        raise DataError(
            f"'{frame[value].iloc[row]}' is not a number.",
            file=file,
            row=row + 2,
            column=value,
            cure="Correct the cell against the publication.",
        )
    rows = pd.DataFrame(
        {
            ("mun_code" if unit == "cve" else "state_code"): frame[unit].astype(str),
            "year": frame[year].astype(int) if isinstance(year, str) else year,
            "indicator": indicator,
            "sex": sex,
            "group": group,
            "value": numbers.round(6),
            "edition": edition,
        }
    )
    return rows.dropna(subset=["value"]).reset_index(drop=True)
