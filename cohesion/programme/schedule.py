"""What follows from the timetable: float, critical path, the table that readers see."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from cohesion.programme.timetable import Timetable, graph, write_quarter

#: Roles whose date the calendar fixes: votes of budgets, changes of government.
FIXED = ("budget_vote", "take_up_vote", "confirmation")


def schedule(plan: Timetable) -> pd.DataFrame:
    """Return every task with its latest end, its float and whether it is critical.

    Returns
    -------
    DataFrame
        Index: task id. Columns: activity (several apart by commas), kind, title, states (codes),
        responsible, phase, start, end, quarters,
        latest_end, float (quarters by which the task may slip without moving the end of its phase
        or any later task beyond that; NaN for continuous work, which fills the time there is),
        critical, after. Dates are counts of quarters.

    Notes
    -----
    Backward pass of the critical path method on the planned dates: a task may end at the latest
    before the latest start of its successors, and at the end of its phase at the latest; a vote or
    a change of government stays where the calendar puts it.
    """
    network = graph(plan)
    latest: dict[str, int] = {}
    for name in reversed(list(nx.lexicographical_topological_sort(network))):
        task = plan.get(name)
        limits = [plan.phase_of(task).end]
        if task.role in FIXED:
            limits.append(task.end)
        for successor in network.successors(name):
            following = plan.get(successor)
            latest_start = latest[successor] - following.quarters + 1
            limits.append(latest_start if following.kind == "milestone" else latest_start - 1)
        latest[name] = min(limits)
    rows = {
        task.id: {
            "activity": ", ".join(task.activities),
            "kind": task.kind,
            "title": task.title,
            "states": ", ".join(task.states),
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


def belongs(table: pd.DataFrame, activity: str) -> pd.Series:
    """Return which rows of :func:`schedule` belong to an activity or stream."""
    return table["activity"].str.split(", ").map(lambda names: activity in names)


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


def critical_table(plan: Timetable, names: dict[str, str] | None = None) -> pd.DataFrame:
    """Return the critical path in its order: task, kind, quarters, responsible bodies."""
    columns = ["Task", "Kind", "Start", "End", "Responsible"]
    return display_table(plan, names).loc[critical_path(plan), columns]
