"""The budget (``budget.yml``): every line costed, by funder and year.

Amounts are whole euros: units × quantity × rate (:mod:`cohesion.programme.costing`). What the
costed lines of a side leave of its contribution is its reserve and has to stay within limits.
Rounding is half-up and the last year of an item takes the rest, so that the same rules can stand
as formulas in a workbook and agree with this module to the euro.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, find, load
from cohesion.programme.amounts import apportion, spread
from cohesion.programme.calendar_rules import Spending
from cohesion.programme.costing import Item, needed, resolved, total, value_added_tax
from cohesion.programme.results import Activities, require_known, require_unique
from cohesion.programme.timetable import Timetable

FILE = "budget.yml"
EU = "eu"
#: The Mexican side: the federation and the states together.
PARTNER = "partner"


class Reference(Entry):
    """A published figure that the envelope is compared with."""

    title: str
    value: float = Field(ge=0)
    unit: str
    published: datetime.date
    status: str
    cite: str


class Envelope(Entry):
    """The planning envelope, with its source and status."""

    eu_contribution: int = Field(gt=0)
    partner_contribution: int = Field(gt=0)
    total: int = Field(gt=0)
    status: str
    reasoning: str
    references: list[Reference]
    reserve_aim: float = Field(ge=0, le=10)  # per cent of a contribution
    reserve_limit: float = Field(gt=0, le=10)
    assistance_limit: float = Field(gt=0, le=100)  # per cent of the EU contribution
    assistance_reason: str = Field(min_length=20)

    @model_validator(mode="after")
    def _total_agrees(self) -> Envelope:
        total = self.eu_contribution + self.partner_contribution
        if total != self.total:
            raise ValueError(
                f"the total is {self.total}, but the two contributions add to {total}; "
                "correct 'total' or the contributions"
            )
        return self

    def contribution(self, side: str) -> int:
        """Return the contribution of a side, 'eu' or 'partner'."""
        return self.eu_contribution if side == EU else self.partner_contribution


class Tax(Entry):
    """Value-added tax: its rate and what it rests on."""

    rate: float = Field(ge=0, lt=100)  # per cent
    status: str = Field(min_length=20)
    cite: str


class Exchange(Entry):
    """The exchange rate with its day."""

    rate: float = Field(gt=0)  # pesos per euro
    day: datetime.date
    status: str = Field(min_length=20)
    cite: str


class Named(Entry):
    """An id and its name."""

    id: str
    title: str


class Instrument(Named):
    """A way of spending, with its management mode."""

    management: Literal["centralised", "decentralised", "national rules"]


class Line(Entry):
    """One line of the budget: items, or a source that is costed elsewhere."""

    id: str = Field(pattern=r"^[A-Z]\d\d$")
    component: str
    activity: str | None = None
    funder: str
    instrument: str
    title: str
    items: list[Item] = []
    source: Literal["experts", "visibility", "verification", "vat", "balance"] | None = None
    result: str | None = None
    tasks: list[str] = []
    needed_by: list[str] = []

    @model_validator(mode="after")
    def _is_costed_once(self) -> Line:
        if bool(self.items) == bool(self.source):
            raise ValueError("a line has either 'items' or a 'source'")
        if self.source == "experts" and not self.result:
            raise ValueError("a line costed from the experts needs 'result'")
        if self.source != "experts" and not self.tasks:
            raise ValueError("'tasks' must name the bars over which the money is spent")
        return self

    @property
    def side(self) -> str:
        """'eu' or 'partner'."""
        return EU if self.funder == EU else PARTNER


class BudgetPlan(Entry):
    """``budget.yml``."""

    envelope: Envelope
    rates_status: str = Field(min_length=20)
    vat: Tax
    exchange: Exchange
    components: list[Named]
    funders: list[Named]
    instruments: list[Instrument]
    assistance_shares: dict[str, dict[str, Annotated[float, Field(gt=0, le=100)]]]
    lines: list[Line]

    def title(self, kind: str, name: str) -> str:
        """Return the name of a component, funder or instrument."""
        return next(item.title for item in getattr(self, kind) if item.id == name)

    def get(self, name: str) -> Line:
        """Return one line by id."""
        return find(self.lines, name, paths.PROGRAMME / FILE, "line")


@dataclass(frozen=True)
class Costed:
    """What other files cost, in whole euros, and for how many states.

    Attributes
    ----------
    experts : dict
        ``(result, programme year) → EUR`` of the fees of the technical assistance.
    visibility, verification : int
        Total of the visibility plan; of the means of verification that the programme pays.
    states : int
        Participating states that everything is costed for.
    """

    experts: dict[tuple[str, int], int]
    visibility: int
    verification: int
    states: int


def load_budget(
    activities: Activities, timetable: Timetable, folder: Path = paths.PROGRAMME
) -> BudgetPlan:
    """Return the checked plan: known ids, every activity costed, shares that add to 100.

    Items that pay for an output carry the quantity of ``activities.yml``.
    """
    plan = load(BudgetPlan, FILE, folder)
    require_unique([line.id for line in plan.lines], FILE)
    plan = plan.model_copy(
        update={"lines": [_with_outputs(line, activities) for line in plan.lines]}
    )
    known = {
        "component": {item.id for item in plan.components},
        "funder": {item.id for item in plan.funders},
        "instrument": {item.id for item in plan.instruments},
    }
    tasks = {task.id for task in timetable.tasks}
    for line in plan.lines:
        for column, ids in known.items():
            require_known(getattr(line, column), ids, file=FILE, row=line.id, column=column)
        if line.activity:
            require_known(
                line.activity, set(activities.ids), file=FILE, row=line.id, column="activity"
            )
            result = next(a.result for a in activities.activities if a.id == line.activity)
            if result != line.component:
                raise _wrong(
                    line.id,
                    "component",
                    f"activity {line.activity} belongs to {result}, not to {line.component}.",
                    f"Set component to {result} or name another activity.",
                )
        named = [*line.tasks, *line.needed_by, *(t for item in line.items for t in item.tasks)]
        for name in named:
            require_known(name, tasks, file=FILE, row=line.id, column="tasks")
    for side in (EU, PARTNER):
        if sum(line.source == "balance" for line in plan.lines if line.side == side) != 1:
            raise _wrong(
                "lines",
                "source",
                f"the {side} side needs one line with source 'balance'.",
                "It takes what the costed lines leave.",
            )
    for result, shares in plan.assistance_shares.items():
        expected = {item.id for item in activities.of(result)}
        if set(shares) != expected or not math.isclose(sum(shares.values()), 100):
            raise _wrong(
                f"assistance_shares {result}",
                None,
                f"the shares name {sorted(shares)} and add to {sum(shares.values()):g}.",
                f"Give each of {sorted(expected)} a share; they add to 100.",
            )
    for activity in activities.ids:
        if not any(line.activity == activity and line.funder == EU for line in plan.lines):
            if activity not in plan.assistance_shares.get("R" + activity[1], {}):
                raise _wrong(activity, None, f"activity {activity} has no cost.", "Add a line.")
    return plan


def _with_outputs(line: Line, activities: Activities) -> Line:
    try:
        items = [resolved(item, line.activity, activities) for item in line.items]
    except ValueError as error:
        raise _wrong(
            line.id, "output", f"{error}.", "Write the output as in activities.yml."
        ) from None
    return line.model_copy(update={"items": items})


def costed_totals(plan: BudgetPlan, costed: Costed) -> dict[str, int]:
    """Return what each line costs in whole euros; lines that take the balance are left out.

    Raises
    ------
    DataError
        When no line pays for the expert days of a result.
    """
    covered = {line.result for line in plan.lines if line.source == "experts"}
    for result in {owner for owner, _ in costed.experts} - covered:
        raise _wrong(
            result,
            "lines",
            f"no line pays for the expert days of {result}.",
            "Add a line with source 'experts' and that result.",
        )
    totals: dict[str, int] = {}
    for line in plan.lines:
        if line.items:
            totals[line.id] = total(line.items, costed.states)
        elif line.source == "experts":
            totals[line.id] = sum(
                cost for (result, _), cost in costed.experts.items() if result == line.result
            )
        elif line.source in ("visibility", "verification"):
            totals[line.id] = getattr(costed, line.source)
    tax = value_added_tax(taxed_base(plan, costed), plan.vat.rate)
    return totals | {line.id: tax for line in plan.lines if line.source == "vat"}


def taxed_base(plan: BudgetPlan, costed: Costed) -> int:
    """Return what is bought with EU money and taxed: taxed items and the visibility plan."""
    return sum(
        item.amount(costed.states)
        for line in plan.lines
        if line.side == EU
        for item in line.items
        if item.taxed
    ) + costed.visibility


def line_totals(plan: BudgetPlan, costed: Costed) -> dict[str, int]:
    """Return the amount of each line in whole euros, reserves included.

    Raises
    ------
    DataError
        When costed lines exceed a contribution, or leave more of it than the limit of the reserve.
    """
    totals = costed_totals(plan, costed)
    for line in plan.lines:
        if line.source == "balance":
            pot = plan.envelope.contribution(line.side)
            left = pot - side_total(plan, totals, line.side)
            check_reserve(plan, line.side, left)
            totals[line.id] = left
    return {line.id: totals[line.id] for line in plan.lines}


def side_total(plan: BudgetPlan, totals: dict[str, int], side: str) -> int:
    """Return what the costed lines of a side add to."""
    return sum(
        totals[line.id]
        for line in plan.lines
        if line.side == side and line.source != "balance"
    )


def check_reserve(plan: BudgetPlan, side: str, left: int) -> None:
    """Refuse a reserve below zero or above its limit.

    Raises
    ------
    DataError
    """
    pot = plan.envelope.contribution(side)
    name = "EU contribution" if side == EU else "partner contribution"
    if left < 0:
        raise _wrong(
            "envelope",
            None,
            f"the costed lines exceed the {name} by {-left} euros.",
            "Raise the contribution, or lower quantities or rates.",
        )
    if left > pot * plan.envelope.reserve_limit / 100:
        raise _wrong(
            "envelope",
            "reserve_limit",
            f"{left} euros of the {name} have no line: more than "
            f"{plan.envelope.reserve_limit:g} % of it.",
            "Cost lines for them, or lower the contribution.",
        )


def check_assistance(plan: BudgetPlan, totals: dict[str, int]) -> None:
    """Refuse a technical assistance above the limit that the mission set itself.

    Raises
    ------
    DataError
    """
    paid = sum(totals[line.id] for line in plan.lines if line.instrument == "services")
    limit = plan.envelope.assistance_limit
    if 100 * paid > limit * plan.envelope.eu_contribution:
        raise _wrong(
            "envelope",
            "assistance_limit",
            f"the technical assistance takes {100 * paid / plan.envelope.eu_contribution:.1f} % "
            f"of the EU contribution; the limit is {limit:g} %.",
            "Take days out of experts.yml, or argue another limit.",
        )


def by_form(plan: BudgetPlan, costed: Costed) -> dict[str, dict[str, int]]:
    """Return funder → {'cash', 'kind'} → euros; reserves and taxes count as cash."""
    totals = line_totals(plan, costed)
    found: dict[str, dict[str, int]] = {}
    for line in plan.lines:
        own = found.setdefault(line.funder, {"cash": 0, "kind": 0})
        kind = total(line.items, costed.states, "kind")
        own["kind"] += kind
        own["cash"] += totals[line.id] - kind
    return found


def variant(plan: BudgetPlan, costed: Costed) -> dict[str, int]:
    """Return the total of each line for another number of states, with contributions to match.

    The contribution of each side is what leaves ``reserve_aim`` per cent of it in reserve, rounded
    up to whole thousands.
    """
    totals = costed_totals(plan, costed)
    for line in plan.lines:
        if line.source == "balance":
            spent = side_total(plan, totals, line.side)
            totals[line.id] = needed(spent, plan.envelope.reserve_aim) - spent
    return {line.id: totals[line.id] for line in plan.lines}


def spending(plan: BudgetPlan, timetable: Timetable) -> list[Spending]:
    """Return what the rules of the calendar need to know of each line with bars."""
    found = []
    for line in plan.lines:
        names = {*line.tasks, *(name for item in line.items for name in item.tasks)}
        cash = [
            name
            for item in line.items
            if line.funder == "states" and item.form == "cash"
            for name in (item.tasks or line.tasks)
        ]
        if names:
            found.append(
                Spending(
                    line.id,
                    line.funder,
                    line.instrument,
                    frozenset(quarters(timetable, sorted(names))),
                    tuple(dict.fromkeys(cash)),
                    tuple(line.needed_by),
                )
            )
    return found


def quarters(timetable: Timetable, tasks: Sequence[str]) -> list[int]:
    """Return the quarters of several bars one after the other, repeats kept."""
    return [
        quarter
        for name in tasks
        for quarter in range(timetable.get(name).start, timetable.get(name).end + 1)
    ]


def build(plan: BudgetPlan, timetable: Timetable, costed: Costed) -> pd.DataFrame:
    """Return the budget in long form, one row per line and calendar year.

    Returns
    -------
    DataFrame
        line, title, component, activity ('' for none), funder, instrument, management, year,
        amount (whole euros).
    """
    totals = line_totals(plan, costed)
    check_assistance(plan, totals)
    management = {item.id: item.management for item in plan.instruments}
    rows = []
    for line in plan.lines:
        by_year = line_years(line, totals[line.id], timetable, costed)
        rows += [
            {
                "line": line.id,
                "title": line.title,
                "component": line.component,
                "activity": line.activity or "",
                "funder": line.funder,
                "instrument": line.instrument,
                "management": management[line.instrument],
                "year": year,
                "amount": amount,
            }
            for year, amount in sorted(by_year.items())
        ]
    frame = pd.DataFrame(rows)
    check_total(frame, plan.envelope.total, "the long budget")
    return frame


def line_years(
    line: Line, amount: int, timetable: Timetable, costed: Costed
) -> dict[int, int]:
    """Return calendar year → euros of a line: each item over the quarters of its own bars."""
    if line.source == "experts":
        return _expert_years(line.result, timetable, costed)
    if not line.items:
        return spread(amount, quarters(timetable, line.tasks))
    years: Counter[int] = Counter()
    for item in line.items:
        bars = quarters(timetable, item.tasks or line.tasks)
        years.update(spread(item.amount(costed.states), bars))
    return dict(years)


def _expert_years(result: str, timetable: Timetable, costed: Costed) -> dict[int, int]:
    """Spread each programme year of expert cost over the calendar years that it touches."""
    start = timetable.get(timetable.assistance_start_task).start
    years: Counter[int] = Counter()
    for (owner, programme_year), cost in costed.experts.items():
        if owner == result:
            first = start + 4 * (programme_year - 1)
            years.update(spread(cost, list(range(first, first + 4))))
    return dict(years)


def check_total(frame: pd.DataFrame, total: int, name: str, column: str = "amount") -> None:
    """Raise when a budget table does not add to the total, to the euro."""
    found = int(frame[column].sum())
    if found != total:
        raise _wrong(
            "envelope",
            "total",
            f"{name} adds to {found}, not to {total}: {found - total:+d} euros.",
            "Find the line that was changed after the totals were computed.",
        )


def activity_costs(frame: pd.DataFrame, plan: BudgetPlan) -> pd.DataFrame:
    """Return the cost of each activity by funder, technical assistance shared in.

    Returns
    -------
    DataFrame
        Index activity; columns one per funder, ``assistance`` (part of the EU column) and
        ``total``; whole euros. The assistance of a result is shared by ``assistance_shares``.
    """
    direct = frame[frame["activity"] != ""].pivot_table(
        index="activity", columns="funder", values="amount", aggfunc="sum", fill_value=0
    )
    assistance: dict[str, int] = {}
    for result, shares in plan.assistance_shares.items():
        is_assistance = (frame["instrument"] == "services") & (frame["component"] == result)
        assistance |= apportion(int(frame.loc[is_assistance, "amount"].sum()), shares)
    table = direct.reindex(sorted(assistance), fill_value=0)
    table = table.reindex(columns=[item.id for item in plan.funders], fill_value=0)
    table["assistance"] = pd.Series(assistance)
    table[EU] += table["assistance"]
    table["total"] = table[[item.id for item in plan.funders]].sum(axis=1)
    return table.astype(int)


def by(frame: pd.DataFrame, rows: str, columns: str, plan: BudgetPlan) -> pd.DataFrame:
    """Cross-tabulate the budget with totals, in the plan's order and with readable names.

    Parameters
    ----------
    rows, columns : str
        'component', 'funder', 'instrument' or 'year'.
    """
    table = frame.pivot_table(
        index=rows, columns=columns, values="amount", aggfunc="sum", fill_value=0
    )
    table = _ordered(table, rows, plan)
    table = _ordered(table.T, columns, plan).T
    table["Total"] = table.sum(axis=1)
    table.loc["Total"] = table.sum()
    table.columns.name = None
    return table.rename_axis(rows.capitalize()).astype(int)


def _ordered(table: pd.DataFrame, kind: str, plan: BudgetPlan) -> pd.DataFrame:
    if kind == "year":
        return table.rename(index=str)
    items = [item for item in getattr(plan, kind + "s") if item.id in table.index]
    return table.loc[[item.id for item in items]].rename(
        index={item.id: item.title for item in items}
    )


def _wrong(row: str, column: str | None, problem: str, cure: str) -> DataError:
    return DataError(problem, file=paths.PROGRAMME / FILE, row=row, column=column, cure=cure)
