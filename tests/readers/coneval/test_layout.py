"""Tests of ``cohesion/readers/coneval/layout.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.readers.coneval import layout

STATES = ["Aguascalientes", "Coahuila de Zaragoza", "México", "Estados Unidos Mexicanos"]


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
