"""Tests of ``cohesion/readers/inpi.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import inpi
from tests.tools.spoilt import assert_equal_to_data, needs_sources, values, written

HEAD = ",".join(["INEGI", "MPO", inpi.COVERAGE, *inpi.COLUMNS])


def row(key: str, town: str, coverage: str, number: str) -> str:
    return ",".join([key, town, coverage, *[number] * len(inpi.COLUMNS)])


ROWS = [
    row("1001", "1", "Municipio muestreado", '"1,200"'),
    row("1002", "2", inpi.TOO_FEW, "0").replace(",0,", ",7,", 1),
    row("3000", "0", "", "900"),
    row("3001", "1", "Municipio censado", "100"),
]


def root_with(tmp_path, rows=ROWS):
    return written(tmp_path, inpi.INDIGENOUS_2015, "\n".join([HEAD, *rows]) + "\n")


def test_towns_with_too_small_a_sample_keep_their_population_only(tmp_path):
    frame = inpi.indigenous_municipalities(root_with(tmp_path))
    found = values(frame, "mun_code", "indicator", "group")
    assert found["01001", "health_affiliated", "indigenous"] == 1200
    assert found["01002", "population_survey_2015", "all"] == 7
    assert [key for key in found if key[0] == "01002"] == [
        ("01002", "population_survey_2015", "all")
    ]
    assert "03000" not in {key[0] for key in found}, "a state's total is no municipality"


def test_states_and_nation_are_the_sums_of_their_towns(tmp_path):
    found = values(
        inpi.indigenous_states(root_with(tmp_path)), "state_code", "indicator", "group", "sex"
    )
    assert found["01", "population_survey_2015", "all", "total"] == 1207
    assert found["00", "population_survey_2015", "all", "total"] == 1307
    assert found["00", "literate_15_plus", "indigenous", "women"] == 1300


def test_a_coverage_that_is_not_known_is_named_with_its_row(tmp_path):
    spoilt = [ROWS[0].replace("muestreado", "sin muestra"), *ROWS[1:]]
    with pytest.raises(DataError, match="row 2.*'Municipio sin muestra' is not known"):
        inpi.indigenous_states(root_with(tmp_path, spoilt))


@needs_sources
@pytest.mark.parametrize("name", inpi.TABLES)
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(inpi, name)
