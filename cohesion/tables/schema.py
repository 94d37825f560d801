"""What a table of ``data/`` must look like, and errors that name file, row, column and cure."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cohesion.errors import DataError
from cohesion.files.text import decoded
from cohesion.tables.geography import NATION, NOT_SPECIFIED, STATE_CODES

if TYPE_CHECKING:
    import pandera.pandas as pa

UNIT_COLUMN = {"state": "state_code", "national": "state_code", "municipality": "mun_code"}
REQUIRED = ("year", "indicator", "value", "edition")
OPTIONAL = {"sex": "total", "group": "all", "se": np.nan}
SEXES = ("total", "women", "men")
KEY = ["year", "indicator", "sex", "group", "edition"]


def check_columns(content: bytes, columns: Iterable[str], file: str | Path) -> None:
    """Refuse a table whose header is not the columns that its manifest lists, in that order."""
    found = content.split(b"\n", 1)[0].decode("utf-8", "replace").strip().split(",")
    wanted = list(columns)
    if found != wanted:
        odd = next((name for name in [*wanted, *found] if (name in found) != (name in wanted)), "")
        raise DataError(
            f"the columns are {', '.join(found)}; the manifest lists {', '.join(wanted)}.",
            file=file,
            row=1,
            column=odd or found[0],
            cure="A column was dropped or moved: restore the table, or rebuild it with make data.",
        )


def parse(content: bytes, level: str, file: str | Path) -> pd.DataFrame:
    """Turn the bytes of a table into a frame with typed columns.

    Parameters
    ----------
    content : bytes
        A UTF-8 comma-separated file with a header row.
    level : {'state', 'municipality', 'national'}
        Decides the unit column (``state_code`` or ``mun_code``).
    file : str or Path
        For the messages.

    Returns
    -------
    DataFrame
        Unit column, ``year`` (int), ``indicator``, ``sex``, ``group``, ``value`` (float), ``se``
        (float), ``edition``; the optional columns are filled in with their defaults.

    Raises
    ------
    DataError
        Wrong encoding, truncated row, missing or unknown column, text where a number belongs.
    """
    text = decoded(content, file, "Save the table as UTF-8, or rebuild it with make data.")
    if not text.endswith("\n"):
        raise DataError(
            "the last line has no end: the file is cut off.",
            file=file,
            row=text.count("\n") + 1,
            cure="Restore the file from the repository, or rebuild it with make data.",
        )
    header = text.split("\n", 1)[0].split(",")
    unit = UNIT_COLUMN[level]
    for column in (unit, *REQUIRED):
        if column not in header:
            raise DataError(
                f"missing column '{column}'; found {', '.join(header)}.",
                file=file,
                row=1,
                column=column,
                cure="Restore the column, or rebuild the table with make data.",
            )
    for column in header:
        if column not in (unit, *REQUIRED, *OPTIONAL):
            raise DataError(
                f"unknown column '{column}'.",
                file=file,
                row=1,
                column=column,
                cure=f"The columns are {unit}, {', '.join(REQUIRED)} and, where needed, "
                f"{', '.join(OPTIONAL)}.",
            )
    _check_row_lengths(text, len(header), file)
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    for column, default in OPTIONAL.items():
        if column not in frame:
            frame[column] = default
    for column in ("year", "value", "se"):
        frame[column] = _numbers(frame, column, file, may_be_empty=column == "se")
    if (frame["year"] % 1 != 0).any():
        row = int(np.flatnonzero(frame["year"] % 1 != 0)[0])
        raise DataError(
            f"'{frame['year'].iloc[row]}' is not a year.",
            file=file,
            row=row + 2,
            column="year",
            cure="Write the reference year as a whole number.",
        )
    frame["year"] = frame["year"].astype(int)
    return frame[[unit, "year", "indicator", "sex", "group", "value", "se", "edition"]]


def validate(
    frame: pd.DataFrame,
    *,
    level: str,
    file: str | Path,
    indicators: pd.DataFrame,
    editions: pd.DataFrame,
    incomplete: tuple[str, ...] = (),
    municipalities: int | None = None,
) -> pd.DataFrame:
    """Return ``frame`` if it is right in every respect that can be checked without its source.

    Checked: units, sexes, known indicators and editions, the declared range of each indicator,
    duplicate keys, and that no state is missing from a state table (``incomplete`` names the
    indicators, or ``indicator@year``, for which the publication itself leaves states out);
    ``municipalities`` is the number of municipalities that the table must hold.

    Raises
    ------
    DataError
        The first failure, with its row (the header is row 1), column and cure.
    """
    # Imported here: it takes a second, and a table that has passed once is not validated again.
    import pandera.pandas as pa

    unit = UNIT_COLUMN[level]
    try:
        _pandera_schema(unit, level, indicators, editions).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        raise _as_data_error(error, frame, file) from None
    _check_ranges(frame, indicators, file)
    duplicated = frame.duplicated([unit, *KEY], keep="first")
    if duplicated.any():
        row = int(np.flatnonzero(duplicated)[0])
        key = ", ".join(str(frame[column].iloc[row]) for column in [unit, *KEY])
        raise DataError(
            f"the key ({key}) stands twice.",
            file=file,
            row=row + 2,
            column=unit,
            cure="Keep one row for each unit, year, indicator, sex, group and edition.",
        )
    if level == "state":
        _check_all_states(frame, incomplete, file)
    if level == "municipality" and municipalities is not None:
        found = frame[unit].nunique()
        if found != municipalities:
            raise DataError(
                f"the table holds {found} municipalities, its manifest declares {municipalities}.",
                file=file,
                column=unit,
                cure="Restore the missing rows, or rebuild the table with make data.",
            )
    return frame


def _pandera_schema(
    unit: str, level: str, indicators: pd.DataFrame, editions: pd.DataFrame
) -> pa.DataFrameSchema:
    import pandera.pandas as pa

    if unit == "mun_code":
        units = pa.Check.str_matches(r"^(0[1-9]|[12]\d|3[0-2])\d{3}$", error="municipality code")
    else:
        units = pa.Check.isin([*STATE_CODES, NATION, NOT_SPECIFIED], error="state code")
    return pa.DataFrameSchema(
        {
            unit: pa.Column(str, units),
            "year": pa.Column(int, pa.Check.in_range(1895, 2070, error="year")),
            "indicator": pa.Column(str, pa.Check.isin(indicators.index, error="indicator")),
            "sex": pa.Column(str, pa.Check.isin(SEXES, error="sex")),
            "group": pa.Column(str, pa.Check.str_matches(r"^[a-z0-9_]+$", error="group")),
            "value": pa.Column(float),
            "se": pa.Column(float, pa.Check.ge(0, error="standard error"), nullable=True),
            "edition": pa.Column(str, pa.Check.isin(editions.index, error="edition")),
        }
    )


_CURES = {
    "municipality code": ("unknown municipality", "Use INEGI's five-digit key."),
    "state code": ("unknown state", "Use INEGI's keys 01 to 32, 00 for the nation."),
    "year": ("impossible year", "Write the reference year, four digits."),
    "indicator": ("unknown indicator", "Declare it in data/catalogue/, or correct its name."),
    "sex": ("unknown sex", f"Use one of: {', '.join(SEXES)}."),
    "group": ("not a group name", "Use lower-case letters, digits and underscores."),
    "standard error": ("negative standard error", "Standard errors are zero or more."),
    "edition": ("unknown edition", "Declare it in data/catalogue/, or correct its name."),
    "not_nullable": ("empty cell", "Remove the row: a gap is an absent row, never an empty one."),
}


def _as_data_error(
    error: pa.errors.SchemaErrors, frame: pd.DataFrame, file: str | Path
) -> DataError:
    first = error.failure_cases.sort_values("index", na_position="last").iloc[0]
    check, column = str(first["check"]), str(first["column"])
    problem, cure = _CURES.get(check, (check, "Rebuild the table with make data."))
    row = None if pd.isna(first["index"]) else int(first["index"]) + 2
    more = len(error.failure_cases) - 1
    tail = f" ({more} more like it in this table)" if more else ""
    return DataError(
        f"{problem} '{first['failure_case']}'{tail}.", file=file, row=row, column=column, cure=cure
    )


def _check_row_lengths(text: str, width: int, file: str | Path) -> None:
    for row, line in enumerate(text.splitlines(), start=1):
        if line.count(",") != width - 1 and '"' not in line:
            raise DataError(
                f"the row has {line.count(',') + 1} cells, the header {width}.",
                file=file,
                row=row,
                cure="The row is cut or shifted: restore it, or rebuild the table with make data.",
            )


def _numbers(
    frame: pd.DataFrame, column: str, file: str | Path, *, may_be_empty: bool
) -> pd.Series:
    numbers = pd.to_numeric(frame[column].replace("", np.nan), errors="coerce")
    infinite = np.isinf(numbers.to_numpy(dtype=float))
    text = frame[column].astype(str).fillna("")
    empty = frame[column].isna() | text.str.strip().isin(["", "nan"])
    wrong = (numbers.isna() & ~empty) | infinite | (empty & (not may_be_empty))
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        shown = text.iloc[row]
        raise DataError(
            f"'{shown}' is not a number." if shown.strip() else "the cell is empty.",
            file=file,
            row=row + 2,
            column=column,
            cure="Write a plain number; leave a gap out as a whole row.",
        )
    return numbers.astype(float)


def _check_ranges(frame: pd.DataFrame, indicators: pd.DataFrame, file: str | Path) -> None:
    low = frame["indicator"].map(indicators["minimum"]).fillna(-np.inf)
    high = frame["indicator"].map(indicators["maximum"]).fillna(np.inf)
    outside = (frame["value"] < low) | (frame["value"] > high)
    if outside.any():
        row = int(np.flatnonzero(outside)[0])
        name = frame["indicator"].iloc[row]
        raise DataError(
            f"{frame['value'].iloc[row]:g} is outside the range of '{name}' "
            f"({low.iloc[row]:g} to {high.iloc[row]:g}).",
            file=file,
            row=row + 2,
            column="value",
            cure="Check the unit and the decimal point against the official file.",
        )


def _check_all_states(frame: pd.DataFrame, incomplete: tuple[str, ...], file: str | Path) -> None:
    states = frame[frame["state_code"].isin(STATE_CODES)]
    counts = states.groupby(KEY, sort=False)["state_code"].agg(["nunique", set])
    short = counts[counts["nunique"] < len(STATE_CODES)]
    for key, row in short.iterrows():
        cell = dict(zip(KEY, key, strict=True))
        if cell["indicator"] in incomplete or f"{cell['indicator']}@{cell['year']}" in incomplete:
            continue
        missing = sorted(set(STATE_CODES) - row["set"])
        raise DataError(
            f"state {missing[0]} is missing from '{cell['indicator']}' {cell['year']} "
            f"(sex {cell['sex']}, group {cell['group']}, edition {cell['edition']}); "
            f"{len(missing)} missing in all.",
            file=file,
            column="state_code",
            cure="Find the state in the official file: a name, a key or a cell there was not read "
            "as it is printed. A table that was read before is restored from the repository.",
        )
