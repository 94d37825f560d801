"""Tests of ``cohesion/programme/civil_society.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    civil_society,
)
from cohesion.programme.design import load_design


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_actions_cost_their_share_of_line_and_days():
    plan = civil_society.load_civil_society()
    action = next(a for a in plan.actions if a.id == "CS03")
    lines = load_design().budget_lines
    operations = lines.loc[lines["line"] == "E34", "amount"].sum() * action.budget["E34"] / 100
    advice = 450 * (action.days["EX15"] + action.days["EX13"])
    assert civil_society.action_costs(plan).loc["CS03", "Total (EUR)"] == round(operations) + advice


def test_no_action_spends_more_than_its_line():
    plan = civil_society.load_civil_society()
    lines = load_design().budget_lines.groupby("line")["amount"].sum()
    used = {line for action in plan.actions for line in action.budget}
    assert civil_society.action_costs(plan)["Operations (EUR)"].sum() <= lines[list(used)].sum()
