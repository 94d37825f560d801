"""Tests of ``cohesion/chapters/selection/scoring.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hyp
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from pymcdm.methods import PROMETHEE_II, TOPSIS
from scipy import stats

from cohesion.chapters.selection import scoring
from cohesion.methods import composite

AGGREGATIONS = ("arithmetic", "geometric", "topsis", "promethee")
NORMALISATIONS = ("minmax", "zscore", "rank")

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


@given(hnp.arrays(float, (4, 9, 3), elements=st.sampled_from([0.0, 0.1, 0.5, 1.0, np.inf])))
def test_ranks_and_flows_are_those_of_a_library_that_sorts(values):
    below = stats.rankdata(-values, method="min", axis=-2)
    assert (scoring.ranks(np.moveaxis(values, -2, -1)) == np.moveaxis(below, -2, -1)).all()
    flows = (2 * stats.rankdata(values, axis=-2) - 10) / 8
    assert (scoring.net_flows(values) == flows).all()
    finite = np.where(np.isinf(values), np.nan, values)
    ranked = scoring.normalise(finite, "rank")
    for at in np.ndindex(4, 3):
        own = finite[at[0], :, at[1]]
        told = ~np.isnan(own)
        if told.sum() > 1:
            wanted = (stats.rankdata(own[told]) - 1) / (told.sum() - 1) * 100
            assert ranked[at[0], told, at[1]] == pytest.approx(wanted)
        assert np.isnan(ranked[at[0], ~told, at[1]]).all()
