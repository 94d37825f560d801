"""CONEVAL's readers: reading by words, changed layouts, and agreement with the official files."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.readers import coneval
from cohesion.readers.coneval import layout, states
from cohesion.readers.rebuild import to_csv
from cohesion.readers.shared.declared import tables_of
from cohesion.tables import manifest

needs_sources = pytest.mark.skipif(
    not paths.SOURCES.exists(), reason="the official files are not on this machine"
)


def test_standard_errors_of_another_edition_are_refused():
    values = pd.DataFrame(
        {
            "state_code": ["01"],
            "indicator": ["poverty"],
            "year": [2010],
            "value": [38.1],
            "edition": ["coneval_2008_2018"],
        }
    )
    tests = pd.DataFrame(
        {
            "state_code": ["01", "01"],
            "indicator": ["poverty"] * 2,
            "year": [2010] * 2,
            "measure": ["percent", "se"],
            "value": [38.1, 2.0],
        }
    )
    attached = states.with_standard_errors(values, tests, "percent")
    assert attached["se"].to_list() == [2.0]
    tests.loc[0, "value"] = 37.9
    with pytest.raises(DataError, match="poverty.*different editions"):
        states.with_standard_errors(values, tests, "percent")


@needs_sources
@pytest.mark.parametrize(
    "name",
    ["coneval_poverty_states", "coneval_gini_states", "coneval_cohesion_national",
     "coneval_social_lag_states", "coneval_poverty_first_published",
     "coneval_components_states"],
)  # fmt: skip
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    table = next(table for table in tables_of(coneval) if table.name == name)
    built = to_csv(table.build(paths.SOURCES), table.level)
    assert built == manifest.table_path(name).read_bytes()
    assert hashes.sha256(built) == manifest.load(name)["sha256"]


@needs_sources
def test_an_absent_sheet_is_named():
    file = paths.SOURCES / states.ANNEX_2018
    with pytest.raises(DataError, match="no sheet 'Cuadro 99'"):
        layout.read_sheet(file, "Cuadro 99")


@needs_sources
def test_an_independent_extraction_of_the_same_annexes_agrees():
    other = pd.read_csv(
        paths.SOURCES / "social/tidy/coneval_pobreza_estatal_2008_2022.csv",
        dtype={"cve_ent": str},
    )
    other = other[(other["unidad"] == "porcentaje") & (other["indicador"] == "pobreza")]
    ours = states.poverty(paths.SOURCES)
    ours = ours[ours["indicator"] == "poverty"]
    assert len(ours) == len(other) == 330
    key = ["cve_ent", "anio", "valor"]
    theirs = sorted(map(tuple, other[key].round(9).to_numpy().tolist()))
    mine = sorted(map(tuple, ours[["state_code", "year", "value"]].round(9).to_numpy().tolist()))
    assert mine == theirs


def lag(**changed):
    """A sheet of 2020 with one state: key, the seven inputs, index and degree."""
    titles = [*states.SOCIAL_LAG_INPUTS.values(), "Índice de rezago social",
              "Grado de rezago social"]  # fmt: skip
    row = {"key": "07", "index": 2.6, "degree": "Muy alto", **changed}
    heads = pd.DataFrame([["Clave", *titles], *[[None] * 10] * 7])
    return pd.concat(
        [heads, pd.DataFrame([[row["key"], *range(10, 17), row["index"], row["degree"]]])],
        ignore_index=True,
    )


def test_social_lag_is_read_by_its_titles():
    (_, row), *_ = (
        states.social_lag_2020(lag(), "x.xlsx", key_column=0, width=2)
        .set_index("indicator")[["value"]].T.iterrows()
    )  # fmt: skip
    assert row["social_lag_degree"] == 5 and row["social_lag_index"] == 2.6
    assert row["social_lag_illiteracy"] == 10 and row["social_lag_no_electricity"] == 16


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (lag().replace({8: {"Índice de rezago social": "Índice"}}), "no column for 'social_lag_in"),
        (lag(key="7"), "'7' is no key of 2 digits"),
        (lag(degree="Enorme"), "'Enorme' is no degree"),
    ],
)
def test_a_sheet_that_says_something_else_is_refused(sheet, said):
    with pytest.raises(DataError, match=said):
        states.social_lag_2020(sheet, "x.xlsx", key_column=0, width=2)
