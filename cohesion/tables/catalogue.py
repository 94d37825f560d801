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
from cohesion.files import csv
from cohesion.tables import manifest

INDICATOR_COLUMNS = (
    "id", "label_en", "label_es", "definition", "unit_en", "unit_es", "direction", "dimension",
    "sector", "level", "publisher", "minimum", "maximum", "break_note",
)  # fmt: skip
EDITION_COLUMNS = ("edition", "publisher", "title", "published", "date_note", "url", "table")
STAND_IN_COLUMNS = (
    "indicator", "edition", "year_from", "year_to", "original_title", "original_published",
    "original_url", "note", "difference",
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


def check(folder: Path = paths.CATALOGUE, tables: Path = paths.DATA) -> None:
    """Check the catalogue as a whole, and against the manifests of the tables.

    Raises
    ------
    DataError
        A table that uses what the catalogue does not declare, or a row that nothing uses.
    """
    stand_ins(folder)
    declared = {"editions": _editions(folder), "indicators": _indicators(folder)}
    described = {name: manifest.load(name, tables) for name in manifest.names(tables)}
    for kind, frame in declared.items():
        used = {entry for found in described.values() for entry in found.get(kind, [])}
        missing, idle = sorted(used - set(frame.index)), sorted(set(frame.index) - used)
        if missing or idle:
            name = (missing or idle)[0]
            holding = [table for table, found in described.items() if name in found.get(kind, [])]
            said = (
                f"that the table '{holding[0]}' holds is not declared"
                if missing
                else "is declared, but no table holds it"
            )
            raise DataError(
                f"'{name}' {said}.", file=folder, row=name, column=kind,
                cure=f"Restore or correct its row in the {kind} table of its publisher.",
            )  # fmt: skip
    for edition, listed in declared["editions"]["table"].items():
        holding = [name for name, found in described.items() if edition in found["editions"]]
        if sorted(listed.split("|")) != sorted(holding):
            raise DataError(
                f"the edition lists {listed}, but it is in {'|'.join(holding)}.",
                file=folder, row=str(edition), column="table",
                cure="List the tables that hold the edition, with | between them.",
            )  # fmt: skip


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
    _complain(
        table, table["minimum"] > table["maximum"], "minimum",
        "the least value {value:g} is above the greatest.", "Exchange minimum and maximum.",
    )  # fmt: skip
    for one, other in (("unit_en", "unit_es"), ("unit_es", "unit_en")):
        _require_one_translation(table, one, other)
    return table.set_index("id").drop(columns=["file", "row"])


@functools.cache
def _editions(folder: Path) -> pd.DataFrame:
    table = _concatenate(folder, "editions", EDITION_COLUMNS)
    _require_unique(table, "edition", "editions")
    for column in ("publisher", "title", "date_note", "url", "table"):
        _require_filled(table, column)
    table["published"] = _dates(table, "published")
    return table.set_index("edition").drop(columns=["file", "row"])


@functools.cache
def _stand_ins(folder: Path) -> pd.DataFrame:
    table = _concatenate(folder, "stand_ins", STAND_IN_COLUMNS)
    for column in STAND_IN_COLUMNS:
        _require_filled(table, column)
    table["original_published"] = _dates(table, "original_published")
    for column in ("year_from", "year_to"):
        years = _numbers(table, column)
        _complain(
            table, ~years.between(1800, 2100) | (years % 1 != 0), column,
            "'{value}' is not a year.", "Write the reference year as a whole number.",
        )  # fmt: skip
        table[column] = years.astype(int)
    _complain(
        table, table["year_from"] > table["year_to"], "year_from",
        "the first year {value} is after the last.", "Exchange year_from and year_to.",
    )  # fmt: skip
    known = _editions(folder)
    for column, names in (("indicator", _indicators(folder).index), ("edition", known.index)):
        _complain(
            table, ~table[column].isin(names), column, f"unknown {column} '{{value}}'.",
            f"Declare it in the publisher's {column}s table, or correct the name.",
        )  # fmt: skip
    # What had not appeared before the edition itself needs no stand-in.
    _complain(
        table, table["original_published"] >= table["edition"].map(known["published"]),
        "original_published", "{value:%Y-%m-%d} is not before the edition that stands in.",
        "Write the day on which the figure was first published.",
    )  # fmt: skip
    _complain(
        table, table.duplicated(["indicator", "edition", "year_from"]), "indicator",
        "'{value}' stands twice for one edition and year.", "Keep one row.",
    )  # fmt: skip
    return table.drop(columns=["file", "row"])


def _concatenate(folder: Path, kind: str, columns: tuple[str, ...]) -> pd.DataFrame:
    files = sorted(folder.glob(f"*.{kind}.csv"))
    if not files:
        raise DataError(
            f"no {kind} table.", file=folder, cure="Restore the folder from the repository."
        )
    return csv.read_all(files, columns)


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
    # Twenty columns of small tables: for each, pandas takes longer to begin than this to end.
    filled = [bool(text.strip()) for text in table[column].tolist()]
    if not all(filled):
        empty = ~pd.Series(filled, index=table.index)
        _complain(table, empty, column, "the cell is empty.", "Fill it in.")


def _require_one_translation(table: pd.DataFrame, one: str, other: str) -> None:
    """Refuse a word that is translated in two ways: one of them is a slip."""
    first = table.groupby(one)[other].transform("first")
    _complain(
        table, table[other] != first, other,
        f"'{{value}}' is not how other rows translate the same {one}.",
        "Write the same pair of units everywhere.",
    )  # fmt: skip


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
