"""The budget as a workbook that recomputes: the rules of the model, written as formulas."""

from __future__ import annotations

from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cohesion.office.sheets import INPUT_FILL, Book, add_published, caption, heads, put, widths
from cohesion.programme import budget
from cohesion.programme.design import Design
from cohesion.programme.experts import expert_frame, load_experts
from cohesion.programme.timetable import write_quarter

FIRST = 4  # first row of data on every sheet


def write(design: Design, target: Path) -> Path:
    """Write the workbook: envelope, expert days, lines, summaries, checks."""
    book = Book("Budget")
    _envelope(book, design)
    lines = _lines(book, design)
    _experts(book)
    for title, kind in (("By component", "component"), ("By instrument", "instrument")):
        _summary(book, design, title, kind, lines)
    _years(book, design, lines)
    add_published(book, "Methods", "tab-budget-methods")
    _reasons(book, design)
    return book.save(target)


def _envelope(book: Book, design: Design) -> None:
    """Write the parameters; changing a yellow cell recomputes the workbook."""
    envelope, sheet = design.budget.envelope, book.sheet("Envelope", landscape=False)
    caption(sheet, "Planning envelope (euros): change a yellow cell and the workbook follows")
    heads(sheet, 3, ["Parameter", "Value", "Remark"])
    rows = [
        ("EU contribution", envelope.eu_contribution, envelope.status),
        ("Mexican contribution", envelope.partner_contribution, envelope.status),
        ("Total", None, "sum of both"),
        ("Contingencies, per cent of the EU contribution", envelope.contingency_share, ""),
        ("Rounding of weighted lines", envelope.rounding, "the heaviest line takes the rest"),
        ("Control: lines less envelope", None, "must be 0"),
    ]
    for number, (name, value, remark) in enumerate(rows, start=FIRST):
        put(sheet, number, 1, name)
        put(sheet, number, 2, value)
        put(sheet, number, 3, remark)
    for cell in ("B4", "B5", "B7", "B8"):
        sheet[cell].fill = INPUT_FILL
    book.formula(sheet, "B6", "=B4+B5", envelope.total)
    last = FIRST + len(design.budget.lines) - 1
    book.formula(sheet, "B9", f"=SUM(Lines!I{FIRST}:I{last})-B6", 0)
    widths(sheet, 3)


def _experts(book: Book) -> None:
    """Write expert days × rate, one row per profile, result and year."""
    days = expert_frame(load_experts())
    sheet = book.sheet("Expert days", landscape=False)
    caption(sheet, "Technical assistance: working days and cost (euros)")
    heads(sheet, 3, ["Profile", "Title", "Result", "Year", "Days", "Rate", "Cost"])
    for number, row in enumerate(days.itertuples(), start=FIRST):
        values = (row.expert, row.title, row.result, row.year, row.days, row.rate)
        for column, value in enumerate(values, start=1):
            put(sheet, number, column, int(value) if column > 3 else value)
        book.formula(sheet, f"G{number}", f"=E{number}*F{number}", row.cost)
    widths(sheet, 3)


def _lines(book: Book, design: Design) -> Worksheet:
    """Write every line with its rule as a formula, and its years."""
    plan, frame = design.budget, design.budget_lines
    sheet = book.sheet("Lines", large=True)
    caption(sheet, "Budget lines (euros): amounts follow from envelope, days and weights")
    years = sorted(frame["year"].unique())
    names = ["No.", "Component", "Activity", "Funder", "Instrument", "Line", "Basis", "Weight"]
    heads(sheet, 3, [*names, "Total", *map(str, years)])
    totals = budget.line_totals(plan, design.costed)
    wide = frame.pivot_table(
        index="line", columns="year", values="amount", aggfunc="sum", fill_value=0
    )
    last = FIRST + len(plan.lines) - 1
    rows = {line.id: number for number, line in enumerate(plan.lines, start=FIRST)}
    days_last = FIRST + len(expert_frame(load_experts())) - 1
    for line in plan.lines:
        number = rows[line.id]
        values = (
            line.id,
            line.component,
            line.activity or "",
            line.funder,
            line.instrument,
            line.title,
            line.source or line.basis,
            line.weight,
        )
        for column, value in enumerate(values, start=1):
            put(sheet, number, column, value)
        rule = _rule(design, line, rows, last, days_last)
        if rule:
            book.formula(sheet, f"I{number}", rule, totals[line.id])
        else:
            put(sheet, number, 9, totals[line.id])
        _line_years(book, design, sheet, line, number, years, wide.loc[line.id])
    total = last + 1
    put(sheet, total, 1, "Total", bold=True)
    for column in range(9, 10 + len(years)):
        letter = get_column_letter(column)
        value = frame["amount"].sum() if column == 9 else wide[years[column - 10]].sum()
        book.formula(sheet, f"{letter}{total}", f"=SUM({letter}{FIRST}:{letter}{last})", value)
    widths(sheet, 3)
    return sheet


def _rule(design: Design, line, rows: dict[str, int], last: int, days_last: int) -> str:
    """Return the formula of a line's total; '' for an amount fixed elsewhere."""
    if line.source == "contingencies":
        return "=ROUND(Envelope!B4*Envelope!B7/100,0)"
    if line.source == "experts":
        ranges = f"'Expert days'!C{FIRST}:C{days_last}", f"'Expert days'!G{FIRST}:G{days_last}"
        return f'=SUMIF({ranges[0]},"{line.result}",{ranges[1]})'
    if line.basis != "weight":
        return ""
    is_eu = line.funder == budget.EU
    pool = [item for item in design.budget.lines if (item.funder == budget.EU) == is_eu]
    weighted = [item for item in pool if item.basis == "weight"]
    fixed = [f"I{rows[item.id]}" for item in pool if item.basis != "weight"]
    pot = ("Envelope!B4" if is_eu else "Envelope!B5") + "".join(f"-{cell}" for cell in fixed)
    heaviest = max(weighted, key=lambda item: item.weight)
    if line.id == heaviest.id:
        others = "".join(f"-I{rows[item.id]}" for item in weighted if item.id != line.id)
        return f"={pot}{others}"
    weights = f'SUMIF(D{FIRST}:D{last},"{budget.EU}",H{FIRST}:H{last})'
    if not is_eu:
        weights = f'SUMIF(D{FIRST}:D{last},"<>{budget.EU}",H{FIRST}:H{last})'
    row = rows[line.id]
    return f"=ROUND(({pot})*H{row}/{weights}/Envelope!B8,0)*Envelope!B8"


def _line_years(
    book: Book, design: Design, sheet: Worksheet, line, number: int, years: list[int], amounts
) -> None:
    """Write a line's years: shares of quarters, the last year takes the rest.

    Expert lines hold the values of the model, because each programme year is spread by itself.
    """
    if line.source == "experts":
        for column, year in enumerate(years, start=10):
            put(sheet, number, column, int(amounts[year]))
        return
    quarters = [
        quarter // 4
        for name in line.tasks
        for quarter in range(design.timetable.get(name).start, design.timetable.get(name).end + 1)
    ]
    used = sorted(set(quarters))
    columns = {year: get_column_letter(10 + years.index(year)) for year in years}
    for year in years:
        cell = f"{columns[year]}{number}"
        if year not in used:
            put(sheet, number, 10 + years.index(year), 0)
        elif year == used[-1]:
            others = "".join(f"-{columns[other]}{number}" for other in used[:-1])
            book.formula(sheet, cell, f"=I{number}{others}", int(amounts[year]))
        else:
            share = f"{quarters.count(year)}/{len(quarters)}"
            book.formula(sheet, cell, f"=ROUND(I{number}*{share},0)", int(amounts[year]))


def _summary(book: Book, design: Design, title: str, kind: str, lines: Worksheet) -> None:
    """Write a table by component or instrument and funder, summed from the lines."""
    frame, plan, sheet = design.budget_lines, design.budget, book.sheet(title, landscape=False)
    column = {"component": "B", "instrument": "E"}[kind]
    caption(sheet, f"Budget {title.lower()} and funder (euros)")
    heads(sheet, 3, [kind.capitalize(), *(item.title for item in plan.funders), "Total"])
    last = FIRST + len(plan.lines) - 1
    items = getattr(plan, kind + "s")
    end = FIRST + len(items)
    sums = frame.groupby([kind, "funder"])["amount"].sum()
    for number, item in enumerate(items, start=FIRST):
        put(sheet, number, 1, item.title)
        for position, funder in enumerate(plan.funders, start=2):
            letter = get_column_letter(position)
            text = (
                f"=SUMIFS(Lines!$I${FIRST}:$I${last},Lines!${column}${FIRST}:${column}${last},"
                f'"{item.id}",Lines!$D${FIRST}:$D${last},"{funder.id}")'
            )
            amount = int(sums.get((item.id, funder.id), 0))
            book.formula(sheet, f"{letter}{number}", text, amount)
        total = int(frame.loc[frame[kind] == item.id, "amount"].sum())
        book.formula(sheet, f"E{number}", f"=SUM(B{number}:D{number})", total)
    put(sheet, end, 1, "Total", bold=True)
    for position, letter in enumerate("BCDE"):
        amount = frame["amount"].sum()
        if position < len(plan.funders):
            amount = frame.loc[frame["funder"] == plan.funders[position].id, "amount"].sum()
        text = f"=SUM({letter}{FIRST}:{letter}{end - 1})"
        book.formula(sheet, f"{letter}{end}", text, int(amount))
    widths(sheet, 3)


def _years(book: Book, design: Design, lines: Worksheet) -> None:
    """Write a table by component and year, summed from the lines."""
    frame, plan, sheet = design.budget_lines, design.budget, book.sheet("By year")
    years = sorted(frame["year"].unique())
    caption(sheet, "Budget by component and calendar year (euros)")
    heads(sheet, 3, ["Component", *map(str, years), "Total"])
    last, end = FIRST + len(plan.lines) - 1, FIRST + len(plan.components)
    sums = frame.groupby(["component", "year"])["amount"].sum()
    total_letter = get_column_letter(2 + len(years))
    for number, item in enumerate(plan.components, start=FIRST):
        put(sheet, number, 1, item.title)
        for position, year in enumerate(years):
            source = get_column_letter(10 + position)
            text = (
                f"=SUMIFS(Lines!${source}${FIRST}:${source}${last},"
                f'Lines!$B${FIRST}:$B${last},"{item.id}")'
            )
            cell = f"{get_column_letter(2 + position)}{number}"
            book.formula(sheet, cell, text, int(sums.get((item.id, year), 0)))
        cell, before = f"{total_letter}{number}", get_column_letter(1 + len(years))
        amount = int(frame.loc[frame["component"] == item.id, "amount"].sum())
        book.formula(sheet, cell, f"=SUM(B{number}:{before}{number})", amount)
    put(sheet, end, 1, "Total", bold=True)
    for position in range(len(years) + 1):
        letter = get_column_letter(2 + position)
        amount = frame["amount"].sum()
        if position < len(years):
            amount = frame.loc[frame["year"] == years[position], "amount"].sum()
        text = f"=SUM({letter}{FIRST}:{letter}{end - 1})"
        book.formula(sheet, f"{letter}{end}", text, int(amount))
    widths(sheet, 3)


def _reasons(book: Book, design: Design) -> None:
    """Write what the envelope rests on and how the years follow."""
    sheet = book.sheet("Notes", landscape=False)
    caption(sheet, "What the figures rest on")
    start = write_quarter(design.timetable.get(design.timetable.assistance_start_task).start)
    notes = [
        design.budget.envelope.reasoning,
        "Fixed and costed lines come first, then contingencies; what remains is shared by weight.",
        "Years follow the quarters of the timetable; the last year of a line takes the rest.",
        f"Expert years start in {start}; their split by calendar year holds values, not formulas.",
        *(
            f"{item.title}: {item.value:,.0f} {item.unit} ({item.published}); {item.status}"
            for item in design.budget.envelope.references
        ),
    ]
    for number, text in enumerate(notes, start=3):
        put(sheet, number, 1, text)
    widths(sheet, 3, most=100)
