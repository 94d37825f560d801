"""Association: independent implementations, hand-worked cases, and the no-effect case."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from cohesion.errors import DataError
from cohesion.methods import association

SEED = 7


@pytest.fixture
def sample() -> np.ndarray:
    rng = np.random.default_rng(SEED)
    x = rng.normal(size=32)
    z = rng.normal(size=32)
    return np.column_stack([x, 0.5 * x + 0.5 * z + rng.normal(size=32), z])


@pytest.mark.parametrize(
    ("method", "reference"), [("pearson", stats.pearsonr), ("spearman", stats.spearmanr)]
)
def test_coefficient_against_scipy(sample, method, reference):
    expected = reference(sample[:, 0], sample[:, 1]).statistic
    assert association.coefficient(sample[:, :2], method) == pytest.approx(expected)


def test_partial_coefficient_is_the_correlation_of_residuals(sample):
    design = np.column_stack([np.ones(32), sample[:, 2]])
    left, right = (
        sample[:, i] - design @ np.linalg.lstsq(design, sample[:, i], rcond=None)[0] for i in (0, 1)
    )
    assert association.coefficient(sample) == pytest.approx(np.corrcoef(left, right)[0, 1])


def test_partial_coefficient_by_hand():
    # r12 = 0.6, r13 = 0.5, r23 = 0.4 → (0.6 − 0.5·0.4) / √((1 − 0.25)(1 − 0.16))
    matrix = np.array([[1, 0.6, 0.5], [0.6, 1, 0.4], [0.5, 0.4, 1]])
    raw = np.random.default_rng(1).normal(size=(40, 3))
    raw = raw - raw.mean(axis=0)
    white = raw @ np.linalg.inv(np.linalg.cholesky(raw.T @ raw)).T
    values = white @ np.linalg.cholesky(matrix).T
    assert association.coefficient(values) == pytest.approx(0.4 / np.sqrt(0.75 * 0.84))


def test_spearman_takes_ties_as_scipy_does():
    x, y = [1, 1, 2, 3, 3, 3, 5], [2, 1, 1, 4, 4, 6, 6]
    assert association.coefficient(np.column_stack([x, y]), "spearman") == pytest.approx(
        stats.spearmanr(x, y).statistic
    )


@pytest.mark.parametrize("method", association.COEFFICIENTS)
def test_bca_interval_against_scipy(sample, method):
    pair = sample[:, :2]
    low, high = association.bca_interval(pair, np.random.default_rng(1), method, 20000)
    other = stats.bootstrap(
        (pair[:, 0], pair[:, 1]),
        lambda x, y, axis=-1: association.coefficients(
            np.stack(np.broadcast_arrays(x, y), axis=-1).reshape(-1, x.shape[-1], 2), method
        ).reshape(x.shape[:-1]),
        paired=True,
        vectorized=True,
        n_resamples=20000,
        method="BCa",
        rng=np.random.default_rng(2),
    ).confidence_interval
    assert (low, high) == pytest.approx((other.low, other.high), abs=0.03)


def test_bca_interval_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(3)
    truth, hits, trials = 0.5, 0, 200
    for _ in range(trials):
        data = rng.multivariate_normal([0, 0], [[1, truth], [truth, 1]], size=32)
        low, high = association.bca_interval(data, rng, replications=599)
        hits += low <= truth <= high
    # exact binomial tolerance around 93 % (BCa is slightly short with n = 32)
    assert stats.binom.cdf(hits, trials, 0.93) > 0.001


def test_permutation_p_against_every_arrangement():
    import itertools

    x, y = np.array([1.0, 2, 3, 4, 5, 7]), np.array([2.0, 1, 4, 3, 7, 5])
    observed = abs(np.corrcoef(x, y)[0, 1])
    every = [abs(np.corrcoef(x, p)[0, 1]) for p in itertools.permutations(y)]
    exact = np.mean(np.array(every) >= observed - 1e-12)
    estimated = association.permutation_p(
        np.column_stack([x, y]), np.random.default_rng(1), permutations=19999
    )
    assert estimated == pytest.approx(exact, abs=0.01)


@pytest.mark.parametrize(("method", "controls"), [("pearson", 0), ("spearman", 0), ("pearson", 2)])
def test_false_positive_rate_is_five_percent_when_nothing_is_there(method, controls):
    rng = np.random.default_rng(11)
    trials, alpha = 400, 0.05
    positives = 0
    for _ in range(trials):
        data = rng.lognormal(size=(32, 2 + controls))
        if controls:
            data[:, 0] += data[:, 2]
            data[:, 1] += data[:, 2] + data[:, 3]  # associated only through the controls
        positives += association.permutation_p(data, rng, method, 199) <= alpha
    low, high = stats.binom.interval(0.999, trials, alpha)
    assert low <= positives <= high


def test_strong_association_is_found_and_p_is_never_zero(sample):
    pair = np.column_stack([sample[:, 0], sample[:, 0] + 0.01 * sample[:, 2]])
    assert association.permutation_p(pair, np.random.default_rng(1), permutations=999) == 1 / 1000


def test_detectable_effect_has_the_power_it_promises():
    effect = association.detectable(32)
    assert effect == pytest.approx(0.478, abs=0.001)
    rng, trials = np.random.default_rng(5), 4000
    data = rng.multivariate_normal([0, 0], [[1, effect], [effect, 1]], size=(trials, 32))
    r = association.coefficients(data)
    t = np.abs(r) * np.sqrt(30 / (1 - r**2))
    found = int(np.sum(t > stats.t.ppf(0.975, 30)))
    low, high = stats.binom.interval(0.9999, trials, 0.8)
    assert low <= found <= high
    assert association.detectable(32, controls=3) > effect
    with pytest.raises(DataError):
        association.detectable(3)


def test_adjustments_by_hand():
    p = [0.01, 0.04, 0.03, 0.005]
    assert association.adjust(p, "holm").tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert association.adjust(p, "bh").tolist() == pytest.approx([0.02, 0.04, 0.04, 0.02])
    with pytest.raises(DataError):
        association.adjust(p, "hope")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.0001, 1), min_size=1, max_size=12))
def test_adjusted_p_is_never_smaller_and_holm_never_beats_bh(p):
    holm, bh = association.adjust(p, "holm"), association.adjust(p, "bh")
    assert (holm >= np.array(p) - 1e-12).all() and (holm >= bh - 1e-12).all()
    assert (holm <= 1).all()
    # By the definition: each p by the number of those not smaller before it, and never falling.
    ranks = stats.rankdata(p, method="ordinal")
    steps = {rank: (len(p) - rank + 1) * value for rank, value in zip(ranks, p, strict=True)}
    by_hand = [min(1, max(steps[r] for r in range(1, rank + 1))) for rank in ranks]
    assert holm.tolist() == pytest.approx(by_hand, rel=1e-14)
    assert np.array_equal(bh, multipletests(p, method="fdr_bh")[1])


def test_holm_is_that_of_statsmodels():
    """On one long family: statsmodels looks for garbage in all of memory at every call."""
    p = np.random.default_rng(3).uniform(0, 0.4, 200).round(2)
    assert np.array_equal(association.adjust(p, "holm"), multipletests(p, method="holm")[1])


def test_verdicts_treat_nulls_and_reversals_alike():
    assert association.verdict(0.5, 0.01, "+") == "as expected"
    assert association.verdict(-0.5, 0.01, "+") == "reversed"
    assert association.verdict(-0.5, 0.01, "?") == "negative association"
    assert association.verdict(0.5, 0.2, "+") == "no clear association"
    assert association.verdict(0.1, 0.2, "0") == "no clear association, as expected"
    assert association.verdict(0.5, 0.01, "0") == "association against expectation"


def test_influence_finds_the_one_state_that_makes_the_result():
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(
        {"x": rng.normal(size=31), "y": rng.normal(size=31)},
        index=[f"{i:02d}" for i in range(1, 32)],
    )
    frame.loc["32"] = [9.0, 9.0]
    table = association.influence(frame, "x", "y")
    assert table.index[0] == "32" and bool(table.loc["32", "notable"])
    assert table.loc["32", "r_without"] == pytest.approx(
        np.corrcoef(frame["x"][:31], frame["y"][:31])[0, 1]
    )


def test_family_prints_everything_a_reader_needs():
    rng = np.random.default_rng(SEED)
    x = rng.normal(size=32)
    frame = pd.DataFrame(
        {"x": x, "same": x + 0.2 * rng.normal(size=32), "noise": rng.normal(size=32)}
    )
    frame.loc[0, "noise"] = np.nan
    table = association.family(
        frame,
        {
            "A": {"x": "x", "y": "same", "sign": "+", "primary": "pearson"},
            "B": {"x": "x", "y": "noise", "sign": "+", "primary": "spearman"},
        },
        rng,
        replications=499,
        permutations=499,
    )
    assert table["n"].tolist() == [32, 31]
    assert table.loc["A", "verdict"] == "as expected"
    assert table.loc["B", "verdict"] == "no clear association"
    assert ((table["low"] <= table["r"]) & (table["r"] <= table["high"])).all()
    assert table.loc["A", "p_holm"] == pytest.approx(2 * table.loc["A", "p"])


def test_within_margin_needs_evidence_and_not_only_a_null():
    rng = np.random.default_rng(4)
    small, large = rng.normal(size=(25, 2)), rng.normal(size=(1200, 2))
    assert not association.within_margin(small, rng, 0.1, replications=999)
    assert association.within_margin(large, rng, 0.15, replications=199)


def test_missing_series_and_too_few_units_are_named():
    frame = pd.DataFrame({"x": [1.0, 2, 3], "y": [1.0, 2, 3]})
    with pytest.raises(DataError, match="column 'z'"):
        association.complete(frame, ["x", "z"])
    with pytest.raises(DataError, match="only 3 units"):
        association.complete(frame, ["x", "y"])
    with pytest.raises(DataError, match="unknown coefficient"):
        association.coefficient(np.ones((5, 2)), "kendall")
