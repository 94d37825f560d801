"""The audit of the selection: what cancels, what coheres, what other rules would do."""

from __future__ import annotations

import pytest

from cohesion.chapters.selection import amended, audit
from tests.chapters.selection.small import evaluated


@pytest.fixture(scope="module")
def result():
    return evaluated(2_000)


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
