"""Tests of ``cohesion/programme/civil_society.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    civil_society,
)
from cohesion.programme.design import load_design
from cohesion.programme.stakeholders import load_actors


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


def test_numbers_tables_and_sheets_hold_every_action():
    plan = civil_society.load_civil_society()
    costs = civil_society.action_costs(plan)
    facts = civil_society.numbers(plan, costs, 5.0).set_index("name")["value"]
    assert facts["cso-cost"] == facts["cso-cost-operations"] + facts["cso-cost-advice"]
    assert facts["cso-cost-grants"] == 5.0
    dearest = costs["Total (EUR)"].idxmax()
    title = next(action.title for action in plan.actions if action.id == dearest)
    assert facts["cso-dearest"].lower() == title.lower()
    table = civil_society.action_table(plan, costs)
    assert len(table) == facts["cso-actions"] == len(plan.actions)
    assert table["Total (EUR)"].sum() == facts["cso-cost"]
    own, others = (civil_society.sheets(plan, costs, r) for r in (("R3",), ("R1", "R2")))
    assert own.count("### ") == facts["cso-actions-r3"]
    assert own.count("### ") + others.count("### ") == len(plan.actions)


def test_texts_and_tables_of_the_page_are_complete():
    plan = civil_society.load_civil_society()
    assert civil_society.gap_text(plan).count("- ") >= len(plan.diagnosis.gaps)
    assert civil_society.reading_text(plan).count("- **") == len(plan.diagnosis.readings)
    mechanisms = civil_society.mechanism_table(plan, load_actors())
    assert len(mechanisms) == len(plan.mechanisms) and (mechanisms["Legal anchor"] != "").all()
    reach = civil_society.reach_table(plan)
    assert len(reach) == len(plan.reach) and (reach["Actions"] != "").all()
