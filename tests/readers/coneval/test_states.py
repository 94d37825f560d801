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
     "coneval_social_lag_states", "coneval_poverty_first_published"],
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
