"""Official files made small, copied or spoilt for one test, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import openpyxl
import pandas as pd
import pytest

from cohesion import paths
from cohesion.readers.rebuild import to_csv
from cohesion.readers.shared import declared
from cohesion.tables import manifest

#: Of a test that reads the official files themselves.
needs_sources = pytest.mark.skipif(
    not paths.SOURCES.exists(), reason="the folder of the official files is not there"
)


def written(root: Path, relative: str, text: str) -> Path:
    """Write a small file where a reader looks for the official one; return the root."""
    file = root / relative
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return root


def workbook(root: Path, relative: str, sheets: Mapping[str, Iterable[Sequence[object]]]) -> Path:
    """Write a small workbook, rows of cells by sheet, where a reader looks; return the root."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = root / relative
    file.parent.mkdir(parents=True, exist_ok=True)
    book.save(file)
    return root


def copied(root: Path, relative: str) -> Path:
    """Copy an official file below a root of its own; return the copy, which may be changed."""
    file = root / relative
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(paths.SOURCES / relative, file)
    file.chmod(0o644)
    return file


def changed(root: Path, relative: str, change: Callable[[str], str]) -> Path:
    """Copy an official text file with one change, which must be one; return the root."""
    text = (paths.SOURCES / relative).read_text(encoding="utf-8-sig")
    spoilt = change(text)
    assert spoilt != text, "the change changes nothing"
    return written(root, relative, spoilt)


def values(frame: pd.DataFrame, *keys: str) -> dict:
    """Return the values of a tidy table by some of its columns, each once."""
    found = frame.set_index(list(keys))["value"]
    assert found.index.is_unique, f"{keys} do not name one row each"
    return found.to_dict()


def assert_equal_to_data(module: ModuleType, name: str) -> None:
    """Build one table of a reader from the official files: byte for byte that of ``data/``."""
    (table,) = (one for one in declared.tables_of(module) if one.name == name)
    built = to_csv(table.build(paths.SOURCES), table.level)
    assert built == manifest.table_path(name).read_bytes(), name
