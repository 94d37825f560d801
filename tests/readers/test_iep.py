"""Tests of ``cohesion/readers/iep.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import iep
from tests.tools.spoilt import values, written

HEAD = "cve_ent,edicion_ipm,indicador,puntaje_1_5\n"
ROWS = "31,2017,indice_general,1.239\n31,2017,homicidio,1.1\n12,2016,indice_general,3.4\n"


def test_only_the_overall_score_is_taken_and_names_its_edition(tmp_path):
    frame = iep.peace_states(written(tmp_path, iep.FILE, HEAD + ROWS))
    assert values(frame, "state_code", "year", "edition") == {
        ("31", 2017, "iep_2017"): 1.239, ("12", 2016, "iep_2016"): 3.4,
    }  # fmt: skip


def test_an_unknown_part_of_the_index_is_named_with_its_row(tmp_path):
    spoilt = ROWS.replace("homicidio", "robo")
    with pytest.raises(DataError, match="row 3.*unknown part 'robo'"):
        iep.peace_states(written(tmp_path, iep.FILE, HEAD + spoilt))
