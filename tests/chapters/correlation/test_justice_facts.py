"""The numbers that the chapter on cohesion and justice names, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters.correlation import grid, plan
from cohesion.chapters.correlation import justice_facts as facts


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def result(holm: float) -> grid.Result:
    cells = pd.DataFrame([
        ("social_lag", "victimisation", -0.62, -0.8, -0.3, 0.001),
        ("poverty", "victimisation", -0.55, -0.7, -0.2, holm),
        ("poverty", "homicide", 0.1, -0.2, 0.4, 1.0), ("gini", "homicide", -0.3, -0.5, 0.1, 1.0),
        ("poverty", "homicide_change", -0.4, -0.6, -0.1, 0.3),
    ], columns=["row", "column", "r", "low", "high", "p_holm"])  # fmt: skip
    frame = pd.DataFrame(index=range(32))
    return grid.Result(**{
        name: {"cells": {"none": cells}, "frame": frame}.get(name, [])
        for name in grid.Result.__dataclass_fields__
    })  # fmt: skip


@pytest.mark.parametrize(("holm", "clear"), [(0.01, 2), (0.2, 1)])
def test_clear_pairs_with_victims_are_counted_at_the_level_of_the_plan(holm, clear):
    found = values(facts.of_grid(result(holm), plan.load()))
    assert found["grid-victims-clear"] == clear and found["grid-cells"] == 5
    # The largest in size keeps its sign.
    assert found["grid-homicide-largest"] == -0.3
    assert found["grid-lag-victims-interval"] == "−0.80 to −0.30" and found["grid-n"] == 32


def test_fewer_states_make_the_same_coefficient_less_certain():
    few, many = (facts.of_neighbours(pd.Series({"r": -0.5}), number) for number in (8.0, 32.0))
    one, other = (values(frame)["grid-lag-victims-modified"] for frame in (few, many))
    assert one != other and values(few)["grid-lag-victims-number"] == 8.0


def test_reliability_and_correction_are_of_their_measure():
    rows = pd.MultiIndex.from_tuples([("gini", "a"), ("gini", "b"), ("poverty", "a")])
    columns = {"corrected": [0.2, -0.4, 0.1], "reliability": [0.7, 0.7, 0.99]}
    error = pd.DataFrame(columns, rows)
    found = values(facts.of_error(error))
    assert found["grid-gini-largest-corrected"] == 0.4
    assert found["grid-gini-reliability"] == pytest.approx(70)
    assert found["grid-poverty-reliability"] == pytest.approx(99)


def test_what_can_be_found_is_read_by_its_row():
    sizes = pd.DataFrame({"detectable": [0.48, 0.55, 0.52, 0.6], "power": [50.0, 30, 35, 20]})
    found = values(facts.of_nulls(sizes, 0.3))
    assert (found["null-detectable-security"], found["null-detectable-governance"]) == (0.55, 0.52)
    assert found["grid-detectable"] == 0.6 and found["null-power-security"] == 30


def test_turnout_is_told_with_what_days_of_election_explain():
    same = pd.DataFrame({"governor": [1.0, 0, 0, 0], "any_local": [1.0, 1, 0, 0]})
    data = pd.DataFrame({"turnout": [60.0, 58, 41, 39]})
    held = pd.DataFrame({"r": [-0.6, -0.4], "p_holm": [0.001, 0.07]})
    placebo = pd.DataFrame({"r": [-0.1, 0.2]}, [2006, 2003])
    panel = pd.Series({"coefficient": -0.8, "low": -2.0, "high": 0.4})
    found = values(facts.of_turnout(data, same, held, placebo, panel))
    assert (found["turnout-governor-states"], found["turnout-local-states"]) == (1, 2)
    assert found["turnout-explained"] > 90 and found["turnout-governor-held-r"] == -0.4
    assert found["turnout-panel-interval"] == "−2.0 to 0.4"
