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
    """Put tidy parts under each other, without the rows that hold no value."""
    columns = [unit, "year", "indicator", "sex", "group", "value", "edition"]
    whole = pd.concat(parts, ignore_index=True)
    for column, default in (("sex", "total"), ("group", "all")):
        whole[column] = whole[column].fillna(default) if column in whole else default
    whole["year"] = whole["year"].astype(int)
    return whole.loc[whole["value"].notna(), columns].reset_index(drop=True)
