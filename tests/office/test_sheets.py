"""Tests of ``cohesion/office/sheets.py``."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion import formats
from cohesion.office import sheets

EVIL = '=HYPERLINK("http://x","y")'


def test_text_of_the_design_cannot_become_a_formula(tmp_path):
    book = sheets.Book("x")
    sheet = book.sheet("x")
    for row, text in enumerate([EVIL, "+1", "-2", "@x", "\x0bplain"], start=1):
        sheets.put(sheet, row, 1, text)
    path = book.save(tmp_path / "x.xlsx")
    read = openpyxl.load_workbook(path)["x"]
    assert [cell.data_type for cell in read["A"]] == ["s"] * 5
    assert read["A1"].value == EVIL and read["A1"].quotePrefix
    assert read["A5"].value == "plain"


@pytest.mark.parametrize(
    ("shown", "written"),
    [("78.4\u00a0%", '0.0"\u00a0%"'), ("−5.36", "0.00"), ("+1.9", "+0.0;-0.0;0.0"),
     ("4\u00a0796\u00a0580", "#,##0"), ("2010", "0"), ("3=", "0"), ("12†", "0"),
     ("+12\u00a0%", '+0"\u00a0%";-0"\u00a0%";0"\u00a0%"')],
)  # fmt: skip
def test_a_number_shows_as_it_was_written(shown, written):
    assert sheets.format_of(shown) == written


@given(st.floats(-1e7, 1e7, allow_nan=False), st.integers(0, 3))
def test_the_format_has_the_decimals_of_every_written_number(x, digits):
    for write in (formats.number, formats.signed, formats.percent):
        first = sheets.format_of(write(x, digits)).split(";")[0]
        assert len(first.partition(".")[2].rstrip('%" \u00a0')) == digits
