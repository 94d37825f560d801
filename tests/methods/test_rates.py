"""Rates, intervals, changes, smoothing, ties: against tables, libraries, hand-worked cases."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.rates import confint_poisson

from cohesion.errors import DataError
from cohesion.methods import counts
from cohesion.methods import ranks as methods_ranks
from cohesion.methods import rates as methods_rates

SEED = 20120630


def one(count, population):
    return pd.Series([count], ["a"]), pd.Series([population], ["a"])


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904), (100, 81.3637, 121.6270)],
)
def test_garwood_limits_match_the_printed_table(count, low, high):
    # Exact 95 % limits of a Poisson mean, as tabulated since Garwood (1936).
    frame = methods_rates.rates(*one(count, 100_000))
    assert frame.at["a", "low"] == pytest.approx(low, abs=5e-4)
    assert frame.at["a", "high"] == pytest.approx(high, abs=5e-4)


@given(st.integers(0, 30_000), st.integers(1, 120_000_000))
@settings(max_examples=60, deadline=None)
def test_limits_equal_those_of_statsmodels(count, population):
    frame = methods_rates.rates(*one(count, population))
    low, high = confint_poisson(count, population, method="exact-c")
    assert frame.at["a", "high"] == pytest.approx(high * methods_rates.PER, rel=1e-6)
    assert frame.at["a", "low"] == pytest.approx(
        0 if count == 0 else low * methods_rates.PER, rel=1e-6
    )
    assert frame.at["a", "low"] <= frame.at["a", "rate"] <= frame.at["a", "high"]


def test_interval_covers_at_least_its_level():
    generator = np.random.default_rng(SEED)
    counts = pd.Series(generator.poisson(12, 4000))
    frame = methods_rates.rates(counts, pd.Series(100_000, counts.index))
    covered = ((frame["low"] <= 12) & (frame["high"] >= 12)).mean()
    assert 0.95 <= covered < 0.985


def test_pooling_adds_events_and_person_years():
    counts = pd.DataFrame({2008: [3, 0], 2009: [5, 1]}, ["a", "b"])
    people = pd.DataFrame({2008: [1000, 500], 2009: [1100, 500]}, ["a", "b"])
    frame = methods_rates.pooled_rates(counts, people)
    assert frame.at["a", "rate"] == pytest.approx(8 / 2100 * 100_000)
    assert frame.at["b", "rate"] == pytest.approx(100)


def test_pooling_of_different_years_is_refused():
    counts = pd.DataFrame({2008: [3]}, ["a"])
    with pytest.raises(DataError, match="not those of the population"):
        methods_rates.pooled_rates(counts, counts.rename(columns={2008: 2009}))


def test_a_year_without_a_figure_is_not_pooled_as_zero():
    counts = pd.DataFrame({2008: [3.0], 2009: [np.nan]}, ["a"])
    with pytest.raises(DataError, match="not a count"):
        methods_rates.pooled_rates(counts, pd.DataFrame({2008: [9], 2009: [9]}, ["a"]))


@pytest.mark.parametrize("population", [0, -5, np.nan])
def test_a_unit_without_population_is_named(population):
    with pytest.raises(DataError, match="row a: the unit has no population"):
        methods_rates.rates(*one(3, population))


def test_change_of_a_large_rise_and_of_no_change():
    before = methods_rates.rates(pd.Series({"a": 50, "b": 50}), pd.Series({"a": 1e6, "b": 1e6}))
    after = methods_rates.rates(pd.Series({"a": 100, "b": 52}), pd.Series({"a": 1e6, "b": 1e6}))
    frame = methods_rates.change(before, after)
    assert frame.at["a", "difference"] == pytest.approx(5)
    assert frame.at["a", "ratio"] == pytest.approx(2)
    assert frame["changed"].tolist() == [True, False]
    assert frame.at["a", "ratio_low"] > 1 > frame.at["b", "ratio_low"]


@pytest.mark.dear
@pytest.mark.sampled
def test_change_is_false_positive_in_one_case_of_twenty(every):
    cases = 750 if every else 150
    generator = np.random.default_rng(SEED)
    people = pd.Series(1e6, range(cases))
    draws = [pd.Series(generator.poisson(40, cases)) for _ in range(2)]
    frame = methods_rates.change(*(methods_rates.rates(draw, people) for draw in draws))
    assert abs(frame["changed"].mean() - 0.05) < 2 * np.sqrt(0.05 * 0.95 / cases)


def test_change_from_no_event_has_no_ratio():
    frame = methods_rates.change(
        methods_rates.rates(*one(0, 1000)), methods_rates.rates(*one(4, 1000))
    )
    assert np.isnan(frame.at["a", "ratio"])
    assert frame.at["a", "difference"] == pytest.approx(400)


def test_empirical_bayes_equals_the_formula_of_marshall_by_hand():
    counts, people = pd.Series([2, 30, 1]), pd.Series([1000, 9000, 4000])
    m = 33 / 14000
    s2 = sum(n * (c / n - m) ** 2 for c, n in zip(counts, people, strict=True)) / 14000
    a = s2 - m / (14000 / 3)
    expected = [
        (m + a / (a + m / n) * (c / n - m)) * 1e5 for c, n in zip(counts, people, strict=True)
    ]
    assert methods_rates.empirical_bayes(counts, people)["smoothed"].tolist() == pytest.approx(
        expected
    )


def test_empirical_bayes_equals_the_smoother_of_esda():
    smoothing = pytest.importorskip("esda.smoothing")
    generator = np.random.default_rng(SEED)
    people = generator.integers(500, 200_000, 300)
    counts = generator.poisson(people * generator.gamma(2, 1e-4, 300))
    own = methods_rates.empirical_bayes(pd.Series(counts), pd.Series(people))["smoothed"]
    theirs = smoothing.Empirical_Bayes(counts, people).r.ravel() * methods_rates.PER
    assert own.to_numpy() == pytest.approx(theirs, rel=1e-6)


def test_smoothing_lies_between_own_and_overall_rate_and_helps():
    generator = np.random.default_rng(SEED)
    people = pd.Series(generator.integers(300, 30_000, 800))
    true = pd.Series(generator.gamma(3, 10, 800))
    counts = pd.Series(generator.poisson(people * true / 1e5))
    frame = methods_rates.empirical_bayes(counts, people)
    overall = counts.sum() / people.sum() * 1e5
    between = np.sort(np.c_[frame["rate"], np.full(800, overall)], axis=1)
    assert (frame["smoothed"] >= between[:, 0] - 1e-9).all()
    assert (frame["smoothed"] <= between[:, 1] + 1e-9).all()
    assert ((frame["smoothed"] - true) ** 2).mean() < ((frame["rate"] - true) ** 2).mean() / 2


def test_no_spread_beyond_chance_gives_everyone_the_overall_rate():
    frame = methods_rates.empirical_bayes(pd.Series([10, 10]), pd.Series([1000, 1000]))
    assert frame["smoothed"].tolist() == pytest.approx([1000, 1000])
    assert frame["weight"].tolist() == [0, 0]


@given(st.lists(st.integers(0, 500), min_size=2, max_size=30))
@settings(max_examples=60, deadline=None)
def test_own_rank_lies_in_its_range(counts):
    frame = methods_rates.rates(pd.Series(counts), pd.Series(1e5, range(len(counts))))
    ranks = methods_ranks.rank_ranges(frame)
    assert (ranks["best"] <= ranks["rank"]).all()
    assert (ranks["rank"] <= ranks["worst"]).all()


def test_dispersion_by_hand_and_of_independent_deaths():
    """Counts 4 and 6: (6 − 4)² / (4 + 6) = 0.4; Poisson counts have a factor of one."""
    assert methods_rates.dispersion(pd.DataFrame([[4, 6]])) == pytest.approx(0.4)
    counts = pd.DataFrame(np.random.default_rng(3).poisson(60, (400, 11)))
    assert methods_rates.dispersion(counts) == pytest.approx(1, abs=0.05)


def test_clustered_direction_needs_more_when_deaths_cluster():
    """Difference 40 with variance 340: 2.17 errors when single, 1.25 with three times as much."""
    before = methods_rates.rates(pd.Series({"a": 150.0}), pd.Series({"a": 1e5}))
    after = methods_rates.rates(pd.Series({"a": 190.0}), pd.Series({"a": 1e5}))
    assert methods_rates.clustered_direction(before, after, 1)["a"] == 1
    assert methods_rates.clustered_direction(after, before, 1)["a"] == -1
    assert methods_rates.clustered_direction(before, after, 3)["a"] == 0


def test_the_variance_between_units_is_negative_where_they_differ_by_chance_alone():
    people = pd.Series([100.0, 300.0])
    # m = 40/400; the rates are 0.1 and 0.1: nothing is left beyond m / p̄ = 0.1 / 200.
    assert methods_rates.between_units(pd.Series([10.0, 30.0]), people) == (0.1, -0.0005)
    mean, variance = methods_rates.between_units(pd.Series([30.0, 10.0]), people)
    # Σp(d/p − m)²/Σp = (100 · 0.04 + 300 · (1/30 − 0.1)²) / 400
    by_hand = (100 * 0.04 + 300 * (1 / 30 - 0.1) ** 2) / 400 - 0.0005
    assert (mean, variance) == (0.1, pytest.approx(by_hand))


def test_both_forms_of_the_smoothed_rate_agree():
    events, people = pd.Series([0.0, 3.0, 50.0]), pd.Series([1e3, 2e4, 1e5])
    smoothed = methods_rates.empirical_bayes(events, people)["smoothed"]
    assert counts.empirical_bayes(events, people).tolist() == pytest.approx(smoothed.tolist())
