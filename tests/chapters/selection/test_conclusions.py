"""What the pages on the choice of states conclude falls when its results turn."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from cohesion.chapters.selection import audit, conclusions, robustness, rule, run
from cohesion.chapters.selection import robustness_conclusions as firmness
from tests.chapters.claimed import fallen, truth

PLAN = rule.load_plan()


@pytest.fixture(scope="module")
def plan():
    space = PLAN.robustness.model_copy(update={"draws": 3000, "data_replicates": 100})
    return PLAN.model_copy(update={"robustness": space})


@pytest.fixture(scope="module")
def result(plan):
    return run.evaluate(plan)


def with_table(result: run.Result, code: str, **changed: float) -> run.Result:
    table = result.table.copy()
    for column, value in changed.items():
        table.loc[code, column] = value
    return dataclasses.replace(result, table=table)


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


def test_the_draws(result):
    assert not fallen(firmness.of_draws(result, 0.34, "x"))
    assert fallen(firmness.of_draws(result, 0.95, "x")) == {"robust-unmeasured"}
    other = with_table(result, "30", top4=0.4)
    assert fallen(firmness.of_draws(other, 0.3, "x")) == {"robust-hold", "robust-reserve"}
    other = with_table(result, "20", rank_high=9)
    assert fallen(firmness.of_draws(other, 0.3, "x")) == {"robust-seven"}
    other = with_table(result, "18", rank_low=15, rank_high=15)
    other = with_table(other, "02", rank_low=8, rank_high=9)
    assert fallen(firmness.of_draws(other, 0.3, "x")) == {"robust-overlap"}


def sobol(**totals: float) -> pd.DataFrame:
    known = dict(zip(robustness.FACTORS, (0.5, 0.3, 0.4, 0.0, 0.2, 0.1), strict=True))
    rows = {name: totals.get(name.replace(" ", "_"), value) for name, value in known.items()}
    table = pd.DataFrame({"factor": list(rows), "total": list(rows.values())})
    away = table.assign(state="01", total=0.9)
    return pd.concat([table.assign(state="07"), away])


@pytest.mark.parametrize(
    ("totals", "falls"),
    [
        ({}, set()),
        ({"normalisation": 0.45}, {"robust-drivers"}),
        ({"sampling_error": 0.25}, {"robust-drivers"}),
        ({"missing_data": 0.05}, {"robust-missing", "robust-drivers"}),
    ],
)
def test_what_drives_the_ranks_of_the_states_that_are_named(totals, falls):
    assert fallen(firmness.of_assumptions(sobol(**totals), ["07"], "x")) == falls


def test_other_rules(result):
    chosen = result.choice
    turned = dataclasses.replace(chosen, reserve=tuple(reversed(chosen.reserve)))
    amended = dataclasses.replace(result, choice=turned)
    flat = with_table(result, "12", top4=0.4)
    assert not fallen(firmness.of_variants(result, flat, amended, 1, "x"))
    found = truth(firmness.of_variants(result, result, result, 2, "x"))
    assert not (
        found["robust-flat"] or found["audit-reserve-turns"] or found["robust-one-criterion"]
    )
    other = dataclasses.replace(chosen, proposed=("07", "12", "20", "30"))
    amended = dataclasses.replace(result, choice=other)
    assert "audit-same" in fallen(firmness.of_variants(result, flat, amended, 1, "x"))
    close = with_table(with_table(result, "30", total=59.0), "15", total=58.9)
    assert "robust-evidence" in fallen(firmness.of_variants(close, flat, amended, 1, "x"))


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
