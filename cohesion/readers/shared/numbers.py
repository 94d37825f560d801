"""Numbers as Mexican official files write them: thousands commas, dashes for a missing cell."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.marks import without_marks

#: An empty cell, a dash, "no disponible", in the spellings that were met.
MISSING_MARKS = ("", "-", "–", "ND", "N.D.", "N. D.", "n.d.", "nd", "N/D", "nan", "<NA>", "None")

_THOUSANDS = r"(\d),(?=\d{3}(?!\d))"


def to_numbers(
    series: pd.Series, file: str | Path, column: str, *, first_row: int = 2
) -> pd.Series:
    """Turn text such as ``'1,234'`` into floats; the marks of a missing cell become NaN.

    Parameters
    ----------
    series : Series of str
        The cells, in the order of the file.
    file, column : str or Path, str
        For the message.
    first_row : int
        The row of the file that holds the first cell (the header is row 1).

    Raises
    ------
    DataError
        A cell that is neither a number nor a mark of a missing one.
    """
    text = series.map(without_marks).str.replace(_THOUSANDS, r"\1", regex=True)
    missing = series.isna() | text.isin(MISSING_MARKS)
    numbers = pd.to_numeric(text.mask(missing), errors="coerce")
    wrong = numbers.isna() & ~missing
    if wrong.any():
        position = int(wrong.to_numpy().argmax())
        raise DataError(
            f"'{series.iloc[position]}' is not a number.",
            file=file,
            row=position + first_row,
            column=column,
            cure="Compare the cell with the official publication.",
        )
    return numbers.astype(float)


def stacked(parts: list[pd.DataFrame], unit: str) -> pd.DataFrame:
    """Put tidy parts under each other, without the rows that hold no value.

    A part without the column ``sex`` or ``group`` is about everybody. An empty cell in such a
    column is a word that its reader did not know: it raises :class:`DataError`.
    """
    columns = [unit, "year", "indicator", "sex", "group", "value", "edition"]
    defaults = {"sex": "total", "group": "all"}
    filled = [part.assign(**{c: v for c, v in defaults.items() if c not in part}) for part in parts]
    whole = pd.concat(filled, ignore_index=True)
    for column in (unit, "year", "indicator", "sex", "group", "edition"):
        empty = whole[column].isna()
        if empty.any():
            row = whole[empty].iloc[0]
            shown = ", ".join(f"{c} {row[c]}" for c in columns if c != column)
            raise DataError(
                f"a row has no '{column}': its word in the official file is not known ({shown}).",
                column=column,
                cure="Compare the words in the official file with those that the reader names.",
            )
    whole["year"] = whole["year"].astype(int)
    return whole.loc[whole["value"].notna(), columns].reset_index(drop=True)
