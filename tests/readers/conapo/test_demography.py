"""Tests of ``cohesion/readers/conapo/demography.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers.conapo import demography
from tests.tools.spoilt import values, workbook, written

EXTRACT = """\
cve_ent,anio,indicador,valor
07,2010,Esperanza de vida al nacimiento mujeres,75.1
07,2010,Mortalidad infantil total,18.2
07,2010,Población a mitad de año,"4,903,755"
07,2031,Mortalidad infantil total,9.0
"""
AGES = [["AÑO", "CVE_GEO", *demography.NAMES_2023],
        [2010, 7, 71.5, 74.5, 68.5, 19.9, 2.8, 81.2, "1,234"],
        [1989, 7, 1, 1, 1, 1, 1, 1, 1]]  # fmt: skip


def build(tmp_path, extract=EXTRACT, ages=AGES):
    written(tmp_path, demography.EXTRACT_2012, extract)
    return demography.demography_states(workbook(tmp_path, demography.AGES_2023, {"Hoja1": ages}))


def test_both_editions_give_their_own_figures(tmp_path):
    frame = build(tmp_path)
    assert set(frame["state_code"]) == {"07"} and set(frame["year"]) == {2010}
    found = values(frame, "edition", "indicator", "sex")
    assert found["conapo_2012", "life_expectancy", "women"] == 75.1
    assert found["conapo_2023", "life_expectancy", "women"] == 74.5
    assert found["conapo_2012", "infant_mortality", "total"] == 18.2
    assert found["conapo_2023", "infant_mortality", "total"] == 19.9
    assert found["conapo_2023", "births_estimated", "total"] == 1234
    assert len(found) == 2 + 7


def test_a_cell_that_is_no_number_and_a_missing_column_are_named(tmp_path):
    with pytest.raises(DataError, match=r"conapo_indicadores.*\.csv.*'valor': '18.2x' is not"):
        build(tmp_path, EXTRACT.replace("18.2", "18.2x"))
    with pytest.raises(DataError, match=r"1950_2070\.xlsx.*missing column.*'NAC'"):
        build(tmp_path, ages=[row[:-1] for row in AGES])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="conapo_indicadores_demograficos"):
        demography.demography_states(tmp_path)
