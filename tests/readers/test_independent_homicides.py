"""Tests of ``cohesion/readers/independent_homicides.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import independent_homicides as other
from tests.tools.spoilt import values, written


def test_persons_by_state_and_year(tmp_path):
    text = "cve_ent,anio,homicidios\n01,2007,12\n08,2010,3903\n"
    frame = other.homicides_states(written(tmp_path, other.FILE, text))
    assert values(frame, "state_code", "year") == {("01", 2007): 12, ("08", 2010): 3903}
    assert set(frame["indicator"]) == {"homicides_independent"}


def test_a_missing_file_names_the_cure(tmp_path):
    with pytest.raises(DataError, match="make data SOURCES"):
        other.homicides_states(tmp_path)
