"""Tests of ``cohesion/programme/schedule.py``."""

from __future__ import annotations

from cohesion.programme import (
    schedule,
    timetable,
)
from cohesion.programme.design import load_design

# ---------------------------------------------------------------------------- timetable


def make(tasks):
    """Build a small timetable of one phase, Q1 2013 to Q4 2014."""
    return timetable.Timetable.model_validate(
        {
            "duration": {"starts_with": "the agreement", "task": "a"},
            "second_phase": {"trigger": "budget_vote", "text": "The vote of the budget line. " * 2},
            "estimate_months": 12,
            "phases": [{"id": "operational", "title": "P", "start": "2013-Q1", "end": "2014-Q4"}],
            "inception": {"start": "2013-Q1", "end": "2013-Q1"},
            "agreement_task": "a",
            "assistance_start_task": "a",
            "contracting_limit_months": 36,
            "procurement": {"status": "s", "procedures": [{"id": "x", "title": "x", "months": 3}]},
            "tasks": [
                {"id": i, "activity": "M", "kind": k, "title": "task", "start": s, "end": e,
                 "responsible": ["x"], "after": after}
                for i, k, s, e, after in tasks
            ],
        }
    )  # fmt: skip


def test_float_by_hand():
    plan = make(
        [
            ("a", "task", "2013-Q1", "2013-Q2", []),
            ("b", "task", "2013-Q3", "2013-Q3", ["a"]),
            ("c", "task", "2013-Q3", "2014-Q2", ["a"]),
            ("d", "task", "2014-Q3", "2014-Q4", ["b", "c"]),
            ("m", "milestone", "2014-Q2", "2014-Q2", ["c"]),
        ]
    )
    table = schedule.schedule(plan)
    assert table["float"].to_dict() == {"a": 0, "b": 3, "c": 0, "d": 0, "m": 2}
    assert schedule.critical_path(plan) == ["a", "c", "d"]


def test_the_critical_table_follows_the_path():
    plan = load_design().timetable
    table = schedule.critical_table(plan)
    assert table.index.tolist() == schedule.critical_path(plan)
    assert list(table) == ["Task", "Kind", "Start", "End", "Responsible"]
