"""Tests of ``cohesion/readers/ine.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import (
    ine,
)


def test_a_missing_file_names_the_cure(tmp_path):
    with pytest.raises(DataError, match="make data SOURCES"):
        ine.build_turnout(tmp_path)


def test_more_votes_than_voters_is_an_error(tmp_path):
    file = tmp_path / ine.FILE
    file.parent.mkdir(parents=True)
    file.write_text("anio,cve_ent,votos_totales,votos_nulos,lista_nominal\n2009,01,11,1,10\n")
    with pytest.raises(DataError, match="more votes than voters"):
        ine.build_turnout(tmp_path)
