"""The rule on the real figures of the day: what is collected, gates, the proposal's consistency."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.selection import robustness, rule, run
from cohesion.tables.geography import STATE_CODES
from tests.chapters.selection.small import evaluated

PLAN = rule.load_plan()


@pytest.fixture(scope="module")
def result():
    return evaluated(5000)


def test_poverty_carries_conevals_standard_error(result):
    # CONEVAL, 2010, as SEDESOL printed it in August 2011: Chiapas 78.4 %; Nuevo León 21 %.
    assert result.figures.values.at["07", "poverty"] == pytest.approx(78.4, abs=0.05)
    assert result.figures.values.at["19", "poverty"] == pytest.approx(21.0, abs=0.3)
    assert 0 < result.figures.se.at["07", "poverty"] < 3


def test_an_indicator_without_a_table_stays_empty_and_neutral(result):
    assert result.figures.used["monitoring_evaluation"] == ""
    assert (result.scores["institutional_capacity"] == 50).all()


def test_nothing_of_a_later_day_is_used(result):
    for source in result.figures.sources:
        if isinstance(source, list):
            for chosen in source:
                late = chosen.frame["published"] > pd.Timestamp("2012-06-30")
                assert (chosen.frame.loc[late, "stand_in"]).all()


def test_proposal_is_consistent_with_the_table(result):
    chosen = list(result.choice.proposed)
    assert 2 <= len(chosen) <= 4
    assert result.table.loc[chosen, "eligible"].all()
    assert result.table.loc[chosen, "rank"].tolist() == list(range(1, len(chosen) + 1))
    assert not set(chosen) & set(result.choice.reserve)
    assert (result.table.loc[chosen[2:], "top4"] >= 0.5).all()


def test_total_is_the_weighted_mean_of_the_scores(result):
    by_hand = sum(PLAN.weights[c] * result.scores[c] for c in result.scores)
    assert result.table["total"].to_numpy() == pytest.approx(by_hand.to_numpy())
    blocks = 0.6 * result.table["need"] + 0.4 * result.table["feasibility"]
    assert result.table["total"].to_numpy() == pytest.approx(blocks.to_numpy())


def test_both_sides_of_security_pull_against_each_other(result):
    level = result.figures.values["homicide_level"]
    assert level.corr(result.scores["safety_social_care"], method="spearman") > 0.3
    assert level.corr(result.scores["security_feasibility"], method="spearman") < -0.3


def test_method_comparison_contains_the_declared_ranks(result):
    compared = run.method_comparison(result)
    declared = compared[(PLAN.normalisation, PLAN.aggregation)]
    eligible = result.table["eligible"]
    assert (declared[eligible] == result.table.loc[eligible, "rank"]).all()


def test_evidence_moves_a_state_by_its_weight(result):
    effect = run.evidence_effect(result)
    eligible = result.table.index[result.table["eligible"]]
    low, high = "Political will at 0", "Political will at 100"
    assert (effect.loc[eligible, low] >= effect.loc[eligible, "rank"]).all()
    assert (effect.loc[eligible, high] <= effect.loc[eligible, "rank"]).all()


def test_sensitivity_of_gates_starts_from_the_declared_threshold(result):
    table = run.gate_sensitivity(result)
    declared = table[(table["gate"] == "violence") & (table["threshold"] == 3)]
    assert declared["first"].iloc[0][: len(result.choice.proposed)] == result.choice.proposed
    none = table[(table["gate"] == "violence") & table["threshold"].isna()]
    assert none["excluded"].iloc[0] == ()


def test_weight_moves_name_a_proposed_state(result):
    moves = robustness.weight_moves(
        result.scores, PLAN.weights, result.choice.proposed, result.table["eligible"]
    )
    assert set(moves["replaces"]) <= set(result.choice.proposed)
    assert (moves["move"] > 0).all() and moves["move"].is_monotonic_increasing


def test_figures_of_one_count_share_their_sampling_error(result):
    names = [item.id for item in PLAN.indicators]
    noise = robustness.sampling_noise(result.problem, 3, np.random.default_rng(0))
    need, level = names.index("homicide_need"), names.index("homicide_level")
    np.testing.assert_allclose(noise[..., need], -noise[..., level])  # opposite sides
    other = noise[..., names.index("poverty")]
    assert abs(np.corrcoef(noise[..., need].ravel(), other.ravel())[0, 1]) < 0.4


def test_order_of_states_is_that_of_the_project(result):
    assert list(result.table.index) == list(STATE_CODES)
    assert result.ranks.shape[1] == len(STATE_CODES)
    assert np.isfinite(result.table["total"]).all()


# What the prose of the pages says in words has to hold on the figures.


def test_the_first_four_stand_apart_and_carry_the_sectors(result):
    order = result.table[result.table["eligible"]].sort_values("total", ascending=False)
    assert len(result.choice.proposed) == 4
    assert order["total"].iloc[3] - order["total"].iloc[4] > 3
    assert order["top4"].iloc[:4].min() > 0.7 and order["top4"].iloc[4:].max() < 0.3
    lead = result.scores.loc[list(result.choice.proposed)].mean() - result.scores.mean()
    points = (lead * PLAN.weights).sort_values(ascending=False)
    assert set(points.index[:2]) == {"social_development", "basic_health"}


def test_the_second_state_is_pulled_both_ways_by_violence(result):
    second = result.choice.proposed[1]
    others = [code for code in result.choice.proposed if code != second]
    scores = result.scores
    assert scores.at[second, "safety_social_care"] > scores.loc[others, "safety_social_care"].max()
    assert (
        scores.at[second, "security_feasibility"] < scores.loc[others, "security_feasibility"].min()
    )


def test_only_one_criterion_and_one_gate_change_the_set(result):
    left = robustness.leave_one_out(result.scores, PLAN.weights, result.table["eligible"], 4)
    assert left.index[left["kept"] < 4].tolist() == ["social_development"]
    gates = run.gate_sensitivity(result)
    moved = gates[[set(first) != set(result.choice.proposed) for first in gates["first"]]]
    assert moved["gate"].tolist() == ["violence"] and moved["threshold"].tolist() == [1.5]


def test_hindsight_claims_on_the_two_states_finally_chosen(result):
    scores, chosen = result.scores, list(result.choice.proposed)
    for criterion in ("social_development", "basic_health"):
        assert scores.at["24", criterion] < scores.loc[chosen, criterion].min()
    level = result.figures.values["homicide_level"]
    assert level["24"] < result.figures.nation["homicide_level"]
    assert "20" in chosen and "24" not in chosen
    assert result.table.at["24", "top4"] < 0.01


def test_later_figures_replace_only_what_exists():
    later = run.with_figures_of(PLAN, 2012)
    years = {item.id: item.year for item in later.indicators}
    assert years["poverty"] == 2012 and years["homicide_rise"] == 2012 and years["turnout"] == 2012
    assert years["monitoring_evaluation"] == 2011  # no table at all: left as declared
    assert years["governor_years_left"] == 2013
    assert [c.weight for c in later.criteria] == [c.weight for c in PLAN.criteria]


def test_weights_and_aggregation_drive_ranks_and_sampling_error_least(result):
    space = PLAN.robustness.model_copy(update={"sobol_samples": 1024, "data_replicates": 300})
    plan = PLAN.model_copy(update={"robustness": space})
    shown = [*result.choice.proposed, *result.choice.reserve]
    indices = robustness.sobol_indices(result.problem, plan, STATE_CODES, np.random.default_rng(1))
    total = indices[indices["state"].isin(shown)].groupby("factor")["total"].mean()
    assert total["missing data"] == 0
    assert set(total.nlargest(2).index) == {"weights", "aggregation"}
    assert total[total > 0].idxmin() == "sampling error"
