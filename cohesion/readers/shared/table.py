"""What every reader declares about a table, and the checks that all readers share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cohesion.errors import DataError


@dataclass(frozen=True)
class Reads:
    """What builds a table, and from which official files: what a reader's ``TABLES`` holds."""

    build: Callable[[Path], pd.DataFrame]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table of ``data/``: what it holds, where it comes from, and the function that builds it.

    ``build`` takes the root folder of the official files and returns the tidy rows (see
    :mod:`cohesion.tables.schema` for the columns). ``sources`` are paths relative to that root.
    Both come from the reader's module, the words from ``tables.yml`` beside it (see
    :mod:`cohesion.readers.shared.declared`).
    ``incomplete`` lists the indicators (``id`` or ``id@year``) for which the publication itself
    leaves out states; for every other one a missing state is an error. ``standing`` says how far
    rows are verified (see :mod:`cohesion.readers.shared.standing`); it may stay empty for a table
    that is read from the publisher's own file.
    """

    name: str
    title_en: str
    title_es: str
    level: str
    publisher: str
    publication: str
    url: str
    licence: str
    licence_checked: str
    origin: str
    route: str
    sources: tuple[str, ...]
    build: Callable[[Path], pd.DataFrame]
    gaps: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    verified: str = ""
    standing: str | Mapping[str, str] = ""
    incomplete: tuple[str, ...] = ()


def check_columns(frame: pd.DataFrame, expected: Iterable[str], file: str | Path) -> pd.DataFrame:
    """Return ``frame`` if every expected column is there; otherwise name those that are missing."""
    missing = [column for column in expected if column not in frame.columns]
    if missing:
        raise DataError(
            f"missing column(s) {', '.join(map(repr, missing))}; found "
            f"{', '.join(map(str, frame.columns[:12]))}.",
            file=file,
            column=missing[0],
            cure="Use the official file in the layout that the reader names, or adapt the reader.",
        )
    return frame


def source_file(root: Path, relative: str) -> Path:
    """Return the path of an official file; a missing one names the file and the cure."""
    path = Path(root) / relative
    if not path.is_file():
        raise DataError(
            "the official file is not there.",
            file=relative,
            cure="Give the folder of the official files: make data SOURCES=/path/to/sources.",
        )
    return path
