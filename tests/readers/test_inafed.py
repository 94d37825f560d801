"""Tests of ``cohesion/readers/inafed.py``."""

from __future__ import annotations

import numpy as np
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import inafed
from cohesion.tables.geography import STATES
from tests.tools.spoilt import assert_equal_to_data, needs_sources, values, with_cell, workbook

#: INAFED's layout in small: key, state, municipality; persons; entitled by institution.
ENTITLEMENT = [
    ["2.2.4.3 Población por condición de derechohabiencia"], [], [],
    ["Clave", "Estado", "Municipio", "Población total1", "Derechohabiente", *[None] * 7,
     "No derechohabiente", "No especificado"],
    [*[None] * 4, *[head for head, _ in inafed.PERSONS[1:9]]],
    ["01001", "Aguascalientes", "Aguascalientes", 1000, 700, 400, 50, 10, 5, 300, 20, 15, 280, 20],
    ["07001", "Chiapas", "Acacoyagua", 200, 80, 10, 0, 0, 0, 70, 0, 0, 120, 0],
    ["07002", "Chiapas", "Acala", 300, 200, 90, 0, 0, 0, 110, 0, 0, 90, 10],
    ["Fuente", "INEGI, censo de 2010"],
]  # fmt: skip
YEARS = list(inafed.STAFF_YEARS)
#: Every state has one municipality, whose staff is its state's number and one more each year.
STAFF = [
    ["2.2.4.5 Personal médico"], [], [],
    ["Clave", "Estado", "Municipio", *YEARS],
    *([f"{code}001", name, "x", *[int(code) + n for n in range(len(YEARS))]]
      for code, name in STATES["name_es"].items()),
    ["Nota", "ND: no disponible"],
]  # fmt: skip


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Write both workbooks; ``root(entitlement=rows)`` writes another one."""
    monkeypatch.setitem(inafed.MUNICIPALITIES, inafed.ENTITLEMENT, 3)
    monkeypatch.setitem(inafed.MUNICIPALITIES, inafed.STAFF, 32)

    def write(entitlement=ENTITLEMENT, staff=STAFF):
        workbook(tmp_path, inafed.ENTITLEMENT, {"Hoja1": entitlement})
        return workbook(tmp_path, inafed.STAFF, {"Hoja1": staff})

    return write


def test_persons_and_shares_of_municipalities_and_their_sums(root):
    found = values(inafed.entitlement_municipalities(root()), "mun_code", "indicator")
    assert found["01001", "entitled_imss"] == 400
    assert found["01001", "entitled_imss_share"] == 40
    assert found["07002", "entitled_seguro_popular"] == 110
    found = values(inafed.entitlement_states(root()), "state_code", "indicator")
    assert found["07", "entitlement_population"] == 500
    assert found["07", "entitled_seguro_popular_share"] == 36
    assert found["00", "not_entitled_health"] == 490
    assert found["00", "not_entitled_health_share"] == pytest.approx(490 / 15)


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (5, 9, "many", "row 6: 'many' is not a number"),
        (5, 9, "-3", "row 6: '-3' is not a number"),
        (7, 9, None, "row 8: .* is not a number"),
        (5, 12, 281, "row 6: the answers of 01001 do not add up"),
        (4, 9, "Otro seguro", "row 5, column '10': the head is 'Otro seguro'"),
        (3, 12, "Sin dato", "row 4, column '13': the head is 'Sin dato'"),
        (5, 0, "1001", "row 6: 2 rows with a key, 3 expected"),
        (6, 1, "Oaxaca", "row 7: the key 07001 stands beside another state"),
        (8, 4, 17, "row 9: a row without a key holds a cell"),
    ],
)
def test_entitlement_refuses_a_changed_workbook(root, row, column, value, said):
    with pytest.raises(DataError, match=f"siha_2_2_4_3.*{said}"):
        inafed.entitlement(root(with_cell(ENTITLEMENT, row, column, value)))


def test_medical_staff_of_states_without_impossible_sums(root):
    rows = with_cell(STAFF, 4 + 29, 3, "ND")
    found = values(inafed.staff_states(root(staff=rows)), "state_code", "year")
    assert found["07", 2005] == 7 and found["07", 2012] == 14
    # Veracruz has no figure in the first year; no borough's staff counts, and no impossible sum.
    assert ("30", 2005) not in found and found["30", 2006] == 31
    assert not {("09", 2010), ("05", 2009), ("10", 2011), ("12", 2006), ("14", 2008)} & set(found)
    assert len(found) == 31 * len(YEARS) - 1 - (5 + 1 + 2 + 1 + 1)


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (4, 3, "n.d.", "row 5: 'n.d.' is not a number"),
        (3, 4, 2016, "row 4, column '5': the head is '2016', not '2006'"),
        (3, 2, "Delegación", "row 4, column '3': the head is 'Delegación'"),
    ],
)
def test_medical_staff_refuses_a_changed_workbook(root, row, column, value, said):
    with pytest.raises(DataError, match=f"siha_2_2_4_5.*{said}"):
        inafed.staff_municipalities(root(staff=with_cell(STAFF, row, column, value)))


def test_a_state_without_any_medical_staff_is_told(root):
    rows = [list(row) for row in STAFF]
    rows[4][3:] = ["ND"] * len(YEARS)
    with pytest.raises(DataError, match="a state has no figure at all"):
        inafed.staff_states(root(staff=rows))


@needs_sources
def test_medical_staff_of_the_four_states_in_2010():
    wide = inafed.staff_states(paths.SOURCES).pivot(
        index="state_code", columns="year", values="value"
    )
    assert "09" not in wide.index and np.isnan(wide.at["23", 2010])
    assert wide[2010].loc[["07", "12", "20", "21"]].tolist() == [5_373, 4_825, 5_799, 8_763]


@needs_sources
@pytest.mark.sampled(1)
@pytest.mark.parametrize("name", inafed.TABLES)
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(inafed, name)
