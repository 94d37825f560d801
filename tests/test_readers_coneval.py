"""CONEVAL's readers: reading by words, changed layouts, and agreement with the official files."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.readers import coneval
from cohesion.readers.coneval import layout, municipal, states
from cohesion.readers.rebuild import to_csv
from cohesion.tables import manifest

STATES = ["Aguascalientes", "Coahuila de Zaragoza", "México", "Estados Unidos Mexicanos"]
CODES = ["01", "05", "15", "00"]
needs_sources = pytest.mark.skipif(
    not paths.SOURCES.exists(), reason="the official files are not on this machine"
)


def sheet(values, *, subjects=("Pobreza", "Rezago educativo1"), years=(2008, "2010**")):
    """A sheet as CONEVAL lays it out: merged heads, an empty separator column, notes below."""
    width = 2 + len(subjects) * (len(years) + 1)
    rows = [[None] * width for _ in range(4)]
    rows[0][1] = "Cuadro 5"
    rows[1][1] = "Entidad \nfederativa"
    column = 2
    heads = []
    for subject in subjects:
        rows[1][column] = subject
        for offset, year in enumerate(years):
            heads.append((column + offset, subject, year))
            rows[3][column + offset] = year
        column += len(years) + 1
    rows[2][2] = "Porcentaje"
    for state, line in zip(STATES, values, strict=True):
        row = [None, state] + [None] * (width - 2)
        for (place, _, _), value in zip(heads, line, strict=True):
            row[place] = value
        rows.append(row)
    rows.append([None, "Fuente: estimaciones del CONEVAL"] + [None] * (width - 2))
    return pd.DataFrame(rows)


@pytest.fixture
def read(monkeypatch):
    def _read(frame, subjects=None):
        monkeypatch.setattr(layout, "read_sheet", lambda path, name: frame)
        wanted = subjects or {"poverty": "pobreza", "education": "rezago educativo"}
        return layout.state_block("annex.xlsx", "Cuadro 5", wanted)

    return _read


VALUES = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]]


def test_a_block_is_read_by_its_words(read):
    block = read(sheet(VALUES))
    table = block.set_index(["state_code", "indicator", "year"])["value"]
    assert table[("05", "poverty", 2010)] == 6
    assert table[("00", "education", 2008)] == 15
    assert set(block["measure"]) == {"percent"}
    assert len(block) == 16


def test_moved_columns_do_not_shift_figures(read):
    moved = sheet(
        [[line[2], line[3], line[0], line[1]] for line in VALUES],
        subjects=("Rezago educativo", "Pobreza"),
    )
    key = ["state_code", "indicator", "year"]
    one = read(sheet(VALUES)).sort_values(key)["value"].to_list()
    assert one == read(moved).sort_values(key)["value"].to_list()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.floats(0, 100), min_size=4, max_size=4), min_size=4, max_size=4))
def test_every_figure_comes_back_once(values):
    original = layout.read_sheet
    layout.read_sheet = lambda path, name: sheet(values)
    try:
        block = layout.state_block(
            "annex.xlsx", "x", {"poverty": "pobreza", "education": "rezago educativo"}
        )
    finally:
        layout.read_sheet = original
    assert sorted(block["value"]) == sorted(np.ravel(values))
    assert not block.duplicated(["state_code", "indicator", "year"]).any()


def test_a_missing_column_names_the_indicator_and_the_sheet(read):
    with pytest.raises(DataError, match=r"Cuadro 5.*'education'.*no column.*Cure"):
        read(sheet([line[:2] for line in VALUES], subjects=("Pobreza",)))


def test_a_renamed_heading_is_refused(read):
    frame = sheet(VALUES).replace("Entidad \nfederativa", "Estado")
    with pytest.raises(DataError, match="no heading"):
        read(frame)


def test_a_table_without_known_states_is_refused(read):
    frame = sheet(VALUES)
    frame[1] = frame[1].replace(dict.fromkeys(STATES, "Atlantis"))
    with pytest.raises(DataError, match="known name"):
        read(frame)


def test_note_marks_go_but_years_in_a_label_stay():
    assert layout.plain("Grado de polarización social1,2,3") == ("grado de polarizacion social")
    assert layout.plain("nacida hasta 1981") == "nacida hasta 1981"
    assert layout.plain(" Porcentaje3 ") == "porcentaje"


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
@pytest.mark.parametrize(
    "name",
    ["coneval_poverty_states", "coneval_gini_states", "coneval_cohesion_national",
     "coneval_social_lag_states", "coneval_poverty_first_published"],
)  # fmt: skip
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    table = next(table for table in coneval.TABLES if table.name == name)
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
