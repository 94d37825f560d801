"""Tests of ``cohesion/programme/targets.py``."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.programme import baselines
from cohesion.programme import targets as programme_targets
from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_minimum_detectable_change_by_simulation(design):
    """Draw pairs of estimates that differ by the change; eight in ten must be significant."""
    settings = design.baselines.detectability
    se = 2.0
    change = programme_targets.minimum_detectable(se, settings)
    generator = np.random.default_rng(20120630)
    before = generator.normal(60, se, 200_000)
    after = generator.normal(60 - change, se, 200_000)
    found = np.abs(before - after) / (np.sqrt(2) * se) > 1.959964
    assert found.mean() == pytest.approx(settings.power, abs=0.005)


@given(st.floats(0, 100), st.floats(-10, 0), st.floats(1, 8), st.floats(0, 100))
def test_a_target_is_the_trend_and_what_is_added_and_never_past_the_nation(
    behind, yearly, years, share
):
    expected, target = programme_targets.distance_target(behind, yearly, years, share)
    assert 0 <= target <= expected <= behind
    if target > 0:
        assert expected - target == pytest.approx(behind * share / 100)


@given(st.floats(-100, 0), st.floats(-10, 0), st.floats(1, 8), st.floats(0, 100))
def test_who_is_not_behind_keeps_its_place(behind, yearly, years, share):
    assert programme_targets.distance_target(behind, yearly, years, share) == (0, 0)


def test_a_trend_counts_only_when_it_is_larger_than_its_error():
    """By hand: 1.96 x sqrt 2 x 2 = 5.54; a narrowing of six in two years counts, of five not."""
    narrowing = programme_targets.yearly_narrowing
    assert narrowing(20, 14, 2, 2.0) == pytest.approx(-3)
    assert narrowing(20, 15, 2, 2.0) == 0
    assert narrowing(14, 20, 2, 2.0) == 0  # a distance that grew is not extrapolated
    assert narrowing(float("nan"), 14, 2, 2.0) == 0


def test_health_is_closed_by_the_trend_and_nothing_is_claimed(design):
    """CONEVAL's series: the four states came nearer by 6 to 8 points from 2008 to 2010."""
    plan = design.baselines
    values = programme_targets.baseline_values(
        plan, baselines.selections(plan), ["07", "12", "20", "21"], baselines.trends(plan)
    )
    table = programme_targets.target_values(
        design.indicators, plan, values, design.activities, design.n_states
    ).set_index(["indicator", "unit"])
    for state in ("07", "12", "20", "21"):
        row = table.loc["O-3", state]
        assert row["expected"] == row["target"] == 0 and row["detectable"] == "the trend alone"
    poverty = table.loc["O-1", "20"]  # Oaxaca fell back: no trend to go on
    assert poverty["expected"] == poverty["distance"]
    assert poverty["target"] == pytest.approx(0.9 * poverty["distance"])
    halfway = poverty["milestones"][2014]
    assert poverty["target"] < halfway < poverty["distance"]
