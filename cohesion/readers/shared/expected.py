"""How much each table must hold, known before its official file is read.

A reader that loses rows cannot notice it by counting what is left. The counts stand in
``expected_rows.csv`` beside this module and change only together with a new edition of the file.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.tables import schema

FILE = Path(__file__).with_name("expected_rows.csv")


@functools.cache
def expected(file: Path = FILE) -> pd.DataFrame:
    """Return ``units`` and ``rows`` of every table, by its name."""
    return pd.read_csv(file, index_col="table")


def check_size(
    name: str, level: str, frame: pd.DataFrame, official: Sequence[str], before: Path
) -> None:
    """Stop a table that holds fewer or more rows or units than it must.

    Parameters
    ----------
    name, level : str
        The table.
    frame : DataFrame
        Its rows as they were read now, tidy.
    official : sequence of str
        The official files, for the message (none for a transcription).
    before : Path
        The table as it stands in ``data/``: says which row is missing, where it is at hand.

    Raises
    ------
    DataError
        Names the official file, the counts and the first row that is missing or new.
    """
    known = expected()
    if name not in known.index:
        raise DataError(
            f"nothing says how many rows '{name}' must hold.",
            file=FILE,
            cure="Count them in the publication and add a row.",
        )
    unit = schema.UNIT_COLUMN[level]
    found = {"units": frame[unit].nunique(), "rows": len(frame)}
    wrong = [what for what in ("units", "rows") if found[what] != known.at[name, what]]
    if not wrong:
        return
    told = ", ".join(
        f"{known.at[name, what]} {what} expected, {found[what]} read" for what in wrong
    )
    raise DataError(
        f"'{name}': {told}{_first_difference(frame, unit, before)}.",
        file=", ".join(official) or name,
        cure="Compare the file with the official one: a key, a label or a cell was not understood.",
    )


def _first_difference(frame: pd.DataFrame, unit: str, before: Path) -> str:
    if not before.is_file():
        return ""
    old = pd.read_csv(before, dtype={unit: str})
    keys = [c for c in (unit, "year", "indicator", "sex", "group", "edition") if c in old]
    have, had = (
        set(map(tuple, part[keys].astype(str).to_numpy())) for part in (frame.reset_index(), old)
    )
    for rows, what in ((had - have, "missing"), (have - had, "new")):
        if rows:
            first = ", ".join(f"{key} {value}" for key, value in zip(keys, min(rows), strict=True))
            return f"; first {what}: {first}"
    return ""
