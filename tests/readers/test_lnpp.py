"""Tests of ``cohesion/readers/lnpp.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import lnpp
from tests.tools.spoilt import values, written

HEAD = "indicador,cve_ent,anio,valor\n"


def test_only_the_housing_deficit_is_taken(tmp_path):
    text = f"{HEAD}otro,01,2010,5\n{lnpp.SERIES},01,2010,12.25\n{lnpp.SERIES},02,2015,9\n"
    frame = lnpp.build_housing(written(tmp_path, lnpp.FILE, text))
    assert values(frame, "state_code", "year") == {("01", 2010): 12.25, ("02", 2015): 9}
    assert set(frame["indicator"]) == {"housing_deficit"}


def test_a_renamed_column_is_named(tmp_path):
    with pytest.raises(DataError, match="missing column.*'valor'"):
        lnpp.build_housing(written(tmp_path, lnpp.FILE, HEAD.replace("valor", "dato")))
