"""The difference in differences with placebos, against a second way to compute it."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import plan
from cohesion.chapters.correlation.plan_later import Outcome
from cohesion.chapters.hindsight import placebo
from cohesion.errors import DataError


@pytest.fixture(scope="module")
def declared():
    return plan.load().added.states_since


def test_the_comparison_is_the_nearest_untreated_units():
    before = pd.Series({"a": 10.0, "b": 11.0, "c": 30.0, "d": 31.0, "e": 10.5})
    after = pd.Series({"a": 15.0, "b": 12.0, "c": 40.0, "d": 31.0, "e": 99.0})
    found = placebo.differences(before, after, ["a", "e"], 1)
    # a: nearest untreated is b (changed by 1), for e as well; c and d are each other's.
    assert found.to_dict() == {"a": 4, "b": 1 - 10, "c": 10, "d": -10, "e": 88.5 - 1}
    everyone = placebo.differences(before, after, ["a", "e"], None)
    assert everyone["a"] == pytest.approx(5 - np.mean([1, 10, 0]))


def test_all_states_as_comparison_is_a_regression_on_a_dummy():
    rng = np.random.default_rng(3)
    before = pd.Series(rng.normal(50, 9, 32), index=[f"{i:02d}" for i in range(32)])
    after = before + rng.normal(0, 3, 32)
    treated = ["04", "19"]
    found = placebo.differences(before, after, treated, None)[treated].mean()
    # The interaction of a two-by-two regression with all states, a second implementation.
    dummy = np.isin(before.index, treated).astype(float)
    long = np.r_[np.zeros(32), np.ones(32)]
    design = np.column_stack([np.ones(64), np.r_[dummy, dummy], long, long * np.r_[dummy, dummy]])
    slope = np.linalg.lstsq(design, np.r_[before, after], rcond=None)[0][3]
    assert found == pytest.approx(slope)


def test_p_counts_the_pairs_that_lie_as_far_out():
    found = pd.Series({"t": 4.0, "u": 2.0, "a": 3.0, "b": 3.0, "c": -1.0, "d": 0.0})
    test = placebo.against_pairs(found, ["t", "u"])
    pairs = [(found[x] + found[y]) / 2 for x, y in itertools.combinations("abcd", 2)]
    assert test.estimate == 3
    assert sorted(test.placebos) == sorted(pairs)
    # One of the six pairs (a, b) reaches three; with the treated pair itself that is two of seven.
    assert test.p == pytest.approx(2 / 7)


def test_a_large_difference_is_found_and_noise_is_not():
    rng = np.random.default_rng(11)
    rejected = 0
    for _ in range(200):
        found = pd.Series(rng.normal(0, 1, 32), index=range(32))
        rejected += placebo.against_pairs(found, [0, 1]).p < 0.05
    assert 2 <= rejected <= 22  # about 5 % of 200
    found.loc[[0, 1]] = 9.0
    assert placebo.against_pairs(found, [0, 1]).p == pytest.approx(1 / 436)


def test_the_declared_outcomes_have_figures_and_print(declared, declared_differences):
    result = declared_differences
    assert list(result.frame.index) == list(declared.outcomes)
    assert result.frame[["estimate", "p", "p_holm", "all_others"]].notna().all(axis=None)
    assert (result.frame["p_holm"] >= result.frame["p"]).all()
    table = placebo.shown(result, declared)
    assert table.loc["Poverty", "Years"] == "2008–2012 → 2016–2018"
    assert table.loc["Trust in neighbours", "Earlier years"] == "–"
    assert table.loc["Homicides by population", "Mean of the two"].endswith("%")


def test_poverty_of_oaxaca_is_that_of_coneval(declared):
    """Figures as CONEVAL printed them (annex 2008–2018): 61.8, 67.0, 61.9; 70.4, 66.4."""
    before, after, _ = placebo.windows(
        declared.outcomes["poverty"], [2008, 2010, 2012], [2016, 2018]
    )
    assert before["20"] == pytest.approx((61.8 + 67.0 + 61.9) / 3, abs=0.1)
    assert after["20"] == pytest.approx((70.4 + 66.4) / 2, abs=0.1)


def test_a_gap_is_an_error(declared):
    gap = Outcome(
        label="x", series=("infant_deaths_registered",), before=(1950 + 40,), after=(2050 - 20,)
    )
    with pytest.raises(DataError):
        placebo.windows(gap, gap.before, gap.after)


def test_the_years_before_end_before_the_others():
    with pytest.raises(ValueError, match="do not end before"):
        Outcome(label="x", series=("poverty",), before=(2010, 2016), after=(2016,))
