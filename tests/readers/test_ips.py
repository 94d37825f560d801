"""Tests of ``cohesion/readers/ips.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers import (
    ips,
)
from tests.tools.spoilt import copied, needs_sources


@needs_sources
def test_ips_without_a_sheet_names_it(tmp_path):
    file = copied(tmp_path, ips.FILE)
    with pd.ExcelWriter(file) as book:
        pd.DataFrame({"x": [1]}).to_excel(book, sheet_name="00_directorio")
    with pytest.raises(DataError, match="03_43_informalidad_laboral"):
        ips.build_labour(tmp_path)
