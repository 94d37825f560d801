"""Tests of ``cohesion/readers/sesnsp.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import sesnsp
from tests.tools.spoilt import assert_equal_to_data, copied, needs_sources


@needs_sources
def test_renamed_column_of_reported_crime(tmp_path):
    target = copied(tmp_path, sesnsp.NEW)
    text = target.read_text(encoding="utf-8").replace("n_delitos,", "delitos,", 1)
    target.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="missing column.*n_delitos"):
        sesnsp.build_new(tmp_path)


@needs_sources
def test_offence_that_vanishes_from_the_classification(tmp_path):
    target = copied(tmp_path, sesnsp.VICTIMS)
    text = target.read_text(encoding="utf-8").replace("Feminicidio", "Otro")
    target.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="'Feminicidio' is not in the file"):
        sesnsp.build_victims(tmp_path)


@needs_sources
@pytest.mark.parametrize("name", sesnsp.TABLES)
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(sesnsp, name)
