"""Tests of ``cohesion/readers/metrica.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import metrica
from tests.tools.spoilt import values, written

HEAD = "cve_ent," + ",".join(metrica.SERIES) + "\n"


def test_the_federal_government_is_no_nation(tmp_path):
    root = written(tmp_path, metrica.FILE, HEAD + "00,.9,.8,.7\n09,.5,.6,.4\n")
    frame = metrica.build_open_government(root)
    assert values(frame, "state_code", "indicator") == {
        ("09", "open_government"): 0.5,
        ("09", "open_government_transparency"): 0.6,
        ("09", "open_government_participation"): 0.4,
    }
    assert set(frame["year"]) == {2017}


def test_a_text_among_numbers_is_named(tmp_path):
    rows = "01,.5,.6,.4\n02,.5,n.d.,.4\n03,.5,.6,.4\n"
    with pytest.raises(DataError, match="row 3, column 'transparencia'"):
        metrica.build_open_government(written(tmp_path, metrica.FILE, HEAD + rows))
