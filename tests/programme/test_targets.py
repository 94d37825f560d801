"""Tests of ``cohesion/programme/targets.py``."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(st.floats(0, 100), st.floats(0, 100), st.floats(1, 100))
def test_gap_target_never_asks_for_worse_or_more_than_the_benchmark(value, benchmark, share):
    lower = programme_targets.gap_target(value, benchmark, share, "lower_better")
    assert lower <= value + 1e-9
    assert lower >= min(value, benchmark) - 1e-9
    higher = programme_targets.gap_target(value, benchmark, share, "higher_better")
    assert value - 1e-9 <= higher <= max(value, benchmark) + 1e-9
