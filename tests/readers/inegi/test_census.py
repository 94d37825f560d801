"""Tests of ``cohesion/readers/inegi/census.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers.inegi import census
from tests.tools.spoilt import values


@pytest.fixture
def queries(monkeypatch, tmp_path):
    """Answer each query with the rows of a small table: ``queries(file, rows)``."""
    given: dict[str, list[dict]] = {}
    monkeypatch.setattr(
        census, "municipal_query", lambda root, file, heads: pd.DataFrame(given[file])
    )
    return given


def test_censuses_are_editions_of_their_years_by_sex(queries, tmp_path):
    years = {year: 10.0 for year in census.CENSUS_EDITIONS}
    queries[census.CENSUS_1990_2010] = [
        {"unit": unit, "label": label, **years}
        for unit in ("01", "01001") for label in census.SEXES
    ]  # fmt: skip
    queries[census.CENSUS_2020] = [
        {"unit": unit, "label": "", "Total": 5.0, "Hombres": 2.0, "Mujeres": 3.0}
        for unit in ("01", "01001")
    ]
    states = census.population_states(tmp_path)
    found = values(states, "state_code", "year", "sex", "edition")
    assert len(found) == 6 * 3
    assert found["01", 2020, "women", "inegi_census_2020"] == 3
    assert found["01", 1995, "men", "inegi_count_1995"] == 10
    towns = census.population_municipalities(tmp_path)
    assert set(towns["mun_code"]) == {"01001"}


def peoples(unit: str, yes: float | None, no: float, unknown: float, total: float) -> list[dict]:
    parts = dict(unit=unit, label="")
    speakers = parts | {"Total": total, "Habla lengua indígena": yes,
                        "No habla lengua indígena": no, "No especificado": unknown}  # fmt: skip
    afro = parts | {"Total": total, "Se considera afromexicana(o) afrodescendiente": yes,
                    "No se considera afromexicana(o) afrodescendiente": no,
                    "No especificado": unknown}  # fmt: skip
    return [speakers, afro]


def test_an_empty_cell_is_zero_only_where_the_row_then_adds_up(queries, tmp_path):
    def answer(*rows):
        queries[census.INDIGENOUS_2020] = [speakers for speakers, _ in rows]
        queries[census.AFROMEXICAN_2020] = [afro for _, afro in rows]

    answer(peoples("01", 4, 5, 1, 10), peoples("01001", None, 9, 1, 10))
    found = values(census.census_municipalities(tmp_path), "mun_code", "indicator")
    assert found == {
        ("01001", "indigenous_speakers"): 0, ("01001", "afromexican_population"): 0,
        ("01001", "population_3_plus"): 10,
    }  # fmt: skip
    assert values(census.census_states(tmp_path), "state_code", "indicator")[
        "01", "indigenous_speakers"
    ] == 4  # fmt: skip
    answer(peoples("01", None, 8, 1, 10))
    with pytest.raises(DataError, match="the answers of '01' do not add up"):
        census.census_states(tmp_path)
