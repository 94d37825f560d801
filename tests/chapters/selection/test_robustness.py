"""Monte Carlo, Sobol indices and weight moves on simulated states."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hyp
from hypothesis import strategies as st

from cohesion.chapters.selection import robustness, rule, scoring

PLAN = rule.load_plan()
SPACE = PLAN.robustness


def small(**changes):
    return SPACE.model_copy(update={"draws": 4000, "data_replicates": 50} | changes)


def simulated(n=12, k=4, seed=1, se=0.0, gaps=False):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(n, k))
    if gaps:
        values[0, 0] = values[3, 2] = np.nan
    return robustness.Problem(
        values=values,
        se=np.full((n, k), se),
        limits=np.array([[-np.inf] * k, [np.inf] * k]),
        members=tuple((j,) for j in range(k)),
        evidence=np.full((n, k), np.nan),
        weights=np.full(k, 1 / k),
        eligible=np.ones(n, dtype=bool),
    )


def run(problem, space, seed=2, **options):
    rng = np.random.default_rng(seed)
    table = robustness.prepare(problem, space, rng)
    design = robustness.draw_design(problem.weights, space, rng, **options)
    return robustness.run(table, design, space, problem.eligible), design


def test_every_row_of_weights_sums_to_one():
    for flat in (False, True):
        _, design = run(simulated(), small(), flat=flat)
        assert design.weights.sum(axis=1) == pytest.approx(1)
        assert (design.weights >= 0).all()


def test_dirichlet_draws_centre_on_the_declared_weights():
    weights = np.array([0.5, 0.3, 0.2])
    space = small(draws=40_000, leave_one_out_probability=0.0)
    design = robustness.draw_design(weights, space, np.random.default_rng(0))
    assert design.weights.mean(axis=0) == pytest.approx(weights, abs=0.005)


def test_dropping_a_criterion_keeps_the_proportions_of_the_others():
    weights = np.array([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2], [1.0, 0.0, 0.0]])
    dropped = robustness.drop_criterion(weights, np.array([0, -1, 0]))
    assert dropped == pytest.approx(np.array([[0, 0.6, 0.4], [0.5, 0.3, 0.2], [0, 0.5, 0.5]]))


def test_engine_equals_a_plain_loop():
    problem, space = simulated(se=0.3, gaps=True), small(draws=200)
    rng = np.random.default_rng(3)
    table = robustness.prepare(problem, space, rng)
    design = robustness.draw_design(problem.weights, space, rng)
    ranks = robustness.run(table, design, space, problem.eligible)
    for i in range(space.draws):
        scores = table[design.normalisation[i], design.missing[i], design.replicate[i]]
        total = scoring.aggregate(
            scores, design.weights[i], space.aggregations[design.aggregation[i]]
        )
        assert (ranks[i] == scoring.ranks(total.round(9))).all()


def test_prepared_scores_are_those_of_the_perturbed_values():
    problem, space = simulated(se=0.5), small(data_replicates=3)
    table = robustness.prepare(problem, space, np.random.default_rng(9))
    noise = np.random.default_rng(9).standard_normal((3, *problem.values.shape))
    expected = scoring.normalise(problem.values + 0.5 * noise, "rank")
    np.testing.assert_allclose(table[space.normalisations.index("rank"), 0], expected)


@given(st.integers(0, 10_000))
@hyp(max_examples=15, deadline=None)
def test_a_dominated_state_never_outranks_its_dominator_in_any_draw(seed):
    problem = simulated(n=8, seed=seed)
    problem.values[1] = problem.values[0] - 0.5
    ranks, _ = run(problem, small(draws=1500))
    assert (ranks[:, 0] <= ranks[:, 1]).all()


def test_identical_states_share_every_rank_and_permutation_permutes():
    problem = simulated(n=9)
    problem.values[4] = problem.values[2]
    ranks, _ = run(problem, small())
    assert (ranks[:, 2] == ranks[:, 4]).all()
    order = np.random.default_rng(5).permutation(9)
    shuffled = simulated(n=9)
    shuffled.values[:] = problem.values[order]
    again, _ = run(shuffled, small())
    assert (again == ranks[:, order]).all()


def test_ineligible_states_come_after_all_others():
    problem = simulated()
    problem.eligible[problem.values.sum(axis=1).argmax()] = False
    ranks, _ = run(problem, small())
    assert (ranks[:, ~problem.eligible] == len(problem.values)).all()


def test_same_seed_same_ranks():
    first, _ = run(simulated(se=0.2), small())
    second, _ = run(simulated(se=0.2), small())
    assert (first == second).all()


def test_rank_table_by_hand():
    ranks = np.array([[1, 2, 3], [1, 3, 2], [2, 1, 3], [1, 2, 3]])
    table = robustness.rank_table(ranks, ["a", "b", "c"], tops=(1, 2))
    assert table["top1"].tolist() == [0.75, 0.25, 0]
    assert table["top2"].tolist() == [1, 0.75, 0.25]
    assert table["rank_median"].tolist() == [1, 2, 3]
    assert table["rank_low"].tolist() == [1, 1, 2] and table["rank_high"].tolist() == [2, 3, 3]


# ── Sobol ────────────────────────────────────────────────────────────────────────────────────────


def sobol(problem, **changes):
    plan = PLAN.model_copy(update={"robustness": small(sobol_samples=512, **changes)})
    answer = robustness.sobol_indices(
        problem, plan, [f"{i:02d}" for i in range(12)], np.random.default_rng(1)
    )
    return answer.pivot(index="state", columns="factor", values=["first", "total"])


def test_no_op_uncertainties_have_sobol_index_zero():
    # No gaps: the missing-data rule does nothing. No standard errors: sampling does nothing.
    answer = sobol(simulated())
    for factor in ("missing data", "sampling error"):
        assert (answer[("total", factor)] == 0).all()
        assert answer[("first", factor)].abs().max() < 1e-9
    assert answer[("total", "weights")].max() > 0.1


def test_sampling_error_takes_over_when_it_is_all_that_varies():
    answer = sobol(
        simulated(se=0.5),
        normalisations=("minmax",),
        aggregations=("arithmetic",),
        leave_one_out_probability=0.0,
        dirichlet_concentration=1e7,
    )
    moving = answer[("total", "sampling error")] > 0
    assert moving.any()
    assert answer.loc[moving, ("total", "sampling error")].min() > 0.8
    assert answer[("total", "weights")].max() < 0.1


# ── weight moves ─────────────────────────────────────────────────────────────────────────────────


def test_smallest_weight_move_by_hand():
    # Two criteria: the insider leads by 20 on the first, trails by 60 on the second. At weights
    # (0.9, 0.1) it leads by 12; level at 0.75/0.25, that is, 0.15 of the weight has to move.
    scores = np.array([[80.0, 20.0], [60.0, 80.0]])
    move, new = robustness.smallest_weight_move(scores, np.array([0.9, 0.1]), 0, 1)
    assert move == pytest.approx(0.15)
    assert new == pytest.approx([0.75, 0.25])


def test_no_weights_help_a_dominated_state():
    move, new = robustness.smallest_weight_move(
        np.array([[80.0, 60.0], [70.0, 50.0]]), np.array([0.5, 0.5]), 0, 1
    )
    assert move == np.inf and new is None


@given(st.integers(0, 10_000))
@hyp(max_examples=25, deadline=None)
def test_no_random_weights_do_it_with_a_smaller_move(seed):
    rng = np.random.default_rng(seed)
    scores, weights = rng.uniform(0, 100, (2, 4)), rng.dirichlet(np.ones(4))
    if scores[0] @ weights < scores[1] @ weights:
        scores = scores[::-1]
    move, new = robustness.smallest_weight_move(scores, weights, 0, 1)
    other = rng.dirichlet(np.ones(4), 4000)
    enough = other @ (scores[1] - scores[0]) >= 0
    moved = 0.5 * np.abs(other - weights).sum(axis=1)
    if enough.any():
        assert moved[enough].min() >= move - 1e-9
    if new is not None:
        assert new.sum() == pytest.approx(1)
        assert new @ (scores[1] - scores[0]) >= -1e-7


def test_weight_moves_and_leave_one_out_tables():
    scores = pd.DataFrame({"x": [90.0, 60, 10], "y": [50.0, 70, 20]}, index=["a", "b", "c"])
    weights = pd.Series({"x": 0.7, "y": 0.3})
    eligible = pd.Series(True, index=scores.index)
    moves = robustness.weight_moves(scores, weights, ["a"], eligible)
    assert moves.at["b", "move"] == pytest.approx(0.3)  # level at x = 0.4
    assert (moves.at["b", "gains"], moves.at["b", "loses"]) == ("y", "x")
    assert np.isinf(moves.at["c", "move"])
    left = robustness.leave_one_out(scores, weights, eligible, 1)
    assert left.loc["x"].tolist() == ["b", 0] and left.loc["y"].tolist() == ["a", 1]


def test_a_hundred_thousand_draws_take_seconds():
    problem = simulated(n=32, k=12, se=0.1)
    started = time.perf_counter()
    ranks, _ = run(problem, SPACE)
    assert ranks.shape == (SPACE.draws, 32) and SPACE.draws == 100_000
    assert time.perf_counter() - started < 30  # about four seconds on one free core
