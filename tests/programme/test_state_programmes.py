"""The chosen state programmes are rows of the inventory, word by word and peso by peso."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.programme import state_programmes
from cohesion.tables.geography import STATES
from tests.tools.design import spoilt

FOUND = state_programmes.load_state_programmes()
FOLDER = paths.SOURCES / "found" / "state_programmes_2010_2011"
WORKBOOK = FOLDER / "raw" / "INVENTARIO_ESTATAL_CONEVAL_2011.xlsx"
needs_sources = pytest.mark.skipif(not WORKBOOK.is_file(), reason="no official workbook")


@pytest.fixture(scope="module")
def sheet() -> list[tuple]:
    book = openpyxl.load_workbook(WORKBOOK, read_only=True, data_only=True)
    return [tuple(row) for row in book["Nacional"].iter_rows(values_only=True)]


@needs_sources
def test_each_programme_is_its_row_of_the_workbook(sheet):
    for item in FOUND.programmes:
        row = sheet[item.row - 1]
        assert row[0] == STATES.loc[item.state, "name_es"], item.row
        assert " ".join(str(row[1]).split()) == item.name
        assert all(body in row[2:6] for body in item.body.split("; "))
        for value, cell in ((item.planned, row[29]), (item.spent, row[31])):
            written = str(cell).split()[0]
            assert (value is None) == (written in ("No", "None", "nan")), item
            if value is not None:
                assert value == pytest.approx(float(written), abs=1e-6)


@needs_sources
def test_programmes_chosen_are_the_states_own(sheet):
    """Not one that the inventory also found among the federal programmes."""
    assert all(sheet[item.row - 1][17] == "No" for item in FOUND.programmes)


@needs_sources
def test_counts_are_those_of_the_workbook(sheet):
    frame = pd.DataFrame(sheet[3:])
    frame = frame[frame[0].notna()]
    for code, counts in FOUND.counts.items():
        own = frame[frame[0] == STATES.loc[code, "name_es"]]
        assert len(own) == counts.programmes
        assert (own[8] == "Sí").sum() == counts.in_budget
        assert (own[10] == "Sí").sum() == counts.in_account
        assert (own[12] == "Sí").sum() == counts.in_report
        assert (own[14] == "Sí").sum() == counts.with_document
        assert (own[31].astype(str).str.strip() != "No disponible").sum() == counts.with_spending


def test_tables_show_gaps_as_dashes_and_all_four_states():
    table = state_programmes.count_table(FOUND)
    assert list(table.index) == ["Chiapas", "Guerrero", "Oaxaca", "Puebla"]
    chiapas = state_programmes.programme_table(FOUND, "07")
    assert chiapas.iloc[0]["Spent (million pesos)"].replace("\u00a0", " ").startswith("1")
    assert "–" in set(state_programmes.programme_table(FOUND, "12")["Spent (million pesos)"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw["programmes"][0].update(row=raw["programmes"][1]["row"]), "stands twice"),
        (lambda raw: raw["counts"]["12"].update(in_budget=75), "75 of 74"),
        (lambda raw: raw["programmes"][0].update(state="99"), "99"),
        (lambda raw: raw["programmes"][0].update(spent=-1), "spent"),
        (lambda raw: raw["counts"].pop("20"), "state with counts"),
    ],
)
def test_a_spoilt_file_is_refused(change, words, tmp_path):
    spoilt(tmp_path, state_programmes.FILE, change)
    with pytest.raises(DataError) as error:
        state_programmes.load_state_programmes(tmp_path)
    assert words in str(error.value)


def test_numbers_are_those_of_the_inventory():
    found = state_programmes.load_state_programmes()
    numbers = state_programmes.numbers(found)
    assert numbers["bodies-07-programmes"] == found.counts["07"].programmes
    row, part = state_programmes.TOLD["bodies-20-pension"]
    own = next(item for item in found.programmes if item.row == row)
    assert numbers["bodies-20-pension"] == getattr(own, part) and own.state == "20"
