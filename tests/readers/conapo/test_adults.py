"""Tests of ``cohesion/readers/conapo/adults.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers.conapo import adults
from tests.tools.spoilt import assert_equal_to_data, copied, needs_sources


@needs_sources
def test_codes_of_sex_are_checked(tmp_path):
    target = copied(tmp_path, adults.ADULTS)
    frame = pd.read_csv(target)
    frame["sex"] = 1 - frame["sex"]
    frame.to_csv(target, index=False)
    with pytest.raises(DataError, match="do not behave as women"):
        adults.build(tmp_path)


@needs_sources
@pytest.mark.parametrize("name", adults.TABLES)
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(adults, name)
