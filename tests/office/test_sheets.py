"""Tests of ``cohesion/office/sheets.py``."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion import formats
from cohesion.office import sheets
from cohesion.office.columns import one_line

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
     ("8\u00a0changes", '0"\u00a0changes"'), ("1\u00a0200\u00a0EUR", '#,##0"\u00a0EUR"'),
     ("+12\u00a0%", '+0"\u00a0%";-0"\u00a0%";0"\u00a0%"')],
)  # fmt: skip
def test_a_number_shows_as_it_was_written(shown, written):
    assert sheets.format_of(shown) == written


@given(st.floats(-1e7, 1e7, allow_nan=False), st.integers(0, 3))
def test_the_format_has_the_decimals_of_every_written_number(x, digits):
    for write in (formats.number, formats.signed, formats.percent):
        first = sheets.format_of(write(x, digits)).split(";")[0]
        assert len(first.partition(".")[2].rstrip('%" \u00a0')) == digits


def filled(texts, landscape=True):
    """Return a sheet with heads and one row of texts, its widths set."""
    book = sheets.Book("x")
    sheet = book.sheet("x", landscape=landscape)
    sheets.heads(sheet, 3, [f"Head {number}" for number in range(len(texts))])
    for column, text in enumerate(texts, start=1):
        sheets.put(sheet, 4, column, text)
    return sheet, sheets.widths(sheet, 3)


def test_a_sheet_is_no_wider_than_paper_that_can_be_read():
    texts = ["many words that go on and on " * 9] * 9
    sheet, wide = filled(texts)
    room = 72 * (11.69 - 1.0) / sheets.SMALLEST
    assert 0.9 * room < wide <= room
    narrow = filled(texts[:2])[0]
    assert sheet.row_dimensions[4].height > narrow.row_dimensions[4].height > sheets.LINE


def test_numbers_stand_below_their_head_and_a_number_among_texts_on_the_left():
    book = sheets.Book("x")
    sheet = book.sheet("x")
    sheets.heads(sheet, 3, ["Amount", "Content"])
    for row, values in enumerate([(1200, "text"), ("–", "text"), (7, 5)], start=4):
        for column, value in enumerate(values, start=1):
            sheets.put(sheet, row, column, value)
    sheets.widths(sheet, 3)
    sides = [[sheet.cell(row, column).alignment.horizontal for row in range(3, 7)]
             for column in (1, 2)]  # fmt: skip
    assert sides == [["right"] * 4, ["left"] * 4]


def test_a_year_has_no_thousands():
    frame = pd.DataFrame({"Year": [2016], "Value": [2016]}, index=pd.Index(["x"], name="No."))
    sheet = sheets.add_frame(sheets.Book("x"), "x", frame, "Caption")
    assert sheet["B4"].number_format == "0" and sheet["C4"].number_format == sheets.MONEY


def test_the_foot_of_a_page_stands_inside_its_margin():
    margins = sheets.Book("x").sheet("x").page_margins
    assert margins.bottom - margins.footer > 0.3 and margins.top - margins.header > 0.3


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (347736000, "#,##0", "347,736,000"),
        (0, '0" instruments"', "0 instruments"),
        (-31.2, '0.0"\u00a0%"', "-31.2\u00a0%"),
        (1.94, "+0.0;-0.0;0.0", "+1.9"),
        (2010, "General", "2010"),
    ],
)
def test_a_number_is_as_wide_as_its_format_writes_it(value, number_format, shown):
    assert sheets.formatted(value, number_format) == shown


def test_a_sum_that_outgrows_its_heads_gets_its_width():
    book = sheets.Book("x")
    sheet = book.sheet("x")
    sheets.heads(sheet, 3, ["No.", "Sum"])
    book.formula(sheet, "B4", "=1*347736000", 347736000)
    sheets.widths(sheet, 3)
    width = sheet.column_dimensions["B"].width * sheets.UNIT + 3.75
    assert width >= one_line("347,736,000", sheets.SIZE)


@pytest.mark.parametrize(("text", "printed"), [("2012-Q3", 38.9), ("partner", 31.7)])
def test_a_word_in_its_column_is_not_cut(text, printed):
    """``printed``: its width in Arial of ten points; an indent takes eight more, margins four."""
    sheet, _ = filled([text])
    assert sheet.column_dimensions["A"].width * sheets.UNIT + 3.75 >= printed + 8.3 + 4


def test_a_head_of_several_lines_is_seen_whole():
    book = sheets.Book("x")
    sheet = book.sheet("x")
    sheets.heads(sheet, 3, ["Share of fees (%)"])
    sheets.put(sheet, 4, 1, 14)
    sheets.widths(sheet, 3)
    assert sheet.row_dimensions[3].height >= 3 * sheets.LINE
