"""The selection's tables and facts agree with the result they are made from."""

from __future__ import annotations

import pytest

from cohesion.chapters.selection import robustness, rule, run, tables

PLAN = rule.load_plan()


@pytest.fixture(scope="module")
def result():
    space = PLAN.robustness.model_copy(update={"draws": 5000, "data_replicates": 100})
    return run.evaluate(PLAN.model_copy(update={"robustness": space}))


def test_facts_name_and_number_the_proposed_states(result):
    texts, scores = tables.proposal_texts(result), tables.proposal_scores(result)
    shares = tables.proposal_shares(result)
    assert texts["selection-proposed-codes"].split(",") == list(result.choice.proposed)
    for place, code in enumerate(result.choice.proposed, start=1):
        assert texts[f"selection-state-{place}-code"] == code
        assert texts[f"selection-state-{place}-name"] == result.table.at[code, "name"]
        assert scores[f"selection-state-{place}-score"] == result.table.at[code, "total"]
        tops = [shares[f"selection-prob-top{top}-{place}"] for top in (2, 3, 4)]
        assert tops == sorted(tops) and tops[-1] <= 100
    assert scores["selection-gap-4-5"] > 0


def test_eligible_and_excluded_states_make_up_the_country(result):
    counts = tables.proposal_counts(result)
    assert counts["selection-eligible"] + len(tables.gate_table(result)) == 32
    assert len(tables.ranking_table(result)) == counts["selection-eligible"]
    assert tables.ranking_table(result)["Rank"].is_monotonic_increasing


def test_the_whole_set_is_never_likelier_than_its_least_likely_member(result):
    shares = tables.robustness_shares(result)
    assert shares["selection-robust-exact-set"] <= shares["selection-robust-min-top4"]
    assert shares["selection-robust-next-top4"] <= 100 - shares["selection-robust-exact-set"]


def test_weights_of_the_printed_rule_sum_to_one_hundred(result):
    table = tables.criteria_table(result)
    assert table["Weight, %"].sum() == pytest.approx(100)
    assert set(table["Block"]) == {"need", "feasibility"}


def test_every_criterion_is_printed_with_figures_or_as_a_gap(result):
    gaps = set(tables.gap_table(result).index)
    for criterion in PLAN.criteria:
        flat = result.scores[criterion.id].nunique() == 1
        assert (criterion.label in gaps) == flat, criterion.id


def test_summaries_agree_with_their_tables(result):
    methods, kept = tables.method_table(result)
    names = result.table.loc[list(result.choice.proposed), "name"].tolist()
    assert kept == (methods[names] <= len(names)).all(axis=1).sum()
    left, changed = tables.leave_one_out_table(result)
    same = sum(set(row) == set(names) for row in left.to_numpy().tolist())
    assert same == len(left) - len(changed)
    gates, kept = tables.gate_sensitivity_table(result)
    assert kept == sum(set(first.split(", ")) == set(names) for first in gates["First"])


def test_strictest_gate_excludes_what_it_names(result):
    limit, lost = tables.strictest_gate(result)
    ratio = tables.homicide_ratio(result)
    over = [code for code in result.choice.proposed if ratio[code] > limit]
    assert lost == (result.names(over) if over else "none")
    ratios = tables.gate_ratios(result)
    assert ratios["selection-robust-near-gate"] <= PLAN.gate("violence").threshold


def test_moves_are_shares_of_the_weight(result):
    moves = robustness.weight_moves(
        result.scores, PLAN.weights, result.choice.proposed, result.table["eligible"]
    )
    table = tables.move_table(result, moves)
    assert table["Weight to move, %"].between(0, 100).all()
    texts = tables.robustness_texts(result, moves)
    assert texts["selection-robust-move-name"] == table.index[0]


def test_probabilities_are_per_cents_of_the_named_states(result):
    table = tables.probability_table(result)
    code = result.choice.proposed[0]
    row = table.loc[result.table.at[code, "name"]]
    assert row["First 4, %"] == 100 * result.table.at[code, "top4"]
    assert row["Declared rank"] == 1 and row["Rank, low"] <= row["Median rank"] <= row["Rank, high"]
    few = tables.probability_table(result, ranks=False, number=5)
    assert few.columns.tolist() == ["First 2, %", "First 3, %", "First 4, %"]
    assert len(few) == 5 and few["First 4, %"].is_monotonic_decreasing


def test_one_finding_never_helps_against_and_never_hurts_in_favour(result):
    table, told = tables.evidence_table(result)
    against, favour = (table.filter(like=f" at {score}") for score in (0, 100))
    declared = table["Declared rank"]
    assert (against.min(axis=1) >= declared - 1e-9).all()
    assert (favour.max(axis=1) <= declared + 1e-9).all()
    named = {state for state in table.index if state in told}
    could = {state for state in table.index
             if favour.loc[state].min() <= 4 < declared[state]
             or declared[state] <= 4 < against.loc[state].max()}  # fmt: skip
    assert named == could and ("No single" in told) == (not could)


def test_lists_of_nothing_say_none(result):
    first = list(result.choice.proposed[:1])
    assert tables.names_or_none(result, []) == "none"
    assert tables.names_or_none(result, first) == result.table.at[first[0], "name"]
    half = result.table.index[result.table["top4"] >= 0.5]
    assert tables.below_half(result, half) == []
    sure = result.table["top4"].idxmin()
    assert tables.below_half(result, [sure]) == [sure]
    criterion = next(iter(result.plan.labels.index))
    assert tables.labels_or_none(result, [criterion]) == result.plan.labels[criterion].lower()
    assert 0 < tables.without_error(result) < result.figures.se.shape[1]
