"""The indicator catalogue: what each indicator is, its editions, and which may stand in.

Three kinds of small tables in ``data/catalogue/``, one set per publisher:
``<publisher>.indicators.csv``, ``<publisher>.editions.csv`` and ``<publisher>.stand_ins.csv``.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pandas as pd

from cohesion import paths
from cohesion.errors import DataError

INDICATOR_COLUMNS = (
    "id", "label_en", "label_es", "definition", "unit_en", "unit_es", "direction", "dimension",
    "sector", "level", "publisher", "minimum", "maximum", "break_note",
)  # fmt: skip
EDITION_COLUMNS = ("edition", "publisher", "title", "published", "date_note", "url", "table")
STAND_IN_COLUMNS = (
    "indicator", "edition", "year_from", "year_to", "original_title", "original_published",
    "original_url", "note",
)  # fmt: skip

DIRECTIONS = ("higher_better", "lower_better", "neutral")
DIMENSIONS = ("sector", "cohesion", "security", "justice", "governance", "context")
SECTORS = ("", "social_development", "health", "safety", "social_care")
LEVELS = ("state", "municipality", "national", "state+municipality")


def indicators(folder: Path = paths.CATALOGUE) -> pd.DataFrame:
    """Return the indicator catalogue, indexed by indicator id.

    Returns
    -------
    DataFrame
        One row per indicator; columns of :data:`INDICATOR_COLUMNS` without ``id``; ``minimum`` and
        ``maximum`` as floats (NaN where no range is declared), the rest text.
    """
    return _indicators(folder).copy()


def editions(folder: Path = paths.CATALOGUE) -> pd.DataFrame:
    """Return the editions, indexed by edition id; ``published`` is a date (datetime64)."""
    return _editions(folder).copy()


def stand_ins(folder: Path = paths.CATALOGUE) -> pd.DataFrame:
    """Return which later edition may stand in for which indicator and reference years.

    ``original_published`` is the date on which the figure was first published, in a version that
    is not available to the project.
    """
    return _stand_ins(folder).copy()


@functools.cache
def _indicators(folder: Path) -> pd.DataFrame:
    table = _concatenate(folder, "indicators", INDICATOR_COLUMNS)
    _require_unique(table, "id", "indicators")
    for column, allowed in (
        ("direction", DIRECTIONS),
        ("dimension", DIMENSIONS),
        ("sector", SECTORS),
        ("level", LEVELS),
    ):
        _require_member(table, column, allowed)
    for column in ("label_en", "label_es", "unit_en", "unit_es", "definition", "publisher"):
        _require_filled(table, column)
    for column in ("minimum", "maximum"):
        table[column] = _numbers(table, column)
    return table.set_index("id").drop(columns=["file", "row"])


@functools.cache
def _editions(folder: Path) -> pd.DataFrame:
    table = _concatenate(folder, "editions", EDITION_COLUMNS)
    _require_unique(table, "edition", "editions")
    _require_filled(table, "title")
    table["published"] = _dates(table, "published")
    return table.set_index("edition").drop(columns=["file", "row"])


@functools.cache
def _stand_ins(folder: Path) -> pd.DataFrame:
    table = _concatenate(folder, "stand_ins", STAND_IN_COLUMNS)
    table["original_published"] = _dates(table, "original_published")
    for column in ("year_from", "year_to"):
        table[column] = _numbers(table, column).astype(int)
    known = _editions(folder)
    for _, row in table.iterrows():
        if row["edition"] not in known.index:
            raise DataError(
                f"unknown edition '{row['edition']}'.",
                file=row["file"],
                row=row["row"],
                column="edition",
                cure="Declare it in the publisher's editions table.",
            )
    return table.drop(columns=["file", "row"])


def _concatenate(folder: Path, kind: str, columns: tuple[str, ...]) -> pd.DataFrame:
    parts = []
    for file in sorted(folder.glob(f"*.{kind}.csv")):
        try:
            part = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
        except (UnicodeDecodeError, pd.errors.ParserError) as error:
            raise DataError(
                f"cannot be read as a UTF-8 table ({error}).",
                file=file,
                cure="Save it as UTF-8 with commas, every row with the header's number of cells.",
            ) from None
        missing = [column for column in columns if column not in part.columns]
        if missing:
            raise DataError(
                f"missing column '{missing[0]}'.",
                file=file,
                column=missing[0],
                cure=f"The columns are: {', '.join(columns)}.",
            )
        parts.append(part[list(columns)].assign(file=str(file), row=range(2, len(part) + 2)))
    if not parts:
        raise DataError(
            f"no {kind} table.", file=folder, cure="Restore the folder from the repository."
        )
    return pd.concat(parts, ignore_index=True)


def _complain(table: pd.DataFrame, where: pd.Series, column: str, problem: str, cure: str) -> None:
    if where.any():
        row = table[where].iloc[0]
        raise DataError(
            problem.format(value=row[column]),
            file=row["file"],
            row=row["row"],
            column=column,
            cure=cure,
        )


def _require_unique(table: pd.DataFrame, column: str, kind: str) -> None:
    _complain(
        table,
        table[column].duplicated(),
        column,
        "'{value}' stands twice in the " + kind + " tables.",
        "Keep one row.",
    )
    _require_filled(table, column)


def _require_filled(table: pd.DataFrame, column: str) -> None:
    empty = table[column].str.strip() == ""
    _complain(table, empty, column, "the cell is empty.", "Fill it in.")


def _require_member(table: pd.DataFrame, column: str, allowed: tuple[str, ...]) -> None:
    _complain(
        table,
        ~table[column].isin(allowed),
        column,
        "'{value}' is not allowed.",
        f"Use one of: {', '.join(value for value in allowed if value)}.",
    )


def _numbers(table: pd.DataFrame, column: str) -> pd.Series:
    numbers = pd.to_numeric(table[column].replace("", None), errors="coerce")
    wrong = numbers.isna() & (table[column] != "")
    _complain(table, wrong, column, "'{value}' is not a number.", "Write a plain number.")
    return numbers.astype(float)


def _dates(table: pd.DataFrame, column: str) -> pd.Series:
    dates = pd.to_datetime(table[column], format="%Y-%m-%d", errors="coerce")
    _complain(
        table,
        dates.isna(),
        column,
        "'{value}' is not a date.",
        "Write YYYY-MM-DD; of a date known only by its month or year take the last day.",
    )
    return dates
