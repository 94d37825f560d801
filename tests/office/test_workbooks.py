"""The workbooks of the logical framework, the indicators and the risks."""

from __future__ import annotations

import openpyxl
import pytest

from cohesion.office import workbooks
from cohesion.programme.design import load_design
from cohesion.programme.indicators import RACER


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_every_indicator_has_a_full_sheet(design, targets):
    sheets = workbooks.indicator_sheets(design, targets)
    ids = [item.id for item in design.indicators.indicators]
    assert list(dict.fromkeys(sheets.index)) == ids
    assert (sheets["Content"].astype(str) != "").all()
    by_field = sheets.groupby("Field").size()
    for field in ("Name", "Objective", "Definition", "Baseline", "Target", "Holder", "Assumption"):
        assert by_field[field] == len(ids), field


def test_the_quality_test_names_what_is_met_in_part(design, targets):
    sheets = workbooks.indicator_sheets(design, targets)
    told = sheets[sheets["Field"] == "Quality test"]["Content"]
    for item in design.indicators.indicators:
        partly = [name for name in RACER if getattr(item.racer, name) == "partly"]
        expected = f"partly: {', '.join(partly)}" if partly else "all five met"
        assert told[item.id] == expected


def test_the_score_of_a_risk_is_a_formula_with_the_value_of_the_model(design, tmp_path):
    file = workbooks.risk_register(design, tmp_path / "risks.xlsx")
    formulas = openpyxl.load_workbook(file)["Risks"]
    values = openpyxl.load_workbook(file, data_only=True)["Risks"]
    heads = {cell.value: cell.column for cell in formulas[3]}
    assert list(heads)[-1] == "Score"
    likelihood, impact = (formulas.cell(3, heads[name]).column_letter for name in
                          ("Likelihood (1–3)", "Impact (1–3)"))  # fmt: skip
    for row, risk in enumerate(design.risks, start=4):
        assert values.cell(row, 1).value == risk.id
        assert formulas.cell(row, heads["Score"]).value == f"={likelihood}{row}*{impact}{row}"
        assert values.cell(row, heads["Score"]).value == risk.likelihood * risk.impact
        assert values.cell(row, heads["Status"]).value in (None, "")


def test_every_assumption_is_listed_with_its_level(design, tmp_path):
    file = workbooks.risk_register(design, tmp_path / "risks.xlsx")
    sheet = openpyxl.load_workbook(file)["Assumptions"]
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=4)}
    for item in design.assumptions:
        level = {"P": "purpose", "R": "results", "A": "activities"}[item.level]
        assert rows[item.id][1:4] == [level, None if level == "purpose" else item.result,
                                      item.statement]  # fmt: skip
        assert rows[item.id][4] == ("yes" if item.precondition else "no")


def test_workbooks_of_the_published_tables_have_a_sheet_for_each(files):
    logframe = openpyxl.load_workbook(files[0] / "logical-framework.xlsx")
    assert {"Form of 2004", "Today's form", "Activities"} <= set(logframe.sheetnames)
    indicators = openpyxl.load_workbook(files[0] / "indicators.xlsx")
    assert {"Specifications", "Baselines and targets", "Sheets", "Encoding"} <= set(
        indicators.sheetnames
    )
