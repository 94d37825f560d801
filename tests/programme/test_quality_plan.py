"""Tests of ``cohesion/programme/quality_plan.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    quality_plan,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_quality_plan_names_checks_that_exist():
    plan = quality_plan.load_quality()
    assert sum(step.automatic for step in plan.steps) >= 8


def test_numbers_count_the_steps_of_the_table():
    plan = quality_plan.load_quality()
    numbers = quality_plan.numbers(plan)
    assert numbers["quality-steps"] == len(quality_plan.quality_table(plan))
    assert 0 < numbers["quality-automatic"] < numbers["quality-steps"]
