"""Tests of ``cohesion/readers/rnpdno.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import rnpdno
from tests.tools.spoilt import values, written

HEAD = "cve_ent,anio,estatus,total,mujeres,hombres,indeterminado\n"
ROWS = (
    "30,2019,desaparecida_no_localizada,5,2,2,1\n"
    "30,2019,desaparecida_no_localizada,3,1,2,0\n"  # the second spelling of one state
    "07,2019,desaparecida_no_localizada,4,1,3,0\n"
    "07,2019,localizada_con_vida,9,9,0,0\n"
    "07,2025,desaparecida_no_localizada,7,7,0,0\n"
)


def root_with(tmp_path, rows: str):
    written(tmp_path, rnpdno.NATION_FILE, "anio,desaparecidas\n2010,100\n2015,999\n")
    return written(tmp_path, rnpdno.STATES_FILE, HEAD + rows)


def test_spellings_are_added_and_the_nation_is_the_sum(tmp_path):
    frame = rnpdno.build_disappeared(root_with(tmp_path, ROWS))
    found = values(frame, "state_code", "year", "sex")
    assert found["30", 2019, "total"] == 8
    assert found["30", 2019, "women"] == 3
    assert found["00", 2019, "men"] == 2 + 2 + 3
    # Before the file by state begins, the nation has a file of its own; the running year is out.
    assert found["00", 2010, "total"] == 100
    assert {year for _, year, _ in found} == {2010, 2019}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("localizada_con_vida", "localizada", "is not known here"),
        ("30,2019", "33,2019", "is not known here"),
        ("5,2,2,1", "6,2,2,1", "women, men and unknown"),
    ],
)
def test_what_is_not_known_or_does_not_add_up_is_refused(tmp_path, old, new, said):
    with pytest.raises(DataError, match=said):
        rnpdno.build_disappeared(root_with(tmp_path, ROWS.replace(old, new, 1)))
