"""Tests of ``cohesion/readers/inegi/homicides.py``."""

from __future__ import annotations

import pytest

from cohesion.readers.inegi import homicides
from tests.tools.spoilt import assert_equal_to_data, needs_sources


@pytest.mark.dear
@needs_sources
@pytest.mark.parametrize("name", homicides.TABLES)
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(homicides, name)
