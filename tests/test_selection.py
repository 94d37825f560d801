"""Scoring, ranking, gates of reason and the decision rule, on cases that can be worked by hand."""

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hyp
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from pymcdm.methods import PROMETHEE_II, TOPSIS

from cohesion.chapters.selection import evidence, scoring
from cohesion.chapters.selection import rule as selection_rule
from cohesion.chapters.selection.rule import Decision, Treatment
from cohesion.errors import DataError
from cohesion.methods import composite

AGGREGATIONS = ("arithmetic", "geometric", "topsis", "promethee")
NORMALISATIONS = ("minmax", "zscore", "rank")
PLAN = selection_rule.load_plan()

values_ = hnp.arrays(
    float,
    st.tuples(st.integers(3, 8), st.integers(2, 5)),
    elements=st.integers(0, 20).map(float),
)


def weights_for(k: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.ones(k))


# ── normalisation ────────────────────────────────────────────────────────────────────────────────


def test_normalise_by_hand():
    column = np.array([[10.0], [20.0], [30.0], [30.0]])
    assert scoring.normalise(column, "minmax")[:, 0].tolist() == [0, 50, 100, 100]
    places = scoring.normalise(column, "rank")[:, 0]
    assert places == pytest.approx([0, 100 / 3, 250 / 3, 250 / 3])
    z = (column - column.mean()) / column.std()
    assert scoring.normalise(column, "zscore") == pytest.approx(50 + 50 / 3 * z)


@pytest.mark.parametrize("method", ["minmax", "rank"])
def test_normalise_agrees_with_the_composite_index(method):
    frame = pd.DataFrame(np.random.default_rng(3).normal(size=(32, 4)), columns=list("abcd"))
    expected = composite.normalise(frame, dict.fromkeys("abcd", 1), method)
    assert scoring.normalise(frame.to_numpy(), method) == pytest.approx(expected.to_numpy())


@pytest.mark.parametrize("method", ["arithmetic", "geometric"])
def test_aggregate_agrees_with_the_composite_index(method):
    frame = pd.DataFrame(np.random.default_rng(4).uniform(0, 100, (32, 4)), columns=list("abcd"))
    weights = weights_for(4)
    expected = composite.aggregate(frame, dict(zip("abcd", weights, strict=True)), method)
    assert scoring.aggregate(frame.to_numpy(), weights, method) == pytest.approx(expected)


@pytest.mark.parametrize("method", NORMALISATIONS)
def test_batches_give_what_single_matrices_give(method):
    batch = np.random.default_rng(5).normal(size=(4, 9, 3))
    batch[1, 2, 0] = np.nan
    together = scoring.normalise(batch, method)
    for i in range(4):
        np.testing.assert_allclose(together[i], scoring.normalise(batch[i], method))


@pytest.mark.parametrize("method", NORMALISATIONS)
def test_gaps_stay_gaps_and_do_not_move_the_scale(method):
    whole = np.array([[1.0], [2.0], [4.0]])
    holed = np.array([[1.0], [2.0], [np.nan], [4.0]])
    scores = scoring.normalise(holed, method)
    assert np.isnan(scores[2, 0])
    np.testing.assert_allclose(np.delete(scores, 2, 0), scoring.normalise(whole, method))


@pytest.mark.parametrize("method", NORMALISATIONS)
def test_equal_values_score_fifty(method):
    assert (scoring.normalise(np.full((5, 1), 0.1 + 0.2), method) == 50).all()


def test_winsor_limits_touch_only_outlying_indicators():
    rule = Treatment(method="winsorise", max_skewness=2, max_kurtosis=3.5, max_values=5)
    rng = np.random.default_rng(6)
    calm, wild = rng.uniform(0, 1, 32), np.r_[rng.uniform(0, 1, 31), 50.0]
    limits = scoring.winsor_limits(np.c_[calm, wild], rule)
    assert np.isinf(limits[:, 0]).all()
    assert limits[1, 1] == np.sort(wild)[-2]


# ── missing data ─────────────────────────────────────────────────────────────────────────────────


def test_criterion_is_the_mean_of_what_exists():
    scores = np.array([[0.0, 100.0], [40.0, np.nan], [np.nan, np.nan]])
    rule = [
        scoring.criterion_scores(scores, [(0, 1)], m)[:, 0].tolist()
        for m in ("neutral", "median", "pessimistic")
    ]
    assert rule == [[50, 40, 50], [50, 40, 45], [50, 40, 0]]


@pytest.mark.parametrize("rule", ["neutral", "median", "pessimistic"])
def test_a_criterion_without_any_figure_is_neutral_for_everyone(rule):
    scores = np.full((4, 1), np.nan)
    assert (scoring.criterion_scores(scores, [(0,), ()], rule) == 50).all()


# ── aggregation: properties, and the MCDA library ────────────────────────────────────────────────


@given(values_, st.sampled_from(NORMALISATIONS), st.sampled_from(AGGREGATIONS))
@hyp(max_examples=150, deadline=None)
def test_a_dominated_state_never_outranks_its_dominator(values, norm, method):
    values = np.vstack([values, values[0] - 1.0])  # the last state is worse everywhere
    totals = scoring.aggregate(
        scoring.normalise(values, norm), weights_for(values.shape[1]), method
    )
    assert totals[-1] <= totals[0] + 1e-12


@given(values_, st.sampled_from(NORMALISATIONS), st.sampled_from(AGGREGATIONS))
@hyp(max_examples=100, deadline=None)
def test_identical_states_tie(values, norm, method):
    values = np.vstack([values, values[1]])
    totals = scoring.aggregate(
        scoring.normalise(values, norm), weights_for(values.shape[1]), method
    )
    ranks = scoring.ranks(totals.round(9))
    assert ranks[-1] == ranks[1]


@given(values_, st.sampled_from(NORMALISATIONS), st.sampled_from(AGGREGATIONS), st.randoms())
@hyp(max_examples=100, deadline=None)
def test_permuting_states_permutes_results(values, norm, method, random):
    order = list(range(len(values)))
    random.shuffle(order)
    weights = weights_for(values.shape[1])

    def total(matrix):
        return scoring.aggregate(scoring.normalise(matrix, norm), weights, method)

    np.testing.assert_allclose(total(values[order]), total(values)[order], atol=1e-12)


@given(values_, st.sampled_from(NORMALISATIONS), st.sampled_from(AGGREGATIONS))
@hyp(max_examples=100, deadline=None)
def test_a_criterion_with_equal_values_changes_no_rank(values, norm, method):
    k = values.shape[1]
    without = weights_for(k)
    scores = scoring.normalise(values, norm)
    padded = scoring.normalise(np.c_[values, np.full(len(values), 7.0)], norm)
    # The new criterion takes 30 % of the weight; the others keep their proportions.
    joined = scoring.aggregate(padded, np.r_[0.7 * without, 0.3], method)
    alone = scoring.aggregate(scores, without, method)
    assert (scoring.ranks(joined.round(9)) == scoring.ranks(alone.round(9))).all()


def test_topsis_and_promethee_equal_the_mcda_library():
    rng = np.random.default_rng(8)
    for _ in range(20):
        scores = rng.integers(0, 30, (12, 5)).astype(float)
        weights, types = rng.dirichlet(np.ones(5)), np.ones(5)
        topsis = TOPSIS(normalization_function=lambda x, cost=False: x)(scores, weights, types)
        flow = PROMETHEE_II("usual")(scores, weights, types)
        np.testing.assert_allclose(scoring.aggregate(scores, weights, "topsis"), topsis, atol=1e-12)
        np.testing.assert_allclose(
            scoring.aggregate(scores, weights, "promethee"), flow, atol=1e-12
        )


def test_ranks_share_places_and_leave_out_the_ineligible():
    totals = np.array([70.0, 69.97, 60.0, 90.0])
    eligible = np.array([True, True, True, False])
    assert scoring.ranks(totals, eligible).tolist() == [1, 2, 3, 4]
    assert scoring.ranks(totals, eligible, tolerance=0.05).tolist() == [1, 1, 3, 4]


# ── decision rule ────────────────────────────────────────────────────────────────────────────────

RULE = Decision(
    minimum_states=2,
    maximum_states=4,
    minimum_probability_top4=0.5,
    tie_tolerance=0.05,
    reserve_states=2,
)


def _decide(totals, probability, eligible=None):
    codes = [f"{i:02d}" for i in range(1, len(totals) + 1)]
    eligible = eligible or [True] * len(codes)
    return scoring.decide(
        pd.Series(totals, codes, dtype=float),
        pd.Series(eligible, codes),
        pd.Series(probability, codes, dtype=float),
        RULE,
    )


def test_two_states_when_the_third_is_uncertain():
    choice = _decide([80, 70, 60, 50, 40], [1, 0.9, 0.49, 0.6, 0.1])
    assert choice.proposed == ("01", "02")  # the fourth cannot overtake the uncertain third
    assert choice.reserve == ("03", "04")


def test_three_and_four_states():
    assert _decide([80, 70, 60, 50, 40], [1, 1, 0.5, 0.4, 0]).proposed == ("01", "02", "03")
    assert _decide([80, 70, 60, 50, 40], [1, 1, 1, 1, 1]).proposed == ("01", "02", "03", "04")


def test_gated_states_are_never_proposed():
    choice = _decide([99, 70, 60, 50], [0, 1, 0, 0], [False, True, True, True])
    assert choice.proposed == ("02", "03")


def test_a_tie_at_the_cut_is_kept_whole_or_handed_to_the_mission():
    assert _decide([80, 70, 69.99, 50], [1, 0.2, 0.2, 0]).proposed == ("01", "02", "03")
    choice = _decide([80, 70, 69.99, 69.98, 69.97], [1, 0.6, 0.6, 0.6, 0.6])
    assert choice.proposed == ("01", "02")
    assert choice.tied == ("03", "04", "05")


def test_too_few_states_names_the_cure():
    with pytest.raises(DataError, match="pass the gates"):
        _decide([80, 70], [1, 1], [True, False])


# ── the declared rule ────────────────────────────────────────────────────────────────────────────


def test_declared_plan_is_consistent():
    assert PLAN.weights.sum() == pytest.approx(1)
    assert set(PLAN.block("need")) | set(PLAN.block("feasibility")) == set(PLAN.weights.index)
    assert PLAN.weights[PLAN.block("need")].sum() == pytest.approx(0.6)


def test_violence_stays_out_of_the_cohesion_criterion():
    cohesion = next(c for c in PLAN.criteria if c.id == "cohesion")
    assert not any(
        "homicide" in candidate.id or "crime" in candidate.id
        for item in cohesion.indicators
        for candidate in item.candidates
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda plan: plan["criteria"][0].update(weight=0.5), "sum to 1.3"),
        (lambda plan: plan["criteria"][1].update(id="social_development"), "used twice"),
        (lambda plan: plan.update(normalisation="percentile"), "minmax"),
        (lambda plan: plan["criteria"][0].pop("indicators"), "either indicators or evidence"),
        (lambda plan: plan.update(typo=1), "typo"),
    ],
)
def test_broken_plans_are_refused_with_the_entry_named(tmp_path, change, message):
    plan = yaml.safe_load(selection_rule.PLAN_FILE.read_text("utf-8"))
    change(plan)
    file = tmp_path / "selection.yml"
    file.write_text(yaml.safe_dump(plan), encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        selection_rule.load_plan(file)
    assert "selection.yml" in str(caught.value) and "Cure:" in str(caught.value)


def test_mission_evidence_is_neutral_and_checked(tmp_path):
    table = evidence.mission_evidence()
    assert (table == 50).all().all() and len(table) == 32
    form = yaml.safe_load(evidence.MISSION_FILE.read_text("utf-8"))
    form["criteria"]["political_will"]["entries"] = [
        {"state": "07", "score": 75, "date": "2012-03-15", "source": "letter of the governor"}
    ]
    file = tmp_path / "mission_evidence.yml"
    file.write_text(yaml.safe_dump(form), encoding="utf-8")
    assert evidence.mission_evidence(file).at["07", "political_will"] == 75
    form["criteria"]["political_will"]["entries"][0]["score"] = 175
    file.write_text(yaml.safe_dump(form), encoding="utf-8")
    with pytest.raises(DataError, match="political_will, entry 1"):
        evidence.mission_evidence(file)
