"""Tests of ``cohesion/readers/undp.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import undp
from tests.tools.spoilt import values, workbook


def sheet(years=undp.YEARS, index=(0.5, "ND", 0.7)):
    """UNDP's layout in small: titles over three years each, one row a municipality."""
    titles = [cell for title in undp.SERIES for cell in (title, None, None)]
    return [
        ["Informe de desarrollo humano municipal 2010-2020"], [], [], [],
        ["Clave", "Municipio", *titles],
        [None, None, *3 * years],
        ["01001", "Aguascalientes", 8.1, 8.9, 9.7, 12, 13, 14, *index],
        ["20570", "Zimatlán", 5, 6, 7, 10, 11, 12, 0.4, 0.5, 0.6],
        ["20571", "Distrito de Oaxaca", 1, 1, 1, 1, 1, 1, 0, 0, 0],
        ["Fuente", "PNUD"],
    ]  # fmt: skip


def build(tmp_path, rows):
    return undp.build_municipal(workbook(tmp_path, undp.FILE, {"Resultados": rows}))


def test_years_stand_below_their_title_and_districts_are_no_municipalities(tmp_path):
    found = values(build(tmp_path, sheet()), "mun_code", "indicator", "year")
    assert found["01001", "schooling_mean_municipal", 2015] == 8.9
    assert found["01001", "schooling_expected_municipal", 2010] == 12
    assert found["20570", "human_development_municipal", 2020] == 0.6
    assert ("01001", "human_development_municipal", 2015) not in found  # not available
    assert {code for code, *_ in found} == {"01001", "20570"}
    assert len(found) == 2 * 9 - 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (sheet(years=(2010, 2016, 2020)), r"row 5, column 'AÑOS PROM.*of 2015 is there 0 times"),
        (sheet(years=(2010, 2010, 2020)), "of 2010 is there 2 times"),
        (sheet(index=("medio", 0.6, 0.7)), "'medio' is not a number"),
    ],
)
def test_a_changed_sheet_is_told(tmp_path, rows, said):
    with pytest.raises(DataError, match=f"pnud_idh.*{said}"):
        build(tmp_path, rows)
