"""The timetable (``timetable.yml``): quarters, dependencies, float, critical path.

A quarter is counted as an integer, ``4 * year + (quarter - 1)``, so that durations are
differences. Dependencies are finish-to-start: a task starts after the quarter in which its
predecessor ends; a milestone falls at the end of a quarter and may share it.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Annotated, Literal

import networkx as nx
import pandas as pd
from pydantic import BeforeValidator, Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.programme.results import Activities, Strict, load, require_known, require_unique

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


class Span(Strict):
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


class Procedure(Strict):
    """A procurement or grant procedure and its lead time."""

    id: str
    title: str
    months: int = Field(gt=0)


class Procurement(Strict):
    """Lead times and what they rest on."""

    status: str
    procedures: list[Procedure]


class Task(Span):
    """One bar or milestone of the timetable."""

    id: str
    activity: str
    kind: Literal["task", "continuous", "procurement", "milestone"]
    procedure: str | None = None
    title: str = Field(min_length=3)
    responsible: list[str] = Field(min_length=1)
    after: list[str] = []


class Timetable(Strict):
    """``timetable.yml``."""

    phases: list[Phase]
    inception: Span
    agreement_task: str
    assistance_start_task: str
    contracting_limit_months: int = Field(gt=0)
    procurement: Procurement
    tasks: list[Task]

    def get(self, name: str) -> Task:
        """Return one task by id."""
        return next(task for task in self.tasks if task.id == name)

    def phase(self, name: str) -> Phase:
        """Return one phase by id."""
        return next(phase for phase in self.phases if phase.id == name)

    def phase_of(self, task: Task) -> Phase | None:
        """Return the phase in which a task ends, None when it ends outside all of them."""
        return next((p for p in self.phases if p.start <= task.end <= p.end), None)

    def of(self, activity: str) -> list[Task]:
        """Return the tasks of one activity or stream."""
        return [task for task in self.tasks if task.activity == activity]


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
    for name in (plan.agreement_task, plan.assistance_start_task):
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
        require_known(task.activity, known, file=FILE, row=task.id, column="activity")
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
    starts_inside = phase is not None and (
        task.start >= phase.start or task.kind == "procurement"
    )
    if phase is None or not starts_inside or task.start < plan.phases[0].start:
        raise _wrong(
            task.id,
            "start/end",
            f"{write_quarter(task.start)} to {write_quarter(task.end)} does not lie inside one "
            "phase.",
            "Move the task, split it at the phase's end, or change the phase.",
        )
    if task.activity not in STREAMS and phase.id != "operational":
        raise _wrong(
            task.id,
            "end",
            f"work of activity {task.activity} lies in the {phase.title.lower()}.",
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
    require_known(
        task.procedure or "", set(procedures), file=FILE, row=task.id, column="procedure"
    )
    needed = math.ceil(procedures[task.procedure].months / 3)
    if task.quarters < needed:
        raise _wrong(
            task.id,
            "start/end",
            f"allows {task.quarters} quarters for a procedure that needs {needed}.",
            "Launch it earlier or sign it later.",
        )
    limit = plan.get(plan.agreement_task).end + plan.contracting_limit_months // 3
    if task.activity != "ME" and task.end > limit:
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


def schedule(plan: Timetable) -> pd.DataFrame:
    """Return every task with its latest end, its float and whether it is critical.

    Returns
    -------
    DataFrame
        Index: task id. Columns: activity, kind, title, responsible, phase, start, end, quarters,
        latest_end, float (quarters by which the task may slip without moving the end of its phase
        or any later task beyond that; NaN for continuous work, which fills the time there is),
        critical, after. Dates are counts of quarters.

    Notes
    -----
    Backward pass of the critical path method on the planned dates: a task may end at the latest
    before the latest start of its successors, and at the end of its phase at the latest.
    """
    network = graph(plan)
    latest: dict[str, int] = {}
    for name in reversed(list(nx.lexicographical_topological_sort(network))):
        task = plan.get(name)
        limits = [plan.phase_of(task).end]
        for successor in network.successors(name):
            following = plan.get(successor)
            latest_start = latest[successor] - following.quarters + 1
            limits.append(latest_start if following.kind == "milestone" else latest_start - 1)
        latest[name] = min(limits)
    rows = {
        task.id: {
            "activity": task.activity,
            "kind": task.kind,
            "title": task.title,
            "responsible": ", ".join(task.responsible),
            "phase": plan.phase_of(task).id,
            "start": task.start,
            "end": task.end,
            "quarters": task.quarters,
            "latest_end": latest[task.id],
            "float": float("nan") if task.kind == "continuous" else latest[task.id] - task.end,
            "critical": latest[task.id] == task.end and task.kind != "continuous",
            "after": ", ".join(task.after),
        }
        for task in plan.tasks
    }
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame.index.name = "task"
    return frame


def critical_path(plan: Timetable) -> list[str]:
    """Return the tasks on the longest chains without float and without gaps, in order of time.

    Parallel chains of the same length are all returned.
    """
    table = schedule(plan)
    lengths = {task.id: 0 if task.kind == "milestone" else task.quarters for task in plan.tasks}
    names = table.index[table["critical"]].tolist()
    chain = nx.DiGraph()
    chain.add_nodes_from(names)
    for after in names:
        task = plan.get(after)
        for before in task.after:
            gap = task.start - plan.get(before).end - (0 if task.kind == "milestone" else 1)
            if before in chain and gap <= 0:
                chain.add_edge(before, after)
    order = list(nx.lexicographical_topological_sort(chain))
    until: dict[str, int] = {}
    for name in order:
        before = max((until[other] for other in chain.predecessors(name)), default=0)
        until[name] = before + lengths[name]
    beyond: dict[str, int] = {}
    for name in reversed(order):
        after = max((beyond[other] for other in chain.successors(name)), default=0)
        beyond[name] = after + lengths[name]
    longest = max(until.values())
    on_chain = [name for name in names if until[name] + beyond[name] - lengths[name] == longest]
    return sorted(on_chain, key=lambda name: (plan.get(name).start, plan.get(name).end, name))


def months(plan: Timetable, phase: str) -> int:
    """Return the length of a phase in months."""
    return 3 * plan.phase(phase).quarters


def display_table(plan: Timetable, names: dict[str, str] | None = None) -> pd.DataFrame:
    """Return the timetable as readers see it: dates as text, float in quarters.

    Parameters
    ----------
    names : dict, optional
        Actor id → name for the column of responsibilities.
    """
    table = schedule(plan)
    names = names or {}
    who = [
        ", ".join(names.get(actor, actor) for actor in plan.get(task).responsible)
        for task in table.index
    ]
    return pd.DataFrame(
        {
            "Activity": table["activity"],
            "Task": table["title"],
            "Kind": table["kind"],
            "Start": table["start"].map(write_quarter),
            "End": table["end"].map(write_quarter),
            "Quarters": table["quarters"],
            "After": table["after"],
            "Float (quarters)": table["float"],
            "Critical": table["critical"].map({True: "yes", False: "no"}),
            "Responsible": who,
        }
    ).rename_axis("No.")
