"""Tests of ``cohesion/programme/experts.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion import paths
from cohesion.programme import experts as programme_experts
from tests.tools.design import content_of


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_days_add_up_by_hand_from_the_file():
    raw = content_of(paths.PROGRAMME / "experts.yml")
    states = raw["parameters"]["states"]
    total = sum(
        days * (states if profile["per_state"] else 1)
        for profile in raw["profiles"]
        for years in profile["days"].values()
        for days in years.values()
    )
    experts = programme_experts.load_experts()
    assert programme_experts.expert_frame(experts)["days"].sum() == total
    assert programme_experts.days_by_year(experts).loc["Total", "Days"] == total
    assert programme_experts.days_by_result(experts).loc["Total", "Days"] == total


def test_one_more_state_costs_what_the_difference_says():
    experts = programme_experts.load_experts()
    fewer = experts.model_copy(
        update={"parameters": experts.parameters.model_copy(update={"states": 3})}
    )
    costs = [programme_experts.expert_frame(one)["cost"].sum() for one in (experts, fewer)]
    difference = (costs[0] - costs[1]) / (experts.parameters.states - 3)
    assert programme_experts.cost_of_one_more_state(experts) == pytest.approx(difference)


def test_price_of_a_day_of_the_mission_itself():
    assert programme_experts.load_experts().parameters.anchor.per_day == pytest.approx(117182 / 94)


def test_profiles_are_short_term_or_not():
    found = programme_experts.load_experts()
    short, others = (programme_experts.profiles_text(found, short=is_short)
                     for is_short in (True, False))  # fmt: skip
    assert short.count("### ") + others.count("### ") == len(found.profiles)
    own = [item for item in found.profiles if item.kind == "short-term"]
    assert own and all(f"### {item.id} " in short for item in own)
