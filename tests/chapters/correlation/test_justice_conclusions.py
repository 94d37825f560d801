"""What the page on security, justice and governance concludes falls when its results turn."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import grid
from cohesion.chapters.correlation import justice_conclusions as conclusions
from tests.chapters.claimed import truth

ALPHA = 0.05
COLUMNS = ["victimisation", "homicide", "homicide_change", *conclusions.JUSTICE]


@pytest.fixture
def result() -> grid.Result:
    rows = [*conclusions.STRONG, "gini"]
    table = pd.DataFrame(
        [(row, column, -0.1, 0.4, 0.9) for row in rows for column in COLUMNS],
        columns=["row", "column", "r", "p", "p_holm"],
    )
    strong = table["row"].isin(conclusions.STRONG) & (table["column"] == "victimisation")
    table.loc[strong, ["r", "p", "p_holm"]] = -0.65, 0.0001, 0.01
    rise = (table["row"] == "poverty") & (table["column"] == "homicide_change")
    table.loc[rise, ["r", "p"]] = -0.4, 0.03
    both = table.assign(p_holm=0.6)
    town = np.linspace(0, 1, 32)
    frame = pd.DataFrame({"rurality": town, "victimisation": -town, "poverty": town**2})
    return grid.Result({"none": table, "both": both}, frame, (), [], rows, COLUMNS)


def test_the_grid_as_it_is(result):
    assert all(truth(conclusions.of_grid(result, ALPHA, 21.0)).values())


@pytest.mark.parametrize(
    ("cells", "row", "column", "change", "falls"),
    [
        ("none", "poverty", "victimisation", {"p_holm": 0.06}, {"grid-victims"}),
        ("none", "poverty", "victimisation", {"r": 0.6}, {"grid-victims"}),
        ("none", "gini", "victimisation", {"p_holm": 0.01}, {"grid-victims-only"}),
        ("none", "gini", "reform_stage", {"p_holm": 0.01},
         {"grid-victims-only", "grid-justice-none"}),
        ("both", "poverty", "victimisation", {"p_holm": 0.01}, {"grid-victims-gone"}),
        ("none", "gini", "homicide", {"p": 0.01}, {"grid-homicide-none"}),
        ("none", "poverty", "homicide_change", {"r": 0.4}, {"grid-rise"}),
    ],
)  # fmt: skip
def test_a_cell_that_turns_takes_its_claim_with_it(result, cells, row, column, change, falls):
    table = result.cells[cells]
    place = (table["row"] == row) & (table["column"] == column)
    for name, value in change.items():
        table.loc[place, name] = value
    found = truth(conclusions.of_grid(result, ALPHA, 21.0))
    assert {name for name, true in found.items() if not true} == falls


def test_states_and_towns(result):
    assert not truth(conclusions.of_grid(result, ALPHA, 32.0))["grid-fewer-states"]
    result.frame["victimisation"] = result.frame["rurality"]
    assert not truth(conclusions.of_grid(result, ALPHA, 21.0))["grid-towns"]


def nulls(corrected: float, detectable: float, small: bool, fisher: bool) -> dict[str, bool]:
    cells = pd.MultiIndex.from_tuples([("gini", "a"), ("gini", "b")])
    error = pd.DataFrame({"corrected": [0.1, corrected]}, index=cells)
    sizes = pd.DataFrame({"detectable": [0.48, detectable, 0.65]})
    inside = {"small": small, "inside: bootstrap": True, "inside: Fisher": fisher}
    table = pd.DataFrame(inside, index=["S1"])
    return truth(conclusions.of_nulls(error, sizes, table))


def test_what_the_nulls_say():
    assert all(nulls(-0.3, 0.58, False, False).values())
    assert not nulls(-0.7, 0.58, False, False)["grid-error-small"]
    assert not nulls(-0.3, 0.45, False, False)["null-strong"]
    assert not nulls(-0.3, 0.58, True, True)["null-none-small"]
    assert not nulls(-0.3, 0.58, False, True)["null-s1"]


@pytest.fixture
def turnout() -> dict:
    same = pd.DataFrame({"governor": [1.0, 1, 0, 0, 0, 0], "any_local": [1.0, 1, 1, 1, 0, 0]})
    data = pd.DataFrame({"homicide": [1.0, 2, 1, 2, 1, 2], "turnout": [60.0, 59, 50, 49, 40, 39]})
    held = pd.DataFrame({"r": [-0.44, -0.5, -0.5], "p_holm": [0.07, 0.03, 0.02]})
    placebo = pd.DataFrame({"r": [-0.57], "p_holm": [0.001]}, index=[2006])
    return {"data": data, "same": same, "held": held, "placebo": placebo,
            "panel": pd.Series({"p": 0.1})}  # fmt: skip


def test_turnout_as_it_is(turnout):
    assert all(truth(conclusions.of_turnout(**turnout, alpha=ALPHA, source="x")).values())


@pytest.mark.parametrize(
    ("table", "place", "value", "falls"),
    [
        ("data", (2, "turnout"), 80.0, {"turnout-calendar"}),
        ("data", (slice(0, 5), "turnout"), [50.0, 59, 40, 49, 30, 39], {"turnout-falls"}),
        ("held", (1, "p_holm"), 0.2, {"turnout-held"}),
        ("placebo", (2006, "r"), -0.2, {"turnout-placebo"}),
    ],
)
def test_a_figure_of_turnout_that_turns_takes_its_claim_with_it(
    turnout, table, place, value, falls
):
    turnout[table].loc[place] = value
    found = truth(conclusions.of_turnout(**turnout, alpha=ALPHA, source="x"))
    assert {name for name, true in found.items() if not true} == falls


def test_a_clear_panel_is_told(turnout):
    turnout["panel"] = pd.Series({"p": 0.01})
    found = truth(conclusions.of_turnout(**turnout, alpha=ALPHA, source="x"))
    assert not found["turnout-panel-none"]
