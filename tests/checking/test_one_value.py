"""Two values of one quantity are found in what is published, and want a sentence that says why."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.checking import one_value
from cohesion.checking.one_value import Quantity, Twofold

ROWS = pd.DataFrame(
    {
        "state_code": ["00", "00", "08", "08"],
        "year": [2010] * 4,
        "indicator": ["poverty", "poverty_as_published", "poverty", "infant"],
        "value": [46.1093, 46.2187, 38.7512, 14.1234],
        "edition": ["later", "first", "later", "later"],
    }
)
UNITS = {"Mexico": "00", "Chihuahua": "08"}
POVERTY = Twofold(id="poverty", indicators=["poverty_as_published", "poverty"], why="Re-weighted.")


def fact(name, value, *, text="", sources=("t@later",), notebook="probe", **extra):
    return {"name": name, "kind": "fact", "value": value, "text": text or f"{value:.1f}",
            "sources": list(sources), "notebook": notebook, **extra}


def table(name, head, rows, notebook="probe", **extra):
    return {"name": name, "kind": "table", "notebook": notebook, "sources": ["t@later"], "stub": 1,
            "columns": [{"head": "State", "cells": [row[0] for row in rows]},
                        {"head": head, "cells": [f"{row[1]:.1f}" for row in rows]}],
            "raw": {"heads": ["State", head], "rows": rows}, **extra}


def seen(*items):
    return list(one_value.observations(items, lambda name: ROWS, UNITS))


def test_a_published_number_is_found_in_the_data_it_rests_on():
    (one,) = seen(table("tab-x", "Poverty", [["Chihuahua", 38.7512], ["Puebla", 61.5123]]))
    assert one.quantity == Quantity("poverty", "08", "2010") and one.edition == "later"
    assert seen(fact("x", 38.0)) == [] and seen(fact("x", 38.7)) == []


def test_two_names_of_one_quantity_clash_and_want_a_reason_where_the_second_is_read():
    both = seen(
        fact("first", 46.2187, sources=["t@first"], notebook="summary"),
        table("tab-sheet", "Poverty", [["Mexico", 46.1093]], notebook="sheets"),
    )
    assert one_value.clashes(both, []) == []
    found = one_value.clashes(both, [POVERTY])
    ((name, quantity, values),) = found
    assert (name, quantity.unit, len(values)) == ("poverty", "00", 2)
    (problem,) = one_value.problems(found, {})
    for part in ("46.2 in 'first'", "46.1 in 'tab-sheet'", "two-values--poverty", "sheets.md"):
        assert part in str(problem)
    assert one_value.problems(found, {"sheets": {"poverty"}}) == []
    assert one_value.problems(found, {"summary": {"poverty"}}) != []


@pytest.mark.parametrize(("second", "clash"), [(122.5, False), (121.3, True), (122.46, False)])
def test_computed_quantities_are_named_and_compared_as_they_are_written(second, clash):
    first = fact("rate", 122.47, of="homicide_rate/08/2008-2010")
    other = table("tab-x", "Rate", [["Chihuahua", second]], of={"Rate": "homicide_rate//2008-2010"})
    assert bool(one_value.clashes(seen(first, other), [])) is clash
