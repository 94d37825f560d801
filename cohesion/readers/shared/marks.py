"""Note marks of official tables: '1990 a/', 'Chiapas 1/', '31.2 p/', '(1)', '*'.

Publishers hang a mark on a year, a name or a figure to say that a note belongs to it. A mark is
understood and taken off; anything else beside the expected text is left, so that it is an error.
"""

from __future__ import annotations

import re
from pathlib import Path

from cohesion.errors import DataError

#: One mark: a letter or number with a slash, a number in brackets, stars, a raised figure.
_MARK = r"(?:\s*(?:[a-z]|\d{1,2})\s*/|\s*\(\s*(?:[a-z]|\d{1,2})\s*\)|\s*\*+|\s*[¹²³⁴-⁹†‡])"
_MARKS = re.compile(rf"(?:{_MARK}(?:\s*,)?)+\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d(\.0)?")


def without_marks(cell: object) -> str:
    """Return a cell's text without note marks at its end, and with plain blanks.

    >>> without_marks("1990 a/"), without_marks("Chiapas (1)"), without_marks("31.2 p/")
    ('1990', 'Chiapas', '31.2')
    """
    text = " ".join(str(cell).replace("\u00a0", " ").split())
    return _MARKS.sub("", text).strip()


def year_of(cell: object, file: str | Path, place: str) -> int:
    """Return the year that a head shows, whatever mark hangs on it.

    Raises
    ------
    DataError
        The head shows no year: names file and cell.
    """
    text = without_marks(cell)
    if not _YEAR.fullmatch(text):
        raise DataError(
            f"'{cell}' stands where a year is expected.",
            file=file,
            column=place,
            cure="Compare the cell with the official file.",
        )
    return int(text[:4])
