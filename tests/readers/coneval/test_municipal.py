"""Tests of ``cohesion/readers/coneval/municipal.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers import coneval
from cohesion.readers.coneval import municipal
from tests.tools.spoilt import assert_equal_to_data, needs_sources


def by_sex_file(tmp_path, rows):
    folder = tmp_path / "social" / "raw"
    folder.mkdir(parents=True)
    columns = [
        "clave_municipio", "grupo", "poblacion", "periodo", "pobreza_porcentaje",
        "ingreso_inferior_a_lpi_porcentaje",
    ]  # fmt: skip
    name = municipal.MUNICIPAL_BY_SEX
    pd.DataFrame(rows, columns=columns).to_csv(tmp_path / name, index=False)
    return tmp_path


def test_totals_are_weighted_and_suppressed_figures_are_absent(tmp_path):
    women, men = "Población por sexo: mujeres", "Población por sexo: hombres"
    rows = [
        (1001, women, 300, "2010-01-01", 20.0, 30.0),
        (1001, men, 100, "2010-01-01", 40.0, -999.0),
        (1002, women, -888, "2010-01-01", 10.0, 10.0),
        (1002, men, 50, "2010-01-01", -888.0, 10.0),
    ]
    frame = municipal.by_sex(by_sex_file(tmp_path, rows))
    table = frame.set_index(["mun_code", "indicator", "sex"])["value"]
    assert table[("01001", "poverty", "total")] == 25  # (300·20 + 100·40) / 400, by hand
    assert ("01001", "below_poverty_line", "total") not in table
    assert ("01002", "poverty", "total") not in table
    assert ("01002", "population_survey", "total") not in table
    assert table[("01002", "poverty", "women")] == 10


def test_an_unknown_group_is_refused(tmp_path):
    rows = [(1001, "Población por edad: niñas", 300, "2010-01-01", 20.0, 30.0)]
    with pytest.raises(DataError, match="row 2.*grupo"):
        municipal.by_sex(by_sex_file(tmp_path, rows))


def test_a_missing_column_of_the_municipal_file_is_named(tmp_path):
    folder = by_sex_file(tmp_path, [])
    file = folder / municipal.MUNICIPAL_2010
    pd.DataFrame({"clave_mun": ["01001"], "pobreza": [0.3]}).to_csv(file, index=False)
    with pytest.raises(DataError, match="pobreza_e"):
        municipal.poverty_2010(folder)


@needs_sources
@pytest.mark.parametrize("what", ["poverty_2010", "social_lag", "poverty_by_sex"])
def test_the_reader_gives_the_table_in_data_byte_for_byte(what):
    assert_equal_to_data(coneval, f"coneval_municipal_{what}")
