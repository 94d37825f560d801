"""Tests of ``cohesion/programme/timetable.py``."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.programme import (
    schedule,
    timetable,
)
from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_float_agrees_with_the_longest_way_out(design):
    """Independent: latest end = end of phase less the longest chain of what must follow."""
    plan = design.timetable
    graph = timetable.graph(plan)
    table = schedule.schedule(plan)

    def latest_end(name):
        task = plan.get(name)
        ends = [plan.phase_of(task).end]
        if task.role in ("budget_vote", "take_up_vote", "confirmation"):
            ends.append(task.end)
        for after in graph.successors(name):
            following = plan.get(after)
            gap = 0 if following.kind == "milestone" else 1
            ends.append(latest_end(after) - following.quarters + 1 - gap)
        return min(ends)

    assert {name: latest_end(name) for name in table.index} == table["latest_end"].to_dict()
    assert (table["float"].dropna() >= 0).all()


def test_critical_path_is_a_chain_without_gaps(design):
    plan = design.timetable
    path = schedule.critical_path(plan)
    assert path[0] == "T90" and path[-1] == "T25"  # from the fiche to the vote of take-up
    ordered = nx.DiGraph(timetable.graph(plan).subgraph(path))
    assert nx.is_weakly_connected(ordered)
    assert {"T22", "T23", "T24"} <= set(path)  # both phases of wave 1, the vote between them


@given(st.integers(4 * 1990, 4 * 2050))
def test_quarters_are_read_as_written(count):
    assert timetable.parse_quarter(timetable.write_quarter(count)) == count


def test_each_procedure_names_the_tasks_that_use_it():
    plan = load_design().timetable
    table = timetable.procurement_table(plan)
    used = [name for cell in table["Used by"] for name in cell.split(", ") if name]
    assert sorted(used) == sorted(task.id for task in plan.tasks if task.procedure)
    assert (table["Months"] > 0).all()
