"""The numbers that the chapter on robustness names agree with the result they are made from."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from cohesion.chapters.selection import audit, figures, robustness, tables
from cohesion.chapters.selection import robustness_facts as facts
from tests.chapters.selection.small import evaluated


@pytest.fixture(scope="module")
def result():
    return evaluated(2_000)


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def test_draws_are_told_beside_the_smallest_move(result):
    chosen = list(result.choice.proposed)
    moves = robustness.weight_moves(
        result.scores, result.plan.weights, chosen, result.table["eligible"]
    )
    found = values(facts.of_draws(result, moves))
    assert found["selection-robust-draws"] == result.plan.robustness.draws == 2_000
    assert found["selection-robust-smallest-move"] == 100 * moves["move"].min()
    assert found["selection-robust-first-names"] == result.names(chosen)
    assert found["selection-robust-next-outside"] not in found["selection-robust-first-names"]
    assert found["selection-robust-shown"] == 100 * figures.LEAST_SHOWN
    assert found["selection-robust-near-gate"] < result.plan.gate("violence").threshold


def test_the_least_firm_state_is_told_with_and_without_what_nobody_observed(result):
    chosen = list(result.choice.proposed)
    firm = pd.DataFrame({"top4": [80.0, 60.0, 40.0, 90.0]}, chosen) / 100
    found = values(facts.of_firmness(result, firm, 0.31, 0.52))
    assert found["audit-least"] == pytest.approx(40) and found["audit-joint"] == 31
    assert found["audit-least-name"] == result.table.at[chosen[2], "name"]
    assert found["audit-least-fixed-name"] == result.table.at[
        result.table.loc[chosen, "top4"].idxmin(), "name"
    ]  # fmt: skip
    assert found["audit-unobserved"] == len(audit.unobserved(result)) and found["audit-draws"] > 0


def test_an_amended_rule_is_told_by_the_same_states_or_by_their_names(result):
    every = audit.criterion_audit(result, eligible=True)
    alphas, pair = audit.coherence(result.plan, result.figures), audit.cancelling_pair(result)
    chosen = result.choice.proposed
    other = ["09", *chosen[1:]]
    found = values(facts.of_rule(result, result, other, every, alphas, pair))
    assert found["audit-amended-reserve"] == found["audit-reserve"]
    assert found["audit-amended-words"] != found["audit-without-turnout"]
    assert "Federal District" in found["audit-without-turnout"]
    assert found["audit-pair-points"] == pytest.approx(5.0)
    assert found["audit-alpha-safety"] == alphas.loc["Safety and social care", "alpha"]


def test_settings_that_keep_the_proposal_are_counted(result):
    left, without = pd.DataFrame(index=range(9)), pd.Index(["social_development"])
    found = values(facts.of_criteria_left_out(result, left, without))
    assert found["selection-robust-loo-kept"] == 8 and found["selection-robust-loo-all"] == 9
    assert found["selection-robust-loo-changed"] == "social development"
    gates = values(facts.of_gates(result, pd.DataFrame(index=range(7)), 5))
    assert (gates["selection-robust-gates-all"], gates["selection-robust-gates-kept"]) == (7, 5)
    assert gates["selection-robust-strict-gate"] == tables.strictest_gate(result)[0]


def test_the_two_smallest_moves_and_flat_weights_are_told(result):
    near = pd.DataFrame({"Weight to move, %": [1.5, 3.5, 9.0]}, ["Veracruz", "Hidalgo", "Tabasco"])
    assert values(facts.of_moves(near)) == {
        "selection-robust-move-first": "Veracruz", "selection-robust-move-second": "Hidalgo",
        "selection-robust-move-second-share": 3.5,
    }  # fmt: skip
    chosen = list(result.choice.proposed)
    found = values(facts.of_flat_weights(result, chosen[-1:]))
    assert found["selection-robust-flat-kept"] == len(chosen) - 1
    assert found["selection-robust-flat-below"] == result.table.at[chosen[-1], "name"]
    none = values(facts.of_flat_weights(dataclasses.replace(result), []))
    assert none["selection-robust-flat-below"] == "none"
