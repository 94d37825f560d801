"""Reading the small tables kept by hand: strict, so that a slip is told and not guessed at."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.files.text import decoded

_RESTORE = "Restore the file from the repository, or correct the row."


def read(file: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Return a table of texts with the columns ``columns``, ``file`` and ``row``.

    Raises
    ------
    DataError
        Not UTF-8, cut off, columns other than these in this order, a row with more or
        fewer cells, a quotation mark that is not closed.
    """
    return parse(file.read_bytes(), columns, file)


def read_all(files: Iterable[Path], columns: Sequence[str]) -> pd.DataFrame:
    """Do what :func:`read` does with several files that have the same columns: one table of all."""
    rows = [
        [*cells, str(file), row]
        for file in files
        for row, cells in _table(file.read_bytes(), columns, file)
    ]
    # One frame for all, of whole columns: making one for each file and joining them takes ten
    # times as long.
    names = [*columns, "file", "row"]
    cells = zip(*rows, strict=True) if rows else ([] for _ in names)
    return pd.DataFrame(
        {name: pd.Series(list(column), dtype=int if name == "row" else str)
         for name, column in zip(names, cells, strict=True)}
    )  # fmt: skip


def parse(content: bytes, columns: Sequence[str], file: Path) -> pd.DataFrame:
    """Do what :func:`read` does with bytes that were read already."""
    rows = _table(content, columns, file)
    frame = pd.DataFrame([cells for _, cells in rows], columns=list(columns), dtype=str)
    return frame.assign(file=str(file), row=[row for row, _ in rows])


def _table(content: bytes, columns: Sequence[str], file: Path) -> list[tuple[int, list[str]]]:
    """Return the rows below the header, each with its line and as many cells as columns."""
    text = decoded(content, file, "Save the table as UTF-8.")
    if not text.endswith("\n"):
        row = text.count("\n") + 1
        raise _problem("the last line has no end: the file is cut off.", file, row, _RESTORE)
    rows = _rows(text, file)
    _check_header(rows[0][1], columns, file)
    for row, cells in rows[1:]:
        if len(cells) != len(columns):
            problem = f"the row has {len(cells)} cells, the header {len(columns)}."
            raise _problem(problem, file, row, "Write every cell; quote a text that has commas.")
    return rows[1:]


def _rows(text: str, file: Path) -> list[tuple[int, list[str]]]:
    """Return every row with the number of its line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise _problem(
            f"the row cannot be read ({error}).", file, reader.line_num,
            "Close every quotation mark, and double one that stands inside a text.",
        ) from None  # fmt: skip


def _check_header(found: list[str], columns: Sequence[str], file: Path) -> None:
    if found == list(columns):
        return
    missing = [name for name in columns if name not in found]
    odd = missing or [name for name in found if name not in columns] or found
    what = "missing" if missing else "unknown, repeated or moved"
    raise DataError(
        f"{what} column '{odd[0]}'.",
        file=file,
        row=1,
        column=odd[0],
        cure=f"The columns are, in this order: {', '.join(columns)}.",
    )


def _problem(problem: str, file: Path, row: int, cure: str) -> DataError:
    return DataError(problem, file=file, row=row, cure=cure)
