"""The best place that weights can give: hand-worked cases, and no random weights do better."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import optimize

from cohesion.methods import places


def place(scores: np.ndarray, weights: np.ndarray, unit: int, block, upper_part) -> int | None:
    """Return the place that given weights lead to, counted directly."""
    need = (scores * block) @ weights
    passes = np.ones(len(scores), bool)
    if upper_part is not None:
        passes = need >= np.sort(need)[::-1][upper_part - 1]
    if not passes[unit]:
        return None
    totals = scores @ weights
    return 1 + int((totals[passes] > totals[unit]).sum())


def best(scores, unit, upper_part=None, lower=0.0, upper=1.0, block=None, admitted=None):
    n, k = scores.shape
    return places.best_place(
        scores, unit, np.full(k, lower), np.full(k, upper),
        admitted=np.ones(n, bool) if admitted is None else admitted,
        block=np.ones(k, bool) if block is None else block, upper_part=upper_part,
    )  # fmt: skip


def test_the_best_of_one_criterion_can_be_first():
    scores = np.array([[1.0, 0.0], [0.0, 1.0], [0.4, 0.4]])
    assert [best(scores, unit).place for unit in range(3)] == [1, 1, 2]


def test_a_unit_that_another_beats_everywhere_is_never_before_it():
    scores = np.array([[0.9, 0.8], [0.5, 0.6], [0.1, 0.7]])
    assert [best(scores, unit).place for unit in range(3)] == [1, 2, 2]


def test_a_unit_outside_the_gates_has_no_place_and_does_not_count():
    scores = np.array([[0.9, 0.8], [0.5, 0.6], [0.1, 0.7]])
    admitted = np.array([False, True, True])
    assert best(scores, 0, admitted=admitted).place is None
    assert best(scores, 1, admitted=admitted).place == 1


def test_the_gate_on_a_block_moves_with_the_weights():
    # The third unit is best in feasibility and worst in need: the gate admits two of three.
    scores = np.array([[0.9, 0.1], [0.8, 0.2], [0.1, 1.0]])
    need = np.array([True, False])
    found = places.best_place(
        scores, 2, np.zeros(2), np.ones(2), admitted=np.ones(3, bool), block=need, upper_part=2,
        least_block=0.1,
    )  # fmt: skip
    assert found.place is None


def test_bounds_on_weights_are_kept():
    scores = np.array([[1.0, 0.0], [0.0, 1.0]])
    found = best(scores, 1, lower=0.0, upper=0.6)
    assert found.place == 1 and found.weights.max() <= 0.6 + 1e-6
    narrow = places.best_place(
        scores, 1, np.array([0.6, 0.0]), np.array([1.0, 0.4]), admitted=np.ones(2, bool),
        block=np.ones(2, bool), upper_part=None,
    )  # fmt: skip
    assert narrow.place == 2


@pytest.mark.sampled(2)
@pytest.mark.parametrize("seed", range(6))
def test_no_random_weights_do_better_and_the_found_ones_do_as_well(seed):
    rng = np.random.default_rng(seed)
    n, k = 8, 4
    scores, block, part = rng.random((n, k)), np.array([True, True, False, False]), 4
    draws = rng.dirichlet(np.full(k, 0.6), 3000)
    draws = draws[draws[:, :2].sum(axis=1) > 0.05]
    for unit in range(n):
        found = places.best_place(
            scores, unit, np.zeros(k), np.ones(k), admitted=np.ones(n, bool), block=block,
            upper_part=part, least_block=0.05,
        )  # fmt: skip
        tried = [p for w in draws if (p := place(scores, w, unit, block, part)) is not None]
        if found.place is None:
            assert not tried
            continue
        assert found.place <= min(tried, default=n)
        assert place(scores, found.weights, unit, block, part) == found.place


@given(
    arrays(float, (3, 4), elements=st.floats(-1, 1, width=16)),
    arrays(float, 4, elements=st.floats(0, 0.25, width=16)),
    arrays(float, 4, elements=st.floats(0.25, 1, width=16)),
)
def test_the_extremes_are_those_of_a_linear_programme(rows, lower, upper):
    least, greatest = places.extremes(rows, lower, upper)
    for row, low, high in zip(rows, least, greatest, strict=True):
        for sign, found in ((1, low), (-1, high)):
            answer = optimize.linprog(
                sign * row, A_eq=np.ones((1, 4)), b_eq=[1], bounds=np.c_[lower, upper]
            )
            assert found == pytest.approx(sign * answer.fun, abs=1e-7)


def test_a_rival_that_is_equal_stands_before():
    scores = np.array([[0.5, 0.5], [0.5, 0.5], [0.1, 0.2]])
    assert [best(scores, unit).place for unit in range(3)] == [2, 2, 3]
