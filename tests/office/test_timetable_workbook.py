"""The timetable workbook: dates that move with the agreement, and those that the calendar fixes."""

from __future__ import annotations

import shutil

import openpyxl
import pytest

from cohesion.office import timetable_workbook
from cohesion.office.timetable_workbook import FIRST, LEFT
from cohesion.programme.design import load_design
from cohesion.programme.schedule import FIXED
from cohesion.programme.timetable import write_quarter


def test_bars_stand_in_the_quarters_of_the_timetable(files):
    design = load_design()
    plan = design.timetable
    sheet = openpyxl.load_workbook(files[0] / "timetable.xlsx", data_only=True)["Chart"]
    heads = [cell.value for cell in sheet[FIRST - 1]]
    assert sheet.row_dimensions[FIRST - 1].height > 40  # dates stand upright and whole
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=FIRST)}
    for task in plan.tasks:
        row = rows[task.id]
        inked = [heads[k] for k in range(len(LEFT), len(heads)) if row[k].value]
        wanted = [write_quarter(quarter) for quarter in range(task.start, task.end + 1)]
        assert inked == wanted, task.id
        assert (row[6].value, row[7].value) == (wanted[0], wanted[-1])


def test_the_critical_path_is_orange_in_both_languages(files, spoken, tmp_path):
    other = timetable_workbook.write(load_design(), tmp_path / "cronograma.xlsx", spoken())
    for path, yes in ((files[0] / "timetable.xlsx", "yes"), (other, "sí")):
        sheet = openpyxl.load_workbook(path).worksheets[0]
        rules = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules]
        assert any(f'$F{FIRST}="{yes}"' in rule for rule in rules)
        assert yes in {row[5].value for row in sheet.iter_rows(min_row=FIRST)}
        assert sheet.page_setup.fitToHeight == 1


@pytest.mark.dear
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_bars_follow_the_agreement_and_votes_stay(files, computed):
    sheet = openpyxl.load_workbook(computed / "later.xlsx", data_only=True)["Chart"]
    shown = {row[0].value: row[6].value for row in sheet.iter_rows(min_row=FIRST)}
    for task in load_design().timetable.tasks:
        moved = task.start + (0 if task.role in FIXED else 2)
        assert shown[task.id] == write_quarter(moved), task.id
