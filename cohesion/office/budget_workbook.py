"""The budget as a workbook that recomputes whole: the rules of the model, written as formulas.

Yellow cells are inputs: contributions, number of states, limits, tax, exchange rate, rates, days,
quantities, costs of actions. Everything else follows by formula - lines, years, summaries, methods,
activities, variants - and the sheet of controls says whether it hangs together.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cohesion.office.sheets import INPUT_FILL, Book, caption, heads, put, widths
from cohesion.programme import budget, tables
from cohesion.programme.amounts import spread
from cohesion.programme.budget import EU, PARTNER, Line, line_years, quarters, taxed_base
from cohesion.programme.design import Design, variants
from cohesion.programme.experts import ExpertsFile, expert_frame, load_experts
from cohesion.programme.visibility import load_visibility
from cohesion.translation.catalogue import Catalogue, english

FIRST = 4  # first row of data on every sheet
PERCENT = "0.0"
#: What a line follows from, where its name in the design is short for it.
_COSTED_BY = {"vat": "value-added tax"}
RATE = "0.0000"

#: Cells of the sheet of inputs.
CELLS = {
    "eu": "Inputs!$B$4",
    "partner": "Inputs!$B$5",
    "total": "Inputs!$B$6",
    "states": "Inputs!$B$7",
    "reserve_limit": "Inputs!$B$8",
    "reserve_aim": "Inputs!$B$9",
    "assistance_limit": "Inputs!$B$10",
    "vat": "Inputs!$B$11",
    "exchange": "Inputs!$B$12",
    "leader": "Inputs!$B$14",
    "leader_days": "Inputs!$B$15",
}
_RATES_FIRST = 19


@dataclass(frozen=True)
class Model:
    """What the sheets show, computed once.

    Attributes
    ----------
    rows : dict
        Line → row of the sheet of lines.
    totals : dict
        Line → euros.
    years : list of int
        Calendar years with money.
    costs : tuple
        First and last row of the sheet of costs.
    days : tuple
        First and last row of the sheet of expert days.
    """

    design: Design
    experts: ExpertsFile
    rows: dict[str, int]
    totals: dict[str, int]
    years: list[int]
    costs: tuple[int, int]
    days: tuple[int, int]

    @property
    def lines(self) -> list[Line]:
        """The lines in the order of the sheet."""
        return self.design.budget.lines

    @property
    def span(self) -> tuple[int, int]:
        """First and last row of the sheet of lines."""
        return FIRST, FIRST + len(self.lines) - 1

    def column(self, letter: str) -> str:
        """Return a column of the sheet of lines as a range."""
        return f"Lines!${letter}${self.span[0]}:${letter}${self.span[1]}"

    def cost_column(self, letter: str) -> str:
        """Return a column of the sheet of costs as a range."""
        return f"Costs!${letter}${self.costs[0]}:${letter}${self.costs[1]}"

    def day_column(self, letter: str) -> str:
        """Return a column of the sheet of expert days as a range."""
        return f"'Expert days'!${letter}${self.days[0]}:${letter}${self.days[1]}"

    def year_letter(self, position: int) -> str:
        """Return the column of a year on the sheet of lines."""
        return get_column_letter(10 + position)


def write(design: Design, target: Path, words: Catalogue | None = None) -> Path:
    """Write the workbook: inputs, costs, lines, summaries, variants, controls."""
    book = Book("Budget", words or english())
    experts = load_experts(design.folder)
    items = sum(len(line.items) for line in design.budget.lines)
    model = Model(
        design=design,
        experts=experts,
        rows={line.id: FIRST + n for n, line in enumerate(design.budget.lines)},
        totals=budget.line_totals(design.budget, design.costed),
        years=[int(year) for year in sorted(design.budget_lines["year"].unique())],
        costs=(FIRST, FIRST + items - 1),
        days=(FIRST, FIRST + len(expert_frame(experts)) - 1),
    )
    _inputs(book, model)
    _lines(book, model)
    _costs(book, model)
    _expert_days(book, model)
    _fees_by_year(book, model)
    _other_costs(book, model)
    for title, kind in (("By component", "component"), ("By instrument", "instrument")):
        _summary(book, model, title, kind)
    _by_year(book, model)
    _cash_and_kind(book, model)
    _methods(book, model)
    _activities(book, model)
    _variants(book, model)
    _controls(book, model)
    _notes(book, model)
    return book.save(target)


def _shown(name: str) -> str:
    """Return an id of the design as a cell shows it; formulas compare without regard to case."""
    return "EU" if name == EU else name.replace("_", " ")


def _total_label(sheet: Worksheet, row: int, text: str) -> None:
    """Write what stands before a total: it runs over the empty cells beside it."""
    put(sheet, row, 1, text, bold=True)
    sheet.cell(row, 1).alignment = Alignment(vertical="top", horizontal="left", indent=1)


def _input(sheet: Worksheet, row: int, column: int, value: object) -> None:
    put(sheet, row, column, value)
    sheet.cell(row, column).fill = INPUT_FILL


def _inputs(book: Book, model: Model) -> None:
    """Write the parameters; changing a yellow cell recomputes the workbook."""
    plan, sheet = model.design.budget, book.sheet("Inputs", landscape=False)
    envelope, parameters = plan.envelope, model.experts.parameters
    caption(sheet, "Inputs: change a yellow cell, of any sheet, and the workbook follows")
    heads(sheet, 3, ["Input", "Value", "Remark"])
    rows: list[tuple[str, object, str]] = [
        ("EU contribution (EUR)", envelope.eu_contribution, envelope.status),
        ("Mexican contribution (EUR)", envelope.partner_contribution, envelope.status),
        ("Total (EUR)", None, "sum of both"),
        ("Participating states", model.design.n_states, "two, three or four"),
        ("Limit of each reserve (%)", envelope.reserve_limit, "of the contribution of its side"),
        ("Reserve aimed at in the variants (%)", envelope.reserve_aim, "of the contribution"),
        ("Limit of the assistance (%)", envelope.assistance_limit, "of the EU contribution"),
        ("Value-added tax (%)", plan.vat.rate, plan.vat.status),
        ("Mexican pesos for one euro", plan.exchange.rate, plan.exchange.status),
        ("Day of the exchange rate", str(plan.exchange.day), ""),
        ("Leader of the team", parameters.leader, "profile on the sheet of expert days"),
        ("Days of the leader in every year, at least", parameters.leader_days, ""),
        ("Controls", None, "see the sheet Controls"),
    ]
    for number, (name, value, remark) in enumerate(rows, start=FIRST):
        put(sheet, number, 1, name)
        put(sheet, number, 2, value)
        put(sheet, number, 3, remark)
        if value is not None:
            sheet.cell(number, 2).fill = INPUT_FILL
    sheet["B12"].number_format = RATE
    book.formula(sheet, "B6", "=B4+B5", envelope.total)
    book.formula(sheet, "B16", "=Controls!C4", 0)
    heads_row = _RATES_FIRST - 1
    put(sheet, heads_row, 1, "Rates of experts (EUR per working day)", bold=True)
    for number, (name, rate) in enumerate(parameters.rates.items(), start=_RATES_FIRST):
        put(sheet, number, 1, name.replace("_", " "))
        _input(sheet, number, 2, rate)
    widths(sheet, 3, most=52)


def _costs(book: Book, model: Model) -> None:
    """Write every item: units × rate, its years by the quarters of its bars."""
    plan, sheet = model.design.budget, book.sheet("Costs", large=True)
    caption(sheet, "Unit costs (euros): units × rate; years follow the quarters of the timetable")
    names = ["No.", "Funder", "What", "Unit", "Fixed units", "Units per state", "Units"]
    names += ["Rate", "Amount", "Form", "Taxed"]
    count = len(model.years)
    heads(
        sheet,
        3,
        [*names, *map(str, model.years), *(f"Q {year}" for year in model.years)],
    )
    row = FIRST
    for line in plan.lines:
        for item in line.items:
            values = (line.id, _shown(line.funder), item.what, item.unit)
            for column, value in enumerate(values, start=1):
                put(sheet, row, column, value)
            _input(sheet, row, 5, item.fixed_units)
            _input(sheet, row, 6, item.state_units)
            units, amount = item.units(model.design.n_states), item.amount(model.design.n_states)
            book.formula(sheet, f"G{row}", f"=E{row}+F{row}*{CELLS['states']}", units)
            _input(sheet, row, 8, item.rate)
            book.formula(sheet, f"I{row}", f"=G{row}*H{row}", amount)
            put(sheet, row, 10, "in kind" if item.form == "kind" else "cash")
            put(sheet, row, 11, "yes" if item.taxed and line.side == EU else "no")
            bars = quarters(model.design.timetable, item.tasks or line.tasks)
            _spread_row(book, sheet, row, "I", amount, bars, model.years, 12, 12 + count)
            row += 1
    widths(sheet, 3, most=40, printed=11 + count)
    _print_until(sheet, 11 + count)


def _print_until(sheet: Worksheet, column: int) -> None:
    """Leave the counts of quarters, which serve the formulas, out of print."""
    sheet.print_area = f"A1:{get_column_letter(column)}{sheet.max_row}"


def _spread_row(
    book: Book,
    sheet: Worksheet,
    row: int,
    amount_letter: str,
    amount: int,
    bars: list[int],
    years: list[int],
    first: int,
    counts: int,
) -> None:
    """Write the years of an amount: shares of quarters, the last year takes the rest."""
    by_year = spread(amount, bars)
    used = sorted(by_year)
    ends = get_column_letter(counts), get_column_letter(counts + len(years) - 1)
    for position, year in enumerate(years):
        number = sum(quarter // 4 == year for quarter in bars)
        put(sheet, row, counts + position, number)
        cell = f"{get_column_letter(first + position)}{row}"
        share = f"{get_column_letter(counts + position)}{row}/SUM({ends[0]}{row}:{ends[1]}{row})"
        if year not in used:
            text = f"=ROUND({amount_letter}{row}*{share},0)"
        elif year == used[-1]:
            others = "".join(
                f"-{get_column_letter(first + years.index(other))}{row}" for other in used[:-1]
            )
            text = f"={amount_letter}{row}{others}"
        else:
            text = f"=ROUND({amount_letter}{row}*{share},0)"
        book.formula(sheet, cell, text, by_year.get(year, 0))


def _expert_days(book: Book, model: Model) -> None:
    """Write days × rate of every profile, result and year."""
    frame, sheet = expert_frame(model.experts), book.sheet("Expert days")
    profiles = {profile.id: profile for profile in model.experts.profiles}
    caption(
        sheet,
        "Technical assistance: working days and fees (euros); P is work for the whole programme",
    )
    names = ["Profile", "Title", "Category", "Result", "Year", "Days planned", "Per state"]
    heads(sheet, 3, [*names, "Days", "Rate", "Fees"])
    rates = list(model.experts.parameters.rates)
    last = _RATES_FIRST + len(rates) - 1
    for row, item in enumerate(frame.itertuples(), start=FIRST):
        profile = profiles[item.expert]
        planned = profile.days[item.result][item.year]
        values = (item.expert, item.title, item.category.replace("_", " "), item.result, item.year)
        for column, value in enumerate(values, start=1):
            put(sheet, row, column, value)
        _input(sheet, row, 6, planned)
        put(sheet, row, 7, "yes" if profile.per_state else "no")
        text = f'=F{row}*IF(G{row}="yes",{CELLS["states"]},1)'
        book.formula(sheet, f"H{row}", text, int(item.days))
        named, rated = (f"Inputs!${x}${_RATES_FIRST}:${x}${last}" for x in "AB")
        text = f"=INDEX({rated},MATCH(C{row},{named},0))"
        book.formula(sheet, f"I{row}", text, float(item.rate))
        book.formula(sheet, f"J{row}", f"=H{row}*I{row}", float(item.cost))
    widths(sheet, 3, most=40)


def _fees_by_year(book: Book, model: Model) -> None:
    """Write the fees of each result and programme year, spread over calendar years."""
    sheet = book.sheet("Fees by year")
    caption(
        sheet,
        "Fees by result, programme year and calendar year (euros); P is work for the whole "
        "programme",
    )
    heads(sheet, 3, ["Result", "Programme year", "Fees", *map(str, model.years),
                     *(f"Q {year}" for year in model.years)])  # fmt: skip
    timetable = model.design.timetable
    start = timetable.get(timetable.assistance_start_task).start
    for row, ((result, year), cost) in enumerate(_fees(model), start=FIRST):
        put(sheet, row, 1, result)
        put(sheet, row, 2, year)
        text = (
            f"=SUMIFS({model.day_column('J')},{model.day_column('D')},A{row},"
            f"{model.day_column('E')},B{row})"
        )
        book.formula(sheet, f"C{row}", text, cost)
        first = start + 4 * (year - 1)
        bars = list(range(first, first + 4))
        _spread_row(book, sheet, row, "C", cost, bars, model.years, 4, 4 + len(model.years))
    widths(sheet, 3)
    _print_until(sheet, 3 + len(model.years))


def _fees(model: Model) -> list[tuple[tuple[str, int], int]]:
    return sorted(model.design.costed.experts.items())


def _other_costs(book: Book, model: Model) -> None:
    """Write what the visibility plan and the means of verification cost, action by action."""
    sheet = book.sheet("Other costs", landscape=False)
    caption(sheet, "Visibility and verification, action by action (euros)")
    heads(sheet, 3, ["Line", "No.", "What", "Cost"])
    for row, (line, name, what, cost) in enumerate(_others(model), start=FIRST):
        for column, value in enumerate((line, name, what), start=1):
            put(sheet, row, column, value)
        _input(sheet, row, 4, cost)
    widths(sheet, 3, most=70)


def _others(model: Model) -> list[tuple[str, str, str, int]]:
    by_source = {line.source: line.id for line in model.lines if line.source}
    found = [
        (by_source["visibility"], action.id, action.title, action.cost)
        for action in load_visibility(model.design.folder).actions
    ]
    found += [
        (by_source["verification"], item.id, item.verification.document, item.verification.cost)
        for item in model.design.indicators.indicators
        if item.verification.paid_by == "programme" and item.verification.cost
    ]
    return found


def _lines(book: Book, model: Model) -> None:
    """Write every line with its total, its years and what they differ by."""
    plan, sheet = model.design.budget, book.sheet("Lines", large=True)
    caption(sheet, "Budget lines (euros): every amount follows from the sheets of costs and days")
    names = ["No.", "Component", "Activity", "Funder", "Side", "Instrument", "Line", "Costed by"]
    count = len(model.years)
    heads(
        sheet,
        3,
        [*names, "Total", *map(str, model.years), "Total less years",
         *(f"Q {year}" for year in model.years)],
    )  # fmt: skip
    difference = get_column_letter(10 + count)
    for line in plan.lines:
        row, amount = model.rows[line.id], model.totals[line.id]
        costed_by = "items" if line.items else _COSTED_BY.get(line.source, line.source)
        names = (
            line.id,
            line.component,
            line.activity or "",
            _shown(line.funder),
            _shown(line.side),
            _shown(line.instrument),
            line.title,
            costed_by,
        )
        for column, value in enumerate(names, start=1):
            put(sheet, row, column, value)
        book.formula(sheet, f"I{row}", _total_formula(model, line), amount)
        by_year = line_years(line, amount, model.design.timetable, model.design.costed)
        for position, year in enumerate(model.years):
            letter = model.year_letter(position)
            if line.items:
                source = model.cost_column(get_column_letter(12 + position))
                text = f"=SUMIF({model.cost_column('A')},A{row},{source})"
            elif line.source == "experts":
                source = get_column_letter(4 + position)
                last = FIRST + len(_fees(model)) - 1
                text = (
                    f"=SUMIF('Fees by year'!$A${FIRST}:$A${last},\"{line.result}\","
                    f"'Fees by year'!${source}${FIRST}:${source}${last})"
                )
            else:
                continue
            book.formula(sheet, f"{letter}{row}", text, by_year.get(year, 0))
        if not line.items and line.source != "experts":
            bars = quarters(model.design.timetable, line.tasks)
            _spread_row(book, sheet, row, "I", amount, bars, model.years, 10, 11 + count)
        years = f"{model.year_letter(0)}{row}:{model.year_letter(count - 1)}{row}"
        book.formula(sheet, f"{difference}{row}", f"=I{row}-SUM({years})", 0)
    total = model.span[1] + 1
    put(sheet, total, 1, "Total", bold=True)
    frame = model.design.budget_lines
    for position in range(count + 1):
        letter = get_column_letter(9 + position)
        value = frame["amount"].sum()
        if position:
            value = frame.loc[frame["year"] == model.years[position - 1], "amount"].sum()
        text = f"=SUM({letter}{model.span[0]}:{letter}{model.span[1]})"
        book.formula(sheet, f"{letter}{total}", text, int(value))
    widths(sheet, 3, most=44, printed=10 + count)
    _print_until(sheet, 10 + count)


def _total_formula(model: Model, line: Line) -> str:
    """Return the formula of a line's total."""
    row = model.rows[line.id]
    if line.items:
        return f"=SUMIF({model.cost_column('A')},A{row},{model.cost_column('I')})"
    if line.source == "experts":
        return f'=SUMIF({model.day_column("D")},"{line.result}",{model.day_column("J")})'
    if line.source == "vat":
        taxed = f'SUMIFS({model.cost_column("I")},{model.cost_column("K")},"yes")'
        shown = next(model.rows[item.id] for item in model.lines if item.source == "visibility")
        return f"=ROUND(({taxed}+I{shown})*{CELLS['vat']}/100,0)"
    if line.source == "balance":
        rows = sorted(
            model.rows[item.id]
            for item in model.lines
            if item.side == line.side and item.id != line.id
        )
        return f"={CELLS[line.side]}" + "".join(f"-SUM({part})" for part in _ranges(rows, "I"))
    last = FIRST + len(_others(model)) - 1
    return f"=SUMIF('Other costs'!$A${FIRST}:$A${last},A{row},'Other costs'!$D${FIRST}:$D${last})"


def _ranges(rows: list[int], letter: str) -> list[str]:
    """Return rows of a column as ranges without gaps.

    >>> _ranges([4, 5, 6, 9], "I")
    ['I4:I6', 'I9:I9']
    """
    parts: list[list[int]] = []
    for row in rows:
        if parts and row == parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    return [f"{letter}{first}:{letter}{last}" for first, last in parts]


def _summary(book: Book, model: Model, title: str, kind: str) -> None:
    """Write a table by component or instrument and funder, summed from the lines."""
    plan, frame = model.design.budget, model.design.budget_lines
    sheet = book.sheet(title)
    column = {"component": "B", "instrument": "F"}[kind]
    caption(sheet, f"Budget {title.lower()} and funder (euros and pesos)")
    heads(
        sheet,
        3,
        ["Key", kind.capitalize(), *(x.title for x in plan.funders), "Total", "Total (MXN)"],
    )
    items = getattr(plan, kind + "s")
    end = FIRST + len(items)
    sums = frame.groupby([kind, "funder"])["amount"].sum()
    rate = plan.exchange.rate
    for row, item in enumerate(items, start=FIRST):
        put(sheet, row, 1, _shown(item.id))
        put(sheet, row, 2, item.title)
        for position, funder in enumerate(plan.funders, start=3):
            text = (
                f"=SUMIFS({model.column('I')},{model.column(column)},$A{row},"
                f'{model.column("D")},"{_shown(funder.id)}")'
            )
            amount = int(sums.get((item.id, funder.id), 0))
            book.formula(sheet, f"{get_column_letter(position)}{row}", text, amount)
        total = int(frame.loc[frame[kind] == item.id, "amount"].sum())
        book.formula(sheet, f"F{row}", f"=SUM(C{row}:E{row})", total)
        book.formula(sheet, f"G{row}", f"=F{row}*{CELLS['exchange']}", total * rate)
    put(sheet, end, 1, "Total", bold=True)
    for position, letter in enumerate("CDEFG"):
        value: float = frame["amount"].sum()
        if position < len(plan.funders):
            value = frame.loc[frame["funder"] == plan.funders[position].id, "amount"].sum()
        value = float(value) * (rate if letter == "G" else 1)
        book.formula(sheet, f"{letter}{end}", f"=SUM({letter}{FIRST}:{letter}{end - 1})", value)
    widths(sheet, 3)


def _by_year(book: Book, model: Model) -> None:
    """Write a table by component and year, summed from the lines."""
    plan, frame = model.design.budget, model.design.budget_lines
    sheet = book.sheet("By year")
    caption(sheet, "Budget by component and calendar year (euros)")
    heads(sheet, 3, ["Key", "Component", *map(str, model.years), "Total"])
    end, count = FIRST + len(plan.components), len(model.years)
    sums = frame.groupby(["component", "year"])["amount"].sum()
    total_letter = get_column_letter(3 + count)
    for row, item in enumerate(plan.components, start=FIRST):
        put(sheet, row, 1, item.id)
        put(sheet, row, 2, item.title)
        for position, year in enumerate(model.years):
            source = model.column(model.year_letter(position))
            text = f"=SUMIFS({source},{model.column('B')},$A{row})"
            cell = f"{get_column_letter(3 + position)}{row}"
            book.formula(sheet, cell, text, int(sums.get((item.id, year), 0)))
        amount = int(frame.loc[frame["component"] == item.id, "amount"].sum())
        before = get_column_letter(2 + count)
        book.formula(sheet, f"{total_letter}{row}", f"=SUM(C{row}:{before}{row})", amount)
    put(sheet, end, 1, "Total", bold=True)
    for position in range(count + 1):
        letter = get_column_letter(3 + position)
        value = frame["amount"].sum()
        if position < count:
            value = frame.loc[frame["year"] == model.years[position], "amount"].sum()
        text = f"=SUM({letter}{FIRST}:{letter}{end - 1})"
        book.formula(sheet, f"{letter}{end}", text, int(value))
    widths(sheet, 3)


def _cash_and_kind(book: Book, model: Model) -> None:
    """Write what each funder brings in cash and in kind."""
    plan, sheet = model.design.budget, book.sheet("Cash and kind", landscape=False)
    caption(sheet, "Contributions in cash and in kind (euros and pesos)")
    heads(sheet, 3, ["Key", "Funder", "Cash", "In kind", "Total", "Total (MXN)"])
    forms = budget.by_form(plan, model.design.costed)
    end, rate = FIRST + len(plan.funders), plan.exchange.rate
    for row, funder in enumerate(plan.funders, start=FIRST):
        own, total = forms[funder.id], sum(forms[funder.id].values())
        put(sheet, row, 1, _shown(funder.id))
        put(sheet, row, 2, funder.title)
        kind = (
            f"=SUMIFS({model.cost_column('I')},{model.cost_column('B')},A{row},"
            f'{model.cost_column("J")},"in kind")'
        )
        all_lines = f"=SUMIFS({model.column('I')},{model.column('D')},A{row})"
        book.formula(sheet, f"E{row}", all_lines, total)
        book.formula(sheet, f"D{row}", kind, own["kind"])
        book.formula(sheet, f"C{row}", f"=E{row}-D{row}", own["cash"])
        book.formula(sheet, f"F{row}", f"=E{row}*{CELLS['exchange']}", total * rate)
    put(sheet, end, 1, "Total", bold=True)
    sums = [sum(own[form] for own in forms.values()) for form in ("cash", "kind")]
    for letter, value in zip("CDEF", [*sums, sum(sums), sum(sums) * rate], strict=True):
        book.formula(sheet, f"{letter}{end}", f"=SUM({letter}{FIRST}:{letter}{end - 1})", value)
    widths(sheet, 3)


def _methods(book: Book, model: Model) -> None:
    """Write authority, procedure, lead time and amount of every instrument."""
    frame, sheet = tables.methods(model.design).reset_index(), book.sheet("Methods")
    caption(sheet, "Contracting authority, procedure, lead time and amount (euros)")
    heads(sheet, 3, ["Key", *frame.columns])
    instruments = model.design.budget.instruments
    for row, (item, values) in enumerate(
        zip(instruments, frame.itertuples(index=False), strict=True), start=FIRST
    ):
        put(sheet, row, 1, _shown(item.id))
        for column, value in enumerate(values[:-1], start=2):
            shown = int(value) if str(value).isdigit() else value
            put(sheet, row, column, shown)
        cell = f"{get_column_letter(1 + len(values))}{row}"
        text = f"=SUMIFS({model.column('I')},{model.column('F')},$A{row})"
        book.formula(sheet, cell, text, int(values[-1]))
    letter, end = get_column_letter(1 + len(frame.columns)), FIRST + len(instruments)
    put(sheet, end, 1, "Total", bold=True)
    text = f"=SUM({letter}{FIRST}:{letter}{end - 1})"
    book.formula(sheet, f"{letter}{end}", text, model.design.total)
    widths(sheet, 3)


def _activities(book: Book, model: Model) -> None:
    """Write what each activity costs each funder, the fees of its result shared in."""
    plan, sheet = model.design.budget, book.sheet("Activities")
    costs = budget.activity_costs(model.design.budget_lines, plan)
    caption(sheet, "Cost of each activity by funder, fees of the assistance shared in (euros)")
    names = ["No.", "Activity", "Share of fees (%)", "Fees", "EU lines"]
    heads(sheet, 3, [*names, *(x.title for x in plan.funders[1:]), "Total"])
    row = FIRST
    for result, shares in plan.assistance_shares.items():
        fees = (
            f'SUMIFS({model.column("I")},{model.column("F")},"services",'
            f'{model.column("B")},"{result}")'
        )
        first = row
        heaviest = max(shares, key=lambda name: shares[name])
        names_of = {item.id: item.title for item in model.design.activities.activities}
        order = list(shares)
        for name in order:
            put(sheet, row, 1, name)
            put(sheet, row, 2, names_of[name])
            _input(sheet, row, 3, shares[name])
            if name == heaviest:
                others = "".join(f"-D{first + k}" for k, x in enumerate(order) if x != name)
                text = f"={fees}{others}"
            else:
                text = f"=ROUND({fees}*C{row}/100,0)"
            book.formula(sheet, f"D{row}", text, int(costs.at[name, "assistance"]))
            for position, funder in enumerate(plan.funders, start=5):
                text = (
                    f"=SUMIFS({model.column('I')},{model.column('C')},$A{row},"
                    f'{model.column("D")},"{_shown(funder.id)}")'
                )
                value = int(costs.at[name, funder.id])
                value -= int(costs.at[name, "assistance"]) if funder.id == EU else 0
                book.formula(sheet, f"{get_column_letter(position)}{row}", text, value)
            book.formula(sheet, f"H{row}", f"=SUM(D{row}:G{row})", int(costs.at[name, "total"]))
            row += 1
    put(sheet, row, 1, "Total", bold=True)
    eu_lines = costs[EU] - costs["assistance"]
    sums = [costs["assistance"], eu_lines, *(costs[x.id] for x in plan.funders[1:]), costs["total"]]
    for letter, column in zip("DEFGH", sums, strict=True):
        text = f"=SUM({letter}{FIRST}:{letter}{row - 1})"
        book.formula(sheet, f"{letter}{row}", text, int(column.sum()))
    widths(sheet, 3)


def _variants(book: Book, model: Model) -> None:
    """Write the total of every line for two, three and four states, with contributions to match."""
    sheet, found = book.sheet("Variants"), variants(model.design)
    caption(sheet, "What the programme costs with two, three and four states (euros)")
    heads(sheet, 3, ["No.", "Side", "Line", *(str(number) for number in found)])
    for position, number in enumerate(found):
        _input(sheet, 3, 4 + position, number)
    last = model.span[1]
    for line in model.lines:
        row = model.rows[line.id]
        for column, value in enumerate((line.id, _shown(line.side), line.title), start=1):
            put(sheet, row, column, value)
        for position, totals in enumerate(found.values()):
            letter = get_column_letter(4 + position)
            rule = _variant_formula(model, line, letter)
            text = f"=IF({letter}$3={CELLS['states']},Lines!$I{row},{rule})"
            book.formula(sheet, f"{letter}{row}", text, totals[line.id])
    sides = [(EU, "EU contribution"), (PARTNER, "Mexican contribution")]
    for offset, (side, title) in enumerate(sides, start=1):
        _total_label(sheet, last + offset, title)
        for position, totals in enumerate(found.values()):
            letter = get_column_letter(4 + position)
            text = f'=SUMIFS({letter}{FIRST}:{letter}{last},$B{FIRST}:$B{last},"{_shown(side)}")'
            value = sum(totals[line.id] for line in model.lines if line.side == side)
            book.formula(sheet, f"{letter}{last + offset}", text, value)
    _total_label(sheet, last + 3, "Technical assistance, % of the EU contribution")
    services = [model.rows[x.id] for x in model.lines if x.instrument == "services"]
    for position, totals in enumerate(found.values()):
        letter = get_column_letter(4 + position)
        parts = "+".join(f"SUM({part})" for part in _ranges(services, letter))
        paid = sum(totals[x.id] for x in model.lines if x.instrument == "services")
        eu = sum(totals[x.id] for x in model.lines if x.side == EU)
        cell = f"{letter}{last + 3}"
        book.formula(sheet, cell, f"=100*({parts})/{letter}{last + 1}", 100 * paid / eu)
        sheet[cell].number_format = PERCENT
    widths(sheet, 3)


def _variant_formula(model: Model, line: Line, letter: str) -> str:
    """Return a line's total for the number of states at the head of a column."""
    row = model.rows[line.id]
    number = f"{letter}$3"
    if line.items:
        return (
            f"SUMPRODUCT(({model.cost_column('A')}=$A{row})*"
            f"({model.cost_column('E')}+{model.cost_column('F')}*{number})*{model.cost_column('H')})"
        )
    if line.source == "experts":
        return (
            f'SUMPRODUCT(({model.day_column("D")}="{line.result}")*{model.day_column("F")}*'
            f'(1+({model.day_column("G")}="yes")*({number}-1))*{model.day_column("I")})'
        )
    if line.source == "vat":
        shown = next(model.rows[x.id] for x in model.lines if x.source == "visibility")
        taxed = (
            f'SUMPRODUCT(({model.cost_column("K")}="yes")*'
            f"({model.cost_column('E')}+{model.cost_column('F')}*{number})*{model.cost_column('H')})"
        )
        return f"ROUND(({taxed}+{letter}{shown})*{CELLS['vat']}/100,0)"
    if line.source == "balance":
        rows = sorted(
            model.rows[x.id] for x in model.lines if x.side == line.side and x.id != line.id
        )
        spent = "+".join(f"SUM({part})" for part in _ranges(rows, letter))
        whole = f"ROUNDUP(ROUND(({spent})/(1-{CELLS['reserve_aim']}/100)/1000,9),0)*1000"
        return f"{whole}-({spent})"
    return f"Lines!$I{row}"


def _controls(book: Book, model: Model) -> None:
    """Write what must hold and whether it does; a control sees by another way than the sheet."""
    sheet, count = book.sheet("Controls"), len(model.years)
    caption(sheet, "Controls: each says 'right' or what is wrong")
    heads(sheet, 3, ["No.", "Control", "Value", "Must be", "Says"])
    rows = _control_rows(model, count)
    last = FIRST + len(rows)
    put(sheet, FIRST, 1, "All")
    put(sheet, FIRST, 2, "Controls that are not right")
    put(sheet, FIRST, 4, "0")
    text = f'={len(rows)}-COUNTIF(E{FIRST + 1}:E{last},"right")'
    book.formula(sheet, f"C{FIRST}", text, 0)
    book.formula(sheet, f"E{FIRST}", f'=IF(C{FIRST}=0,"right","WRONG: see below")', "right")
    for row, (title, text, value, must, test) in enumerate(rows, start=FIRST + 1):
        put(sheet, row, 1, row - FIRST)
        put(sheet, row, 2, title)
        book.formula(sheet, f"C{row}", f"={text}", value)
        sheet[f"C{row}"].number_format = "#,##0.##"
        put(sheet, row, 4, must)
        says = f'=IF(ISERROR(C{row}),"WRONG",IF({test.format(f"C{row}")},"right","WRONG"))'
        book.formula(sheet, f"E{row}", says, "right")
    widths(sheet, 3, most=70)


def _control_rows(model: Model, count: int) -> list[tuple[str, str, float, str, str]]:
    """Return title, formula, value, what it must be, and the test of it."""
    plan, design = model.design.budget, model.design
    lines, costs, days = model.column, model.cost_column, model.day_column
    zero, nothing = "0", "ABS({})<0.5"
    ends = {
        "By component": FIRST + len(plan.components),
        "By instrument": FIRST + len(plan.instruments),
        "Methods": FIRST + len(plan.instruments),
        "Activities": FIRST + len(design.activities.ids),
    }
    year_total = f"'By year'!{get_column_letter(3 + count)}{FIRST + len(plan.components)}"
    methods_letter = get_column_letter(1 + len(tables.methods(design).reset_index().columns))
    reserve = {line.side: line.id for line in plan.lines if line.source == "balance"}
    services = sum(model.totals[x.id] for x in plan.lines if x.instrument == "services")
    experts, parameters = model.experts, model.experts.parameters
    leader = next(profile for profile in experts.profiles if profile.id == parameters.leader)
    led = [sum(own.get(year, 0) for own in leader.days.values()) for year in parameters.years]
    by_leader = ",".join(
        f"SUMIFS({days('H')},{days('A')},{CELLS['leader']},{days('E')},{year})"
        for year in parameters.years
    )
    tax = next(line.id for line in plan.lines if line.source == "vat")
    rows: list[tuple[str, str, float, str, str]] = [
        (
            f"Lines of the {name} less the contribution",
            f'SUMIFS({lines("I")},{lines("E")},"{_shown(side)}")-{CELLS[side]}',
            0,
            zero,
            nothing,
        )
        for side, name in ((EU, "European Union"), (PARTNER, "Mexican side"))
    ]
    rows += [
        (
            f"Reserve of the {name}, % of the contribution",
            f"100*Lines!$I${model.rows[reserve[side]]}/{CELLS[side]}",
            100 * model.totals[reserve[side]] / plan.envelope.contribution(side),
            "from 0 to the limit",
            f"AND({{0}}>=0,{{0}}<={CELLS['reserve_limit']})",
        )
        for side, name in ((EU, "European Union"), (PARTNER, "Mexican side"))
    ]
    rows += [
        (
            "Technical assistance, % of the EU contribution",
            f'100*SUMIFS({lines("I")},{lines("F")},"services")/{CELLS["eu"]}',
            100 * services / plan.envelope.eu_contribution,
            "at most the limit",
            f"{{0}}<={CELLS['assistance_limit']}",
        ),
        (
            "Days of the leader in the year with fewest",
            f"MIN({by_leader})",
            min(led),
            "at least the days asked for",
            f"{{0}}>={CELLS['leader_days']}",
        ),
        (
            "Participating states",
            CELLS["states"],
            design.n_states,
            f"{design.results.states.minimum} to {design.results.states.maximum}, whole",
            f"AND({{0}}>={design.results.states.minimum},"
            f"{{0}}<={design.results.states.maximum},{{0}}=INT({{0}}))",
        ),
        (
            "Lines whose years do not add to their total",
            f"SUMPRODUCT(--(ABS({lines(get_column_letter(10 + count))})>0.5))",
            0,
            zero,
            nothing,
        ),
        (
            "Amounts of costs less units × rates, computed anew",
            f"SUM({costs('I')})-SUMPRODUCT(({costs('E')}+{costs('F')}*{CELLS['states']})*{costs('H')})",
            0,
            zero,
            nothing,
        ),
        (
            "Fees less days × rates, computed anew",
            f'SUM({days("J")})-SUMPRODUCT({days("F")}*(1+({days("G")}="yes")*'
            f"({CELLS['states']}-1))*{days('I')})",
            0,
            zero,
            nothing,
        ),
        (
            "Costs less the lines that they make",
            f'SUM({costs("I")})-SUMIFS({lines("I")},{lines("H")},"items")',
            0,
            zero,
            nothing,
        ),
        (
            "Fees less the lines that they make",
            f'SUM({days("J")})-SUMIFS({lines("I")},{lines("H")},"experts")',
            0,
            zero,
            nothing,
        ),
        (
            "Value-added tax less its rate on what is taxed",
            f'Lines!$I${model.rows[tax]}-ROUND({CELLS["vat"]}/100*(SUMPRODUCT(({costs("K")}="yes")*'
            f'{costs("G")}*{costs("H")})+SUMIFS({lines("I")},{lines("H")},"visibility")),0)',
            0,
            zero,
            nothing,
        ),
        (
            "Lines or costs below zero",
            f'COUNTIF({lines("I")},"<0")+COUNTIF({costs("I")},"<0")+COUNTIF({days("J")},"<0")',
            0,
            zero,
            nothing,
        ),
    ]
    for title in ("By component", "By instrument"):
        rows.append((f"{title}, less both contributions",
                     f"'{title}'!F{ends[title]}-{CELLS['total']}", 0, zero, nothing))  # fmt: skip
    rows += [
        ("By year, less both contributions", f"{year_total}-{CELLS['total']}", 0, zero, nothing),
        (
            "Methods, less both contributions",
            f"Methods!{methods_letter}{ends['Methods']}-{CELLS['total']}",
            0,
            zero,
            nothing,
        ),
        (
            "Cash and kind, less both contributions",
            f"'Cash and kind'!E{FIRST + len(plan.funders)}-{CELLS['total']}",
            0,
            zero,
            nothing,
        ),
        (
            "In kind by funder, less all items in kind",
            f"'Cash and kind'!D{FIRST + len(plan.funders)}-"
            f'SUMIFS({costs("I")},{costs("J")},"in kind")',
            0,
            zero,
            nothing,
        ),
        (
            "Activities, less the lines of the results",
            f'Activities!H{ends["Activities"]}-SUMIFS({lines("I")},{lines("B")},"R*")',
            0,
            zero,
            nothing,
        ),
        (
            "Activities whose fees are not their share",
            f"SUMPRODUCT(--(ABS({_activity_column('D', ends)}-{_activity_column('C', ends)}/100*"
            f'SUMIFS({lines("I")},{lines("F")},"services",{lines("B")},'
            f'"R"&MID({_activity_column("A", ends)},2,1)))>3))',
            0,
            zero,
            nothing,
        ),
        (
            "Variant with the number of states of the inputs, less the lines",
            f"IFERROR(INDEX(Variants!$D${model.span[1] + 1}:$F${model.span[1] + 1},"
            f"MATCH({CELLS['states']},Variants!$D$3:$F$3,0)),0)-{CELLS['eu']}",
            0,
            zero,
            nothing,
        ),
    ]
    return rows


def _activity_column(letter: str, ends: dict[str, int]) -> str:
    return f"Activities!${letter}${FIRST}:${letter}${ends['Activities'] - 1}"


def _notes(book: Book, model: Model) -> None:
    """Write what the figures rest on."""
    plan, sheet = model.design.budget, book.sheet("Notes", landscape=False)
    caption(sheet, "What the figures rest on")
    notes = [
        plan.envelope.reasoning,
        plan.rates_status,
        model.experts.parameters.rates_status,
        f"Taxes: {plan.vat.status}",
        f"Exchange rate of {plan.exchange.day}: {plan.exchange.status}",
        "Lines are units × quantity × rate. What they leave of a contribution is the reserve of "
        "its side; the controls say when it leaves its limits.",
        "Years follow the quarters of the timetable; the last year of an item takes the rest.",
    ]
    for number, text in enumerate(notes, start=3):
        put(sheet, number, 1, text)
    widths(sheet, 3, most=76)
    base = taxed_base(plan, model.design.costed)
    put(sheet, 3 + len(notes), 1, f"Taxed purchases with EU money: {base:,} euros.")
