"""Tests of ``cohesion/readers/ips.py``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import (
    ips,
)

needs_sources = pytest.mark.skipif(
    not paths.SOURCES.exists(), reason="the official files are not here"
)


def copied(tmp_path: Path, relative: str) -> Path:
    target = tmp_path / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(paths.SOURCES / relative, target)
    target.chmod(0o644)
    return target


@needs_sources
def test_ips_without_a_sheet_names_it(tmp_path):
    file = copied(tmp_path, ips.FILE)
    with pd.ExcelWriter(file) as book:
        pd.DataFrame({"x": [1]}).to_excel(book, sheet_name="00_directorio")
    with pytest.raises(DataError, match="03_43_informalidad_laboral"):
        ips.build_labour(tmp_path)
