"""Tests of ``cohesion/readers/gdl.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import gdl
from tests.tools.spoilt import values, written

HEAD = ",".join(["cve_ent", "anio", *gdl.SERIES])


def test_each_column_is_an_indicator_of_one_sex(tmp_path):
    numbers = [str(n) for n in range(1, 11)]
    root = written(tmp_path, gdl.FILE, f"{HEAD}\n07,2010,{','.join(numbers)}\n")
    found = values(gdl.build_development(root), "state_code", "year", "indicator", "sex")
    assert len(found) == 10
    assert found["07", 2010, "human_development_gdl", "total"] == 1
    assert found["07", 2010, "human_development_gdl", "women"] == 2
    assert found["07", 2010, "gender_development_gdl", "total"] == 4
    assert found["07", 2010, "schooling_mean_gdl", "men"] == 7
    assert found["07", 2010, "income_gni_gdl", "men"] == 10


def test_a_column_that_is_gone_is_named(tmp_path):
    root = written(tmp_path, gdl.FILE, HEAD.replace("mschf", "other") + "\n")
    with pytest.raises(DataError, match="missing column.*'mschf'"):
        gdl.build_development(root)
