"""The timetable as a workbook that moves: one yellow cell shifts what no calendar fixes."""

from __future__ import annotations

from pathlib import Path

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cohesion.office.columns import taken
from cohesion.office.sheets import (
    FONT,
    INPUT_FILL,
    LINE,
    SIZE,
    UNIT,
    Book,
    add_published,
    caption,
    heads,
    put,
)
from cohesion.programme.design import Design
from cohesion.programme.schedule import FIXED, critical_path, schedule
from cohesion.programme.timetable import STREAMS, write_quarter
from cohesion.translation.catalogue import Catalogue, english

BAR = {"T": "00588F", "C": "78ADD2", "P": "7D6200", "M": "222222"}
CRITICAL = "B34700"
FIRST = 6  # first row of tasks
SHIFT = "$C$3"
#: Columns before the quarters: number, activity, task, kind, fixed date, critical, start and end.
LEFT = ("No.", "Activity", "Task", "Kind", "Fixed date", "Critical", "Start", "End", "From", "To")


def write(design: Design, target: Path, words: Catalogue | None = None) -> Path:
    """Write tasks, the chart of quarters, the critical path, milestones, calendar and rules."""
    book = Book("Timetable", words or english())
    _chart(book, design)
    add_published(book, "Tasks", "tab-timetable")
    add_published(book, "Critical path", "tab-timetable-critical")
    add_published(book, "Milestones", "tab-timetable-milestones")
    add_published(book, "Calendar", "tab-timetable-calendar")
    add_published(book, "Rules", "tab-timetable-rules")
    return book.save(target)


def _chart(book: Book, design: Design) -> None:
    """Write the chart: dates follow the shift, bars follow the dates."""
    plan, sheet = design.timetable, book.sheet("Chart", large=True)
    first, last = plan.phases[0].start, plan.phases[-1].end
    caption(sheet, "Timetable by quarter: the bars follow the yellow cell")
    put(sheet, 3, 1, "")
    put(sheet, 3, 2, "Quarters by which the agreement comes later")
    put(sheet, 3, 3, 0)
    sheet.cell(3, 3).fill = INPUT_FILL
    quarters = list(range(first, last + 1))
    heads(sheet, FIRST - 1, [*LEFT, *map(write_quarter, quarters)])
    table, path = schedule(plan), set(critical_path(plan))
    for row, (name, task) in enumerate(table.iterrows(), start=FIRST):
        activity = STREAMS.get(task["activity"], task["activity"])
        fixed = plan.get(name).role in FIXED
        texts = (name, activity, task["title"], task["kind"][0].upper(),
                 "yes" if fixed else "no", "yes" if name in path else "no")  # fmt: skip
        for column, text in enumerate(texts, start=1):
            put(sheet, row, column, text)
        # From and to are counts of quarters: what the bars are drawn by.
        for column, shown, count in ((9, "G", task["start"]), (10, "H", task["end"])):
            letter = get_column_letter(column)
            moved = f'{int(count)}+IF(E{row}="yes",0,{SHIFT})'
            book.formula(sheet, f"{letter}{row}", f"={moved}", int(count))
            sheet[f"{letter}{row}"].number_format = "0"
            text = f'=INT({letter}{row}/4)&"-Q"&(MOD({letter}{row},4)+1)'
            book.formula(sheet, f"{shown}{row}", text, write_quarter(int(count)))
        for position, quarter in enumerate(quarters):
            cell = f"{get_column_letter(len(LEFT) + 1 + position)}{row}"
            text = f'=IF(AND({quarter}>=$I{row},{quarter}<=$J{row}),$D{row},"")'
            inside = task["start"] <= quarter <= task["end"]
            book.formula(sheet, cell, text, texts[3] if inside else "")
            # A letter as well as a colour, for print in grey and for readers of the cells.
            sheet[cell].font = Font(name=FONT, color="FFFFFF", size=8)
            sheet[cell].alignment = Alignment(horizontal="center", vertical="top")
    _colours(sheet, len(table), len(quarters), book.words)
    end = FIRST + len(table) + 1
    notes = (
        "T task, C continuous work, P procurement, M milestone; orange: critical path.",
        "Fixed: votes of budgets and changes of government stay where the calendar puts them. "
        "After a shift the rules of the calendar have to be checked again (sheet Rules).",
    )
    for offset, text in enumerate(notes):
        put(sheet, end + offset, 1, text)
        sheet.cell(end + offset, 1).alignment = Alignment(wrap_text=False, horizontal="left")
    _shape(sheet, len(quarters), end)


def _colours(sheet: Worksheet, tasks: int, quarters: int, words: Catalogue) -> None:
    """Colour a cell by its letter, orange where the task is critical."""
    left = get_column_letter(len(LEFT) + 1)
    right = get_column_letter(len(LEFT) + quarters)
    area = f"{left}{FIRST}:{right}{FIRST + tasks - 1}"
    fill = PatternFill("solid", start_color=CRITICAL, end_color=CRITICAL)
    rule = f'AND({left}{FIRST}<>"",{left}{FIRST}<>"M",$F{FIRST}="{words.cell("yes")}")'
    sheet.conditional_formatting.add(area, FormulaRule(formula=[rule], fill=fill, stopIfTrue=True))
    for letter, color in BAR.items():
        fill = PatternFill("solid", start_color=color, end_color=color)
        rule = f'{left}{FIRST}="{letter}"'
        sheet.conditional_formatting.add(area, FormulaRule(formula=[rule], fill=fill))


def _shape(sheet: Worksheet, quarters: int, end: int) -> None:
    """Set widths, the height that upright dates need, and what is printed."""
    shares = {"A": 7, "B": 40, "C": 86, "D": 6, "E": 7, "F": 9, "G": 10, "H": 10}
    for letter, width in shares.items():
        sheet.column_dimensions[letter].width = width
    for letter in ("I", "J"):
        sheet.column_dimensions[letter].hidden = True
    for position in range(quarters):
        cell = sheet.cell(FIRST - 1, len(LEFT) + 1 + position)
        sheet.column_dimensions[cell.column_letter].width = 4.2
        cell.alignment = Alignment(text_rotation=90, horizontal="center", vertical="bottom")
    sheet.row_dimensions[FIRST - 1].height = 52
    for row in range(FIRST, end - 1):
        lines = [taken(str(sheet[f"{x}{row}"].value), SIZE, UNIT * shares[x]) for x in "BC"]
        sheet.row_dimensions[row].height = LINE * max(lines) + 1
    sheet.row_dimensions[3].height = 30
    right = get_column_letter(len(LEFT) + quarters)
    # All tasks on one page: a bar is read against the others.
    sheet.page_setup.fitToHeight = 1
    sheet.print_area = f"A1:{right}{end + 1}"
    sheet.freeze_panes = sheet.cell(FIRST, 4)
