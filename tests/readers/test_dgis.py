"""Tests of ``cohesion/readers/dgis.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import dgis
from tests.tools.spoilt import values, written

HEAD = "cve_ent,anio,camas_hospital_por_100k,medicos_por_100k\n"


def test_beds_and_doctors_are_two_indicators_and_an_empty_cell_is_no_row(tmp_path):
    root = written(tmp_path, dgis.FILE, HEAD + "01,2012,92.5,180.1\n09,2012,,300\n")
    frame = dgis.build_resources(root)
    assert values(frame, "state_code", "indicator") == {
        ("01", "hospital_beds"): 92.5, ("01", "doctors"): 180.1, ("09", "doctors"): 300,
    }  # fmt: skip
    assert set(frame["edition"]) == {dgis.EDITION}


def test_text_in_a_number_names_its_row(tmp_path):
    root = written(tmp_path, dgis.FILE, HEAD + "01,2012,1,2\n02,2012,1,x\n03,2012,1,2\n")
    with pytest.raises(DataError, match="row 3, column 'medicos_por_100k'"):
        dgis.build_resources(root)
