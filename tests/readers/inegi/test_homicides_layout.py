"""Tests of ``cohesion/readers/inegi/homicides_layout.py``."""

from __future__ import annotations

import openpyxl
import pytest

from cohesion.errors import DataError
from cohesion.readers.inegi import homicides_layout
from tests.tools.spoilt import copied, needs_sources


@pytest.mark.parametrize("cell", ["n.d.", "12a", "-3"])
def test_a_count_that_is_no_count_is_refused(cell):
    with pytest.raises(DataError, match="is not a count"):
        homicides_layout._count(cell, "x.xlsx", 9)


def test_empty_cell_of_the_cube_is_zero_and_commas_are_thousands():
    assert homicides_layout._count("", "x.xlsx", 9) == 0
    assert homicides_layout._count("25,757", "x.xlsx", 9) == 25_757


@needs_sources
def test_missing_official_file_names_it(tmp_path):
    with pytest.raises(DataError, match="inegi_homicidios_residencia"):
        homicides_layout.build_states(tmp_path)


@needs_sources
def test_changed_layout_of_the_cube(tmp_path):
    for relative in (
        homicides_layout.RESIDENCE,
        homicides_layout.OCCURRENCE,
        homicides_layout.REGISTERING,
    ):
        copied(tmp_path, relative)
    book = openpyxl.load_workbook(tmp_path / homicides_layout.OCCURRENCE)
    book.worksheets[0].delete_cols(10)
    book.save(tmp_path / homicides_layout.OCCURRENCE)
    with pytest.raises(DataError, match="header does not hold the total, 32 states"):
        homicides_layout.build_states(tmp_path)


@needs_sources
def test_wrong_sum_of_sexes_in_the_municipal_cube(tmp_path):
    target = copied(tmp_path, homicides_layout.MUNICIPAL_2017)
    lines = target.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[1].split(",")
    cells[-4] = str(int(cells[-4]) + 1)
    lines[1] = ",".join(cells)
    target.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(DataError, match="row 2, column 'homicidios'"):
        homicides_layout.build_municipalities(tmp_path)
