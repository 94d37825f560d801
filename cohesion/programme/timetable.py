"""The timetable (``timetable.yml``): quarters, phases, dependencies, lead times.

A quarter is counted as an integer, ``4 * year + (quarter - 1)``, so that durations are
differences. Dependencies are finish-to-start: a task starts after the quarter in which its
predecessor ends; a milestone falls at the end of a quarter and may share it.
"""

from __future__ import annotations

import datetime
import math
import re
from pathlib import Path
from typing import Annotated, Literal

import networkx as nx
import pandas as pd
from pydantic import BeforeValidator, Field, field_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, find, load
from cohesion.programme.results import Activities, require_known, require_unique

FILE = "timetable.yml"
STREAMS = {
    "M": "Programme management",
    "ME": "Monitoring, evaluation and audit",
    "V": "Communication and visibility",
}


def parse_quarter(text: object) -> int:
    """Turn '2013-Q2' into a count of quarters.

    >>> parse_quarter("2013-Q2") - parse_quarter("2012-Q4")
    2
    """
    match = re.fullmatch(r"(\d{4})-Q([1-4])", str(text).strip())
    if match is None:
        raise ValueError("a quarter is written like 2013-Q2")
    return 4 * int(match[1]) + int(match[2]) - 1


def write_quarter(count: int) -> str:
    """Turn a count of quarters back into '2013-Q2'."""
    return f"{count // 4}-Q{count % 4 + 1}"


Quarter = Annotated[int, BeforeValidator(parse_quarter)]


class Span(Entry):
    """A span of whole quarters, both ends included."""

    start: Quarter
    end: Quarter

    @property
    def quarters(self) -> int:
        """Length in quarters."""
        return self.end - self.start + 1


class Phase(Span):
    """A phase of the programme."""

    id: str
    title: str


class Pause(Entry):
    """Days on which a task rests, both included."""

    first: datetime.date = Field(alias="from")
    last: datetime.date = Field(alias="to")


#: What a task is for the rules of the calendar (:mod:`cohesion.programme.calendar_rules`).
Role = Literal[
    "decision_step",
    "decision",
    "agreement",
    "unit",
    "diagnosis",
    "agenda",
    "confirmation",
    "protocol",
    "grant",
    "first_phase",
    "second_phase",
    "budget_vote",
    "take_up_vote",
    "evaluation",
    "publicity",
]


class Task(Span):
    """One bar or milestone of the timetable.

    Attributes
    ----------
    activities : tuple of str
        The activities, or the one management stream, that it belongs to; written ``activity`` in
        the file, as one id or as a list.
    role : str or None
        What the rules of the calendar take it for.
    states : list of str
        Codes of the states that it takes place in; empty for all that take part.
    pauses : list of Pause
        Days on which it rests.
    beyond_term : str
        Why the work may go beyond a municipal term, where it does.
    """

    id: str
    activities: tuple[str, ...] = Field(alias="activity", min_length=1)
    kind: Literal["task", "continuous", "procurement", "milestone"]
    procedure: str | None = None
    title: str = Field(min_length=3)
    responsible: list[str] = Field(min_length=1)
    after: list[str] = []
    role: Role | None = None
    states: list[str] = []
    pauses: list[Pause] = []
    beyond_term: str | None = None

    @field_validator("activities", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class SecondPhase(Entry):
    """What releases the second phase of a pilot: one condition, the same everywhere."""

    trigger: Literal["budget_vote"]
    text: str = Field(min_length=40)


class Duration(Entry):
    """From which event the duration of the programme counts."""

    starts_with: str
    task: str


class Procurement(Entry):
    """Lead times and what they rest on."""

    status: str
    procedures: list[Procedure]


class Timetable(Entry):
    """``timetable.yml``."""

    duration: Duration
    second_phase: SecondPhase
    estimate_months: int = Field(gt=0, le=18)
    phases: list[Phase]
    inception: Span
    agreement_task: str
    assistance_start_task: str
    contracting_limit_months: int = Field(gt=0)
    procurement: Procurement
    tasks: list[Task]

    def get(self, name: str) -> Task:
        """Return one task by id."""
        return find(self.tasks, name, paths.PROGRAMME / FILE, "task")

    def phase(self, name: str) -> Phase:
        """Return one phase by id."""
        return find(self.phases, name, paths.PROGRAMME / FILE, "phase")

    def phase_of(self, task: Task) -> Phase | None:
        """Return the phase in which a task ends, None when it ends outside all of them."""
        return next((p for p in self.phases if p.start <= task.end <= p.end), None)

    def of(self, activity: str) -> list[Task]:
        """Return the tasks of one activity or stream."""
        return [task for task in self.tasks if activity in task.activities]

    def with_role(self, *roles: str) -> list[Task]:
        """Return the tasks that a rule of the calendar takes for one of the roles."""
        return [task for task in self.tasks if task.role in roles]


def months(plan: Timetable, phase: str) -> int:
    """Return the length of a phase in months."""
    return 3 * plan.phase(phase).quarters


class Procedure(Entry):
    """A procurement or grant procedure and its lead time."""

    id: str
    title: str
    months: int = Field(gt=0)


def load_timetable(activities: Activities, folder: Path = paths.PROGRAMME) -> Timetable:
    """Return the checked timetable; see :func:`check_timetable` for what is refused."""
    plan = load(Timetable, FILE, folder)
    check_timetable(plan, activities)
    return plan


def check_timetable(plan: Timetable, activities: Activities) -> None:
    """Check ids, order of dates, phases, dependencies, cycles, lead times and activities.

    Raises
    ------
    DataError
        Naming the task and the cure.
    """
    ids = [task.id for task in plan.tasks]
    require_unique(ids, FILE)
    for name in (plan.agreement_task, plan.assistance_start_task, plan.duration.task):
        require_known(name, set(ids), file=FILE, row="top of the file", column="…_task")
    for span, name in [(p, p.id) for p in plan.phases] + [(t, t.id) for t in plan.tasks]:
        if span.end < span.start:
            raise _wrong(
                name,
                "end",
                f"ends in {write_quarter(span.end)}, before it starts in "
                f"{write_quarter(span.start)}.",
                "Swap or correct the dates.",
            )
    known = set(activities.ids) | set(STREAMS)
    for task in plan.tasks:
        for name in task.activities:
            require_known(name, known, file=FILE, row=task.id, column="activity")
        for name in task.after:
            require_known(name, set(ids), file=FILE, row=task.id, column="after")
    cycle = find_cycle(plan)
    if cycle:
        raise _wrong(
            cycle[0],
            "after",
            f"the dependencies go in a circle: {' → '.join(cycle)}.",
            "Take one of these dependencies out.",
        )
    for task in plan.tasks:
        _check_task(plan, task)
    for activity in activities.ids:
        if not plan.of(activity):
            raise _wrong(activity, None, f"activity {activity} has no task.", "Give it dates.")


def _check_task(plan: Timetable, task: Task) -> None:
    """Check one task against phases, predecessors and lead times."""
    phase = plan.phase_of(task)
    # Procurement may be launched in one phase and signed in the next; other work may not.
    starts_inside = phase is not None and (task.start >= phase.start or task.kind == "procurement")
    if phase is None or not starts_inside or task.start < plan.phases[0].start:
        raise _wrong(
            task.id,
            "start/end",
            f"{write_quarter(task.start)} to {write_quarter(task.end)} does not lie inside one "
            "phase.",
            "Move the task, split it at the phase's end, or change the phase.",
        )
    if not set(task.activities) & set(STREAMS) and phase.id != "operational":
        raise _wrong(
            task.id,
            "end",
            f"work of activity {', '.join(task.activities)} lies in the {phase.title.lower()}.",
            "Activities of results are carried out in the operational implementation phase.",
        )
    for name in task.after:
        before = plan.get(name)
        earliest = before.end if task.kind == "milestone" else before.end + 1
        if task.start < earliest:
            raise _wrong(
                task.id,
                "start",
                f"starts in {write_quarter(task.start)}, but {name} ends in "
                f"{write_quarter(before.end)}.",
                f"Start {task.id} in {write_quarter(earliest)} or later, or end {name} earlier.",
            )
    if task.kind == "milestone" and task.quarters != 1:
        raise _wrong(task.id, "end", "a milestone lasts one quarter.", "Set end to start.")
    if task.kind == "procurement":
        _check_procurement(plan, task)


def _check_procurement(plan: Timetable, task: Task) -> None:
    procedures = {item.id: item for item in plan.procurement.procedures}
    require_known(task.procedure or "", set(procedures), file=FILE, row=task.id, column="procedure")
    needed = math.ceil(procedures[task.procedure].months / 3)
    if task.quarters < needed:
        raise _wrong(
            task.id,
            "start/end",
            f"allows {task.quarters} quarters for a procedure that needs {needed}.",
            "Launch it earlier or sign it later.",
        )
    limit = plan.get(plan.agreement_task).end + plan.contracting_limit_months // 3
    if "ME" not in task.activities and task.end > limit:
        raise _wrong(
            task.id,
            "end",
            f"the contract is signed after {write_quarter(limit)}, the contracting limit.",
            "Sign it earlier; only evaluation and audit contracts may come later.",
        )


def _wrong(row: str, column: str | None, problem: str, cure: str) -> DataError:
    return DataError(problem, file=paths.PROGRAMME / FILE, row=row, column=column, cure=cure)


def graph(plan: Timetable) -> nx.DiGraph:
    """Return the tasks as a directed graph, an edge from each predecessor."""
    network = nx.DiGraph()
    network.add_nodes_from(task.id for task in plan.tasks)
    network.add_edges_from((name, task.id) for task in plan.tasks for name in task.after)
    return network


def find_cycle(plan: Timetable) -> list[str]:
    """Return the tasks of one circle of dependencies, or an empty list."""
    try:
        edges = nx.find_cycle(graph(plan))
    except nx.NetworkXNoCycle:
        return []
    return [edges[0][0], *(edge[1] for edge in edges)]


def procurement_table(plan: Timetable) -> pd.DataFrame:
    """Return each procedure with its lead time in months and the tasks that use it."""
    found = plan.procurement.procedures
    return pd.DataFrame(
        {
            "Months": [item.months for item in found],
            "Used by": [
                ", ".join(task.id for task in plan.tasks if task.procedure == item.id)
                for item in found
            ],
        },
        index=pd.Index([item.title for item in found], name="Procedure"),
    )
