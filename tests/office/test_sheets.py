"""Tests of ``cohesion/office/sheets.py``."""

from __future__ import annotations

import openpyxl

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
