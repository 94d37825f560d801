"""Tests of ``cohesion/programme/tables.py``."""

from __future__ import annotations

import pytest

from cohesion.programme import tables
from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()


def total_of(design, **chosen) -> int:
    lines = design.budget_lines
    for column, value in chosen.items():
        lines = lines[lines[column] == value]
    return int(lines["amount"].sum())


def test_components_add_up_to_both_contributions(design):
    table = tables.fiche_budget(design)
    assert table.at["Total", "Total (EUR)"] == total_of(design)
    assert table.at["Total", "EU contribution (EUR)"] == total_of(design, funder="eu")
    components = table.loc[[item.title for item in design.budget.components]]
    assert components.sum().tolist() == table.loc["Total"].tolist()
    whole = table["EU contribution (EUR)"] + table["Mexican contribution (EUR)"]
    assert (whole == table["Total (EUR)"]).all()


def test_every_instrument_has_its_amount(design):
    table = tables.methods(design)
    assert list(table.index) == [item.title for item in design.budget.instruments]
    assert table["Amount (EUR)"].sum() == total_of(design)


def test_every_line_is_the_sum_of_its_years(design):
    table = tables.budget_lines(design)
    years = [column for column in table if str(column).isdigit()]
    assert (table[years].sum(axis=1) == table["Total (EUR)"]).all()
    lines = table.drop("Total")
    assert set(lines.index) == {line.id for line in design.budget.lines}
    assert lines["Total (EUR)"].sum() == table.at["Total", "Total (EUR)"] == total_of(design)


def test_cash_and_kind_of_all_funders_are_the_total(design):
    table = tables.cash_and_kind(design)
    assert (table["Cash (EUR)"] + table["In kind (EUR)"] == table["Total (EUR)"]).all()
    assert table.at["Total", "Total (EUR)"] == table["Total (EUR)"].drop("Total").sum()
    pesos = table.at["Total", "Total (EUR)"] * design.budget.exchange.rate / 1e6
    assert table.at["Total", "Total (million MXN)"] == pytest.approx(pesos, abs=0.05)


def test_the_design_of_today_is_one_of_the_variants(design):
    table = tables.variants(design)
    own = table[f"{design.n_states} states"]
    assert own["Total"] == total_of(design)
    assert own["EU: total"] + own["Mexico: total"] == own["Total"]
    assert table.loc["Total"].is_monotonic_increasing, "more states cost more"


def test_graver_risks_stand_first_and_lesser_ones_are_left_out(design):
    all_risks, grave = tables.risks(design, minimum=1), tables.risks(design)
    assert set(all_risks.index) == {risk.id for risk in design.risks}
    weights = {risk.id: risk.likelihood * risk.impact for risk in design.risks}
    assert list(grave.index) == [name for name in all_risks.index if weights[name] >= 9]
    ordered = [weights[name] for name in all_risks.index]
    assert ordered == sorted(ordered, reverse=True)


def test_days_of_experts_are_the_sum_of_their_years():
    table = tables.experts()
    years = [column for column in table if column.startswith("Year")]
    assert (table[years].sum(axis=1) == table["Days"]).all()
    assert table.at["Total", "Days"] == table["Days"].drop("Total").sum()


def test_milestones_are_in_order_and_activities_have_someone_who_answers(design):
    milestones = tables.milestones(design)
    found = {task.title for task in design.timetable.tasks if task.kind == "milestone"}
    assert found <= set(milestones.index)
    assert set(milestones["Kind"]) == {"phase", "milestone"}
    table = tables.responsibilities(design)
    assert list(table.index) == design.activities.ids
    assert (table["Responsible"] != "").all()
    assert list(tables.timetable_titles(design))[: len(table)] == design.activities.ids
