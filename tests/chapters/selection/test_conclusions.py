"""What the pages on the choice of states conclude falls when its results turn."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from cohesion.chapters.selection import audit, conclusions, rule
from tests.chapters.claimed import fallen
from tests.chapters.selection.small import evaluated, with_table

PLAN = rule.load_plan()


@pytest.fixture(scope="module")
def result():
    return evaluated()


def test_the_choice(result):
    pair = audit.cancelling_pair(result)
    assert not fallen(conclusions.of_choice(result, pair, "x"))
    assert fallen(conclusions.of_choice(with_table(result, "30", need=90.0), pair, "x")) == {
        "select-need"}  # fmt: skip
    pair["01"] += 1
    assert fallen(conclusions.of_choice(result, pair, "x")) == {"select-cancels"}


def test_the_gates(result):
    pair = audit.cancelling_pair(result)
    gates = result.gates.copy()
    gates["data"] = gates.index != "01"
    other = dataclasses.replace(result, gates=gates)
    assert fallen(conclusions.of_choice(other, pair, "x")) == {"select-gates"}
    scores = result.scores.assign(social_development=50.0, basic_health=50.0)
    other = dataclasses.replace(result, scores=scores)
    assert fallen(conclusions.of_choice(other, pair, "x")) == {"select-lead"}


def test_a_moved_weight_takes_the_sentence_on_weights_with_it(result):
    weights = {"social_development": 0.05, "cohesion": 0.25}
    moved = tuple(
        c.model_copy(update={"weight": weights.get(c.id, c.weight)}) for c in PLAN.criteria
    )
    other = dataclasses.replace(result, plan=result.plan.model_copy(update={"criteria": moved}))
    assert "select-weights" in fallen(
        conclusions.of_choice(other, audit.cancelling_pair(result), "x")
    )


@pytest.fixture
def audited(result):
    names = list(result.plan.labels.index)
    every = pd.DataFrame({"effective": 0.1}, index=names)
    every.loc[names[-5:], "effective"] = 0.0
    eligible = every.copy()
    eligible.loc[conclusions.LEADING, "effective"] = 0.4
    eligible.loc["safety_social_care", "effective"] = -0.03
    alphas = pd.DataFrame({"alpha": 0.9}, index=list(result.plan.labels))
    alphas.loc[list(result.plan.labels[["safety_social_care", "cohesion"]]), "alpha"] = -0.5
    return {"every": every, "eligible": eligible, "alphas": alphas}


@pytest.mark.parametrize(
    ("table", "row", "value", "falls"),
    [
        ("every", None, 0.1, set()),
        ("every", "cohesion", 0.0, {"audit-flat"}),
        ("eligible", "basic_health", 0.05, {"audit-deprivation"}),
        ("eligible", "safety_social_care", 0.03, {"audit-safety"}),
        ("alphas", "Social cohesion", 0.7, {"audit-alphas"}),
        ("alphas", "Basic health", 0.5, {"audit-alphas"}),
    ],
)
def test_the_audit(result, audited, table, row, value, falls):
    if row:
        audited[table].loc[row, audited[table].columns[0]] = value
    assert fallen(conclusions.of_audit(result, **audited, least=0.6, source="x")) == falls


def test_tables_of_the_audit_name_what_they_hold(result, audited):
    table = audit.weight_table(
        result, audited["every"].assign(nominal=0.1, correlation=0.2),
        audited["eligible"].assign(nominal=0.1, correlation=0.2), audited["alphas"],
    )  # fmt: skip
    assert table.loc["Basic health", "Weight (%)"] == pytest.approx(10)
    assert table.loc["Social cohesion", "Cronbach's alpha"] == -0.5
    firm = audit.firm_table(result, result.table, result.table, (0.7, 0.3, 0.2))
    assert firm.iloc[-1].tolist() == pytest.approx([70, 30, 20])
    assert firm.index[0] == "Chiapas" and len(firm) == 7
    rows = audit.amended_table(result, result)
    assert rows["Score"].tolist() == rows["Declared score"].tolist() and len(rows) == 6
    assert audit.same_or_names(result, reversed(result.choice.proposed)) == "the same four"
    assert audit.same_or_names(result, ["07", "30"]) == "Chiapas and Veracruz"
