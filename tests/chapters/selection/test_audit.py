"""The audit of the selection: what cancels, what coheres, the amended rule, spoilt files."""

from __future__ import annotations

import shutil

import pytest
import yaml

from cohesion import paths
from cohesion.chapters.selection import amended, audit, data, rule, run
from cohesion.errors import DataError


@pytest.fixture(scope="module")
def result():
    plan = rule.load_plan()
    few = plan.robustness.model_copy(update={"draws": 2_000, "data_replicates": 100})
    return run.evaluate(plan.model_copy(update={"robustness": few}))


def test_the_level_of_homicide_adds_the_same_points_to_every_state(result):
    assert audit.cancelling_pair(result).to_numpy() == pytest.approx(5.0, abs=1e-9)


def test_effective_weights_say_what_a_check_had_printed(result):
    table = audit.criterion_audit(result, eligible=True)
    assert table.loc["safety_social_care", "correlation"] == pytest.approx(-0.19, abs=0.03)
    assert table["effective"].sum() == pytest.approx(1)
    alphas = audit.coherence(result.plan, result.figures)["alpha"]
    assert alphas["Safety and social care"] < 0 and alphas["Social cohesion"] < 0
    assert alphas["Social development"] > 0.9


def test_unobserved_criteria_are_those_without_figures_and_drawing_them_lowers_firmness(result):
    empty = audit.unobserved(result)
    assert empty == ["institutional_capacity", "transparency", "political_will", "absorption",
                     "complementarity"]  # fmt: skip
    table, joint, fixed = audit.firmness(result, amended.load().unobserved)
    assert 0 < joint < fixed
    assert table["top4"].sum() == pytest.approx(4, abs=0.05)


def test_variant_without_draws_is_the_declared_order(result):
    found = audit.variant(result.plan)
    assert found.proposed == tuple(result.table.query("eligible").sort_values("rank").index[:4])
    assert found.totals["07"] == pytest.approx(result.table.at["07", "total"])


def test_second_chances_follow_the_draws_and_not_the_score(result):
    table = audit.second_chances(result.table, result.choice.proposed)
    assert table["top4"].is_monotonic_decreasing
    assert not set(table.index) & set(result.choice.proposed)


def test_amended_rule_reads_periods_and_counts_violence_once():
    plan = amended.amended_plan(rule.load_plan(), amended.load())
    assert plan.weights.sum() == pytest.approx(1)
    ids = [item.id for item in plan.indicators]
    assert "homicide_need" not in ids and "turnout" not in ids and "homicide_level" in ids
    rise = data.gather(plan).values["homicide_rise"]
    # Chiapas: a dip in one year makes no rise out of no change.
    assert abs(rise["07"]) < 1 < rise["12"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c["criteria"].pop(), "sum to"),
        (lambda c: c["criteria"][-1].update(id="luck"), "no such criterion"),
        (lambda c: c["criteria"][2]["indicators"].pop(0), "which no criterion holds"),
        (lambda c: c.update(date="2026-11-20"), "no amendment of 2026-11-20"),
        (lambda c: c["criteria"][0]["indicators"][0].update(candidates=["luck"]), "unknown series"),
    ],
)
def test_spoilt_amended_rules_are_refused(tmp_path, change, message):
    content = yaml.safe_load((paths.PROGRAMME / "selection_amended.yml").read_text("utf-8"))
    change(content)
    text = yaml.safe_dump(content, allow_unicode=True, explicit_end=True)
    (tmp_path / "selection_amended.yml").write_text(text, "utf-8")
    shutil.copy(paths.PROGRAMME / "selection.yml", tmp_path)
    with pytest.raises(DataError, match=message):
        amended.load(tmp_path)
