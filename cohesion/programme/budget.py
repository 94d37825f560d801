"""The budget (``budget.yml``): from the planning envelope to every line, funder and year.

Amounts are whole euros. Rounding is half-up and the remainder goes to a named place (the heaviest
line, the last year), so that the same rules can stand as formulas in a workbook and agree with
this module to the euro.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, load
from cohesion.programme.amounts import apportion, half_up, spread
from cohesion.programme.results import Activities, require_known, require_unique
from cohesion.programme.timetable import Timetable

FILE = "budget.yml"
EU = "eu"


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
    partner_contribution: int = Field(ge=0)
    total: int = Field(gt=0)
    status: str
    reasoning: str
    references: list[Reference]
    rounding: int = Field(gt=0)
    contingency_share: float = Field(ge=0, le=10)
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


class Named(Entry):
    """An id and its name."""

    id: str
    title: str


class Instrument(Named):
    """A way of spending, with its management mode."""

    management: Literal["centralised", "decentralised", "national rules"]


class Line(Entry):
    """One line of the budget."""

    id: str = Field(pattern=r"^[A-Z]\d\d$")
    component: str
    activity: str | None = None
    funder: str
    instrument: str
    title: str
    basis: Literal["amount", "weight", "source"]
    amount: int | None = Field(default=None, ge=0)
    weight: float | None = Field(default=None, gt=0)
    source: Literal["experts", "visibility", "verification", "contingencies"] | None = None
    result: str | None = None
    tasks: list[str] = []

    @model_validator(mode="after")
    def _basis_is_given(self) -> Line:
        if getattr(self, self.basis) is None:
            raise ValueError(f"basis is '{self.basis}', but '{self.basis}' is not given")
        if self.source == "experts" and not self.result:
            raise ValueError("a line costed from the experts needs 'result'")
        if self.source != "experts" and not self.tasks:
            raise ValueError("'tasks' must name the bars over which the money is spent")
        return self


class BudgetPlan(Entry):
    """``budget.yml``."""

    envelope: Envelope
    components: list[Named]
    funders: list[Named]
    instruments: list[Instrument]
    assistance_shares: dict[str, dict[str, Annotated[float, Field(gt=0, le=100)]]]
    lines: list[Line]

    def title(self, kind: str, name: str) -> str:
        """Return the name of a component, funder or instrument."""
        return next(item.title for item in getattr(self, kind) if item.id == name)


@dataclass(frozen=True)
class Costed:
    """What other files cost: whole euros.

    Attributes
    ----------
    experts : dict
        ``(result, programme year) → EUR`` of the technical assistance.
    visibility, verification : int
        Total of the visibility plan; of the means of verification that the programme pays.
    """

    experts: dict[tuple[str, int], int]
    visibility: int
    verification: int


def load_budget(
    activities: Activities, timetable: Timetable, folder: Path = paths.PROGRAMME
) -> BudgetPlan:
    """Return the checked plan: known ids, every activity costed, shares that add to 100."""
    plan = load(BudgetPlan, FILE, folder)
    require_unique([line.id for line in plan.lines], FILE)
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
        for name in line.tasks:
            require_known(name, tasks, file=FILE, row=line.id, column="tasks")
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


def line_totals(plan: BudgetPlan, costed: Costed) -> dict[str, int]:
    """Return the amount of each line in whole euros.

    Raises
    ------
    DataError
        When fixed and costed lines leave nothing to share out, or nothing takes the remainder.
    """
    envelope, totals = plan.envelope, {}
    covered = {line.result for line in plan.lines if line.source == "experts"}
    for result in {owner for owner, _ in costed.experts} - covered:
        raise _wrong(
            result,
            "lines",
            f"no line pays for the expert days of {result}.",
            "Add a line with source 'experts' and that result.",
        )
    amounts = {
        "visibility": costed.visibility,
        "verification": costed.verification,
        "contingencies": half_up(envelope.eu_contribution * envelope.contingency_share / 100),
    }
    for line in plan.lines:
        if line.basis == "amount":
            totals[line.id] = line.amount
        elif line.source == "experts":
            totals[line.id] = sum(
                cost for (result, _), cost in costed.experts.items() if result == line.result
            )
        elif line.basis == "source":
            totals[line.id] = amounts[line.source]
    pots = (
        ("EU contribution", envelope.eu_contribution, lambda line: line.funder == EU),
        ("partner contribution", envelope.partner_contribution, lambda line: line.funder != EU),
    )
    for name, pot, belongs in pots:
        lines = [line for line in plan.lines if belongs(line)]
        remainder = pot - sum(totals.get(line.id, 0) for line in lines)
        weights = {line.id: line.weight for line in lines if line.basis == "weight"}
        if remainder < 0 or (remainder > 0 and not weights) or (remainder == 0 and weights):
            raise _wrong(
                "envelope",
                None,
                f"after fixed and costed lines {remainder} euros of the {name} remain for "
                f"{len(weights)} weighted lines.",
                "Raise the contribution, or cut expert days, visibility or verification costs.",
            )
        if weights:
            totals |= apportion(remainder, weights, envelope.rounding)
    for name, amount in totals.items():
        if amount < 0:
            raise _wrong(name, None, f"the amount is negative ({amount}).", "Rebalance weights.")
    return totals


def build(plan: BudgetPlan, timetable: Timetable, costed: Costed) -> pd.DataFrame:
    """Return the budget in long form, one row per line and calendar year.

    Returns
    -------
    DataFrame
        line, title, component, activity ('' for none), funder, instrument, management, year,
        amount (whole euros).
    """
    totals = line_totals(plan, costed)
    management = {item.id: item.management for item in plan.instruments}
    rows = []
    for line in plan.lines:
        if line.source == "experts":
            by_year = _expert_years(line.result, timetable, costed)
        else:
            quarters = [
                quarter
                for name in line.tasks
                for quarter in range(timetable.get(name).start, timetable.get(name).end + 1)
            ]
            by_year = spread(totals[line.id], quarters)
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
