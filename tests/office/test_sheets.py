"""Tests of ``cohesion/office/sheets.py``."""

from __future__ import annotations

import csv

import openpyxl

from cohesion.office import datapackage, sheets

STATES = ["20", "24"]
EVIL = '=HYPERLINK("http://x","y")'


def test_text_of_the_design_cannot_become_a_formula(files, tmp_path):
    book = sheets.Book("x")
    sheet = book.sheet("x")
    for row, text in enumerate([EVIL, "+1", "-2", "@x", "\x0bplain"], start=1):
        sheets.put(sheet, row, 1, text)
    path = book.save(tmp_path / "x.xlsx")
    read = openpyxl.load_workbook(path)["x"]
    assert [cell.data_type for cell in read["A"]] == ["s"] * 5
    assert read["A1"].value == EVIL and read["A1"].quotePrefix
    assert read["A5"].value == "plain"
    rows = list(csv.reader((files[0] / "data/tab-visibility-actions.csv").open()))
    assert [row[1] for row in rows[1:]] == ["'" + EVIL, "<b>&x</b>", "'-1+1"]
    assert datapackage.safe(-3) == -3
