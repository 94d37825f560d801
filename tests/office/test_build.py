"""The files to take away: the same figures as the pages, the same bytes twice, no injection."""

from __future__ import annotations

import shutil
import zipfile

import docx
import openpyxl
import pypdf
import pytest

from cohesion import formats
from cohesion.errors import DataError
from cohesion.office import build
from cohesion.programme import (
    tables,
)
from cohesion.programme.design import load_design
from cohesion.publishing import stored
from cohesion.publishing.readable import plain_text

STATES = ["20", "24"]
EVIL = '=HYPERLINK("http://x","y")'


@pytest.mark.sampled
def test_two_runs_give_the_same_bytes(files, every, tmp_path):
    first = files[0]
    names = sorted(p.relative_to(first) for p in first.rglob("*") if p.is_file())
    assert len(names) > 25
    if every:
        for name in names:
            assert (first / name).read_bytes() == (files[1] / name).read_bytes(), name
        return
    for name in ("risk-register.xlsx", "terms-of-reference.docx"):
        _, write = build.BOTH[name]
        write(load_design(), tmp_path / name, build.english())
        assert (first / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_zip_holds_every_file(files):
    folder = files[0]
    with zipfile.ZipFile(folder / build.ZIP) as file:
        inside = set(file.namelist())
    outside = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert inside == outside - {build.ZIP}


def test_every_component_has_one_amount_in_word_and_excel(files):
    folder, design = files[0], load_design()
    sums = design.budget_lines.groupby("component")["amount"].sum()
    document = docx.Document(folder / "action-fiche.docx")
    grid = next(t for t in document.tables if t.cell(0, 0).text == "Component")
    in_word = {row.cells[0].text: row.cells[3].text for row in grid.rows}
    sheet = openpyxl.load_workbook(folder / "budget.xlsx", data_only=True)["By component"]
    in_excel = {row[1].value: row[5].value for row in sheet.iter_rows(min_row=4)}
    for item in design.budget.components:
        assert in_word[item.title] == formats.integer(sums[item.id])
        assert in_excel[item.title] == sums[item.id]


def test_formulas_carry_the_values_of_the_model(files):
    path = files[0] / "budget.xlsx"
    formulas, values = (openpyxl.load_workbook(path, data_only=flag) for flag in (False, True))
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    assert values[sheet.title][cell.coordinate].value is not None, cell
    assert count > 400
    lines = formulas["Lines"]
    totals = {row[0].value: row[8] for row in lines.iter_rows(min_row=4)}
    assert totals["E12"].value.startswith("=SUMIF(Costs!")
    assert totals["E02"].value.startswith("=SUMIF('Expert days'")


def test_unknown_names_are_named():
    with pytest.raises(DataError, match="nothing is published as 'no-such-fact'"):
        plain_text("{fact}`no-such-fact`", facts={})
    with pytest.raises(DataError, match="no bibliography entry 'nobody1900'"):
        plain_text("{cite:p}`nobody1900`")


def test_plain_text_resolves_every_role():
    text = plain_text(
        "{fact}`a` {cite:t}`ec2012prag` {cite:p}`ec2012prag,bloom1995minimum` {numref}`tab-x`",
        facts={"a": "EUR\u00a01"},
        numbers={"tab-x": "Table 3"},
    )
    assert text == (
        "EUR\u00a01 European Commission (2012) (European Commission 2012; Bloom 1995) Table 3"
    )


def test_encoding_sheet_has_one_row_per_value(targets):
    frame = tables.encoding(load_design(), targets)
    assert len(frame) == 3 * len(targets)
    assert set(frame["Value type"]) == {"Baseline", "Target", "Current"}
    assert frame.loc[frame["Value type"] == "Current", "Value"].isna().all()
    names = frame.reset_index().groupby("Indicator name")["Indicator code"].nunique()
    assert (names == 1).all()


@pytest.mark.dear
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_files_and_agrees_with_the_formulas(
    files, tmp_path, soffice, computed
):
    soffice("pdf", tmp_path, files[0] / "action-fiche.docx")
    pages = pypdf.PdfReader(tmp_path / "action-fiche.pdf").pages
    assert 6 <= len(pages) <= 14
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert " ".join(stored.fact_text("budget-total").split()) in text
    model = openpyxl.load_workbook(files[0] / "budget.xlsx", data_only=True)
    office = openpyxl.load_workbook(computed / "budget.xlsx", data_only=True)
    for sheet in model:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)):
                    again = office[sheet.title][cell.coordinate].value
                    assert again == pytest.approx(cell.value), (sheet.title, cell.coordinate)
