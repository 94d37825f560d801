"""Tests of ``cohesion/readers/wjp.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import wjp
from tests.tools.spoilt import written

HEAD = "anio_portal,cve_ent,puntaje_0_1\n"


def test_each_year_of_the_portal_is_an_edition(tmp_path):
    rows = "2019,31,0.46\n2023,31,0.5\n2021,31,0.9\n"
    frame = wjp.build_rule_of_law(written(tmp_path, wjp.FILE, HEAD + rows))
    assert frame[["year", "value", "edition"]].to_numpy().tolist() == [
        [2019, 0.46, "wjp_2019_2020"], [2023, 0.5, "wjp_2022_2023"],
    ]  # fmt: skip


def test_a_renamed_column_is_named(tmp_path):
    with pytest.raises(DataError, match="missing column.*'anio_portal'"):
        wjp.build_rule_of_law(written(tmp_path, wjp.FILE, HEAD.replace("anio_portal", "anio")))
