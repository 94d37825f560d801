"""What a reader's own weights and gates make of the choice, by hand and against the declared rule.

``tests/pages/test_whatif.py`` holds the script of the page to this module.
"""

from __future__ import annotations

import math

import pandas as pd
import pytest

from cohesion.chapters.selection import run, whatif
from cohesion.errors import DataError
from cohesion.publishing.claims import Claim
from cohesion.tables.geography import STATE_CODES, STATES
from tests.chapters.claimed import truth


@pytest.fixture(scope="module")
def start() -> whatif.Basis:
    return whatif.basis()


@pytest.fixture(scope="module")
def declared(start):
    return whatif.answer(start, whatif.declared(start))


@pytest.fixture(scope="module")
def changes(start):
    """The single changes of the declared weights: slow, and needed twice."""
    return whatif.single_changes(start, whatif.declared(start))


def test_alternative_gates_are_those_of_the_selection(start):
    plan = start.plan
    figures = run.data.gather(plan)
    need = run.scoring.block_scores(
        run.data.declared_scores(plan, figures), plan.weights, plan.block("need")
    )
    for gate in plan.gates:
        if gate.kind == "mission_evidence":
            continue
        for limit in (*gate.alternatives, None):
            ours = whatif.answer(
                start, whatif.Choice(start.points, {gate.id: limit})
            )[f"gate_{gate.id}"]  # fmt: skip
            theirs = run.data.gate_results(plan, figures, need, {gate.id: limit})[gate.id]
            assert ours.tolist() == theirs.tolist(), (gate.id, limit)


def test_a_single_change_turns_the_fourth_place_and_a_smaller_one_does_not(start, changes):
    declared = whatif.declared(start)
    now = set(whatif.first(whatif.answer(start, declared), 4))
    row = changes.dropna(subset=["points"]).iloc[0]
    for points, changes in ((row["points"], True), (row["points"] + 1, False)):
        moved = declared.points.copy()
        moved[row.name] = points
        assert points < declared.points[row.name]
        then = set(whatif.first(whatif.answer(start, whatif.Choice(moved)), 4))
        assert (then != now) == changes


def test_the_nearest_change_is_the_one_of_the_table(start, changes, monkeypatch):
    monkeypatch.setattr(whatif, "single_changes", lambda start, choice: changes)
    told = whatif.nearest_change(start)
    table = changes
    nearest = table["distance"].idxmin()
    assert told["whatif-change-criterion"] == start.plan.labels[nearest].lower()
    assert float(told["whatif-change-to"]) == table.at[nearest, "points"]
    assert told["whatif-change-enters"] == STATES.at[table.at[nearest, "enters"][0], "name_en"]


def test_criteria_without_figures_are_the_same_for_every_state(start):
    assert len(start.empty) > 0
    for name in start.empty:
        assert start.scores[name].nunique() == 1
    for name in set(start.scores.columns) - set(start.empty):
        assert start.scores[name].nunique() > 1


def test_scores_are_weighted_means_and_a_finding_moves_only_its_state(start, declared):
    weights = start.plan.weights
    assert declared["total"].to_numpy() == pytest.approx((start.scores @ weights).to_numpy())
    need = start.plan.block("need")
    mean = (start.scores[need] @ weights[need]) / weights[need].sum()
    assert declared["need"].to_numpy() == pytest.approx(mean.to_numpy())
    criterion = start.empty[0]
    told = whatif.answer(start, whatif.Choice(start.points, findings={(criterion, "05"): 100.0}))
    moved = (told["total"] - declared["total"]).round(6)
    assert moved["05"] == pytest.approx(50 * weights[criterion], abs=1e-6)
    assert (moved.drop("05") == 0).all()


def test_left_out_criteria_give_their_share_to_the_others(start):
    choice = whatif.Choice(start.points, missing="left_out")
    share = whatif.weights(start, choice)
    assert share.sum() == pytest.approx(1) and (share[list(start.empty)] == 0).all()
    rest = start.points.drop(list(start.empty))
    assert share[rest.index].to_numpy() == pytest.approx((rest / rest.sum()).to_numpy())
    nothing = start.points * 0
    nothing[list(start.empty)] = 10
    with pytest.raises(DataError, match="no criterion has any weight"):
        whatif.weights(start, whatif.Choice(nothing, missing="left_out"))


def test_travel_refused_and_gates_switched_off(start, declared):
    first = whatif.first(declared, 4)
    refused = whatif.answer(start, whatif.Choice(start.points, refused=frozenset(first[:1])))
    assert not refused.at[first[0], "eligible"]
    assert whatif.first(refused, 3) == first[1:]
    off = {gate.id: None for gate in start.plan.gates if gate.kind != "mission_evidence"}
    assert whatif.answer(start, whatif.Choice(start.points, off))["eligible"].all()


def test_equal_scores_stand_in_the_order_of_inegi():
    table = pd.DataFrame(
        {"total": [50.0, 60, 60, 70], "eligible": [True, True, True, False]},
        index=["01", "02", "03", "04"],
    )
    assert whatif.first(table, 2) == ["02", "03"]


def test_a_gap_that_rules_fill_differently_stops_the_page(monkeypatch, start):
    scores = iter([start.scores, start.scores + 1])
    monkeypatch.setattr(whatif.data, "declared_scores", lambda plan, figures: next(scores))
    with pytest.raises(DataError, match=r"a state lacks a figure.*under each rule"):
        whatif.basis()


def test_the_claim_counts_first_places_and_near_places():
    table = pd.DataFrame(
        {"Best place, any weights": [1, 1, 1, 9.0],
         "Best place, weights near the declared": [1, 4, 5, math.nan]}
    )  # fmt: skip

    def holds(frame):
        found = whatif.extreme_claim(frame, number=4)
        return truth({"x": Claim(found["says"], found["holds"], found["rests_on"], "x")})["x"]

    assert holds(table)  # three states can be first, two come near
    assert not holds(table.assign(**{"Best place, any weights": [1, 2, 3, 4]}))


def test_published_shares_are_read_by_their_head():
    heads = ["State", "Score", "First 4, %"]
    rows = [["Chiapas", 1, 99.0], ["Puebla", 2, 60.0]]
    item = {"name": "tab-x", "raw": {"heads": heads, "rows": rows}}
    assert whatif.published_shares(item) == {"Chiapas": 99.0, "Puebla": 60.0}
    item["raw"]["heads"][2] = "First four"
    with pytest.raises(DataError, match="'tab-x' has no column"):
        whatif.published_shares(item)


def test_tables_and_facts_say_the_same(start, declared, monkeypatch):
    best = pd.DataFrame({"any": 1.0, "near": 5.0}, index=start.scores.index)
    best.loc[["07", "12"], "near"] = 1.0
    monkeypatch.setattr(whatif, "best_places", lambda start: best)
    table = whatif.place_table(start, {"Chiapas": 99.0})
    assert table.index[0] == STATES.at[declared["total"].idxmax(), "name_en"]
    shares = table["First four in the published variants, %"]
    assert shares["Chiapas"] == 99.0 and shares.drop("Chiapas").isna().all()
    assert table["Declared place"].notna().sum() == declared["eligible"].sum()
    found = whatif.facts(start, table)
    assert found == {
        "whatif-criteria": 12, "whatif-empty": len(start.empty), "whatif-states": len(STATE_CODES),
        "whatif-any-first": len(STATE_CODES), "whatif-near-first-four": 2,
    }  # fmt: skip
    gates = whatif.gate_table(start)
    assert gates["Need score"].to_numpy() == pytest.approx(declared["need"].to_numpy())
    assert list(whatif.score_table(start).columns) == list(start.plan.labels)
