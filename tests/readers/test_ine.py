"""Tests of ``cohesion/readers/ine.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import ine
from tests.tools.spoilt import values, written

HEAD = "anio,cve_ent,votos_totales,votos_nulos,lista_nominal\n"


def test_the_turnout_of_the_nation_is_that_of_all_votes(tmp_path):
    rows = "2009,01,30,3,100\n2009,02,270,9,400\n2006,01,60,0,100\n"
    frame = ine.build_turnout(written(tmp_path, ine.FILE, HEAD + rows))
    found = values(frame, "indicator", "state_code", "year")
    assert found["turnout_federal_deputies", "01", 2009] == 30
    assert found["turnout_federal_deputies", "00", 2009] == 60  # not the mean of 30 and 67.5
    assert found["null_votes_federal_deputies", "01", 2009] == 10
    assert found["null_votes_federal_deputies", "00", 2009] == 4
    assert found["null_votes_federal_deputies", "00", 2006] == 0
    assert len(found) == 10


def test_a_missing_file_names_the_cure(tmp_path):
    with pytest.raises(DataError, match="make data SOURCES"):
        ine.build_turnout(tmp_path)


def test_more_votes_than_voters_is_an_error(tmp_path):
    with pytest.raises(DataError, match="row 3, column 'votos_totales': more votes than voters"):
        ine.build_turnout(written(tmp_path, ine.FILE, HEAD + "2009,01,9,1,10\n2009,02,11,1,10\n"))
