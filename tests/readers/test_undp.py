"""Tests of ``cohesion/readers/undp.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers import (
    undp,
)
from tests.tools.spoilt import copied, needs_sources


@needs_sources
def test_undp_without_a_year_names_the_column(tmp_path):
    file = copied(tmp_path, undp.FILE)
    sheet = pd.read_excel(file, header=None, dtype={0: str})
    sheet.iloc[undp.HEADER_ROWS[1]] = sheet.iloc[undp.HEADER_ROWS[1]].replace(2015, 2016)
    sheet.to_excel(file, header=False, index=False)
    with pytest.raises(DataError, match="ESCOLARIDAD.*2015 is there 0 times"):
        undp.build_municipal(tmp_path)
