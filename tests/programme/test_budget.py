"""Tests of ``cohesion/programme/budget.py``."""

from __future__ import annotations

import pytest

from cohesion.programme import (
    budget,
    tables,
)
from cohesion.programme.design import load_design, quantities


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_every_table_adds_to_the_envelope(design):
    total = design.budget.envelope.total
    for rows, columns in (("component", "funder"), ("instrument", "year"), ("funder", "year")):
        table = budget.by(design.budget_lines, rows, columns, design.budget)
        assert table.at["Total", "Total"] == total
        assert table.iloc[:-1, :-1].to_numpy().sum() == total
    fiche = tables.fiche_budget(design)
    parts = fiche[~fiche.index.str.startswith("–") & (fiche.index != "Total")]
    assert parts["Total (EUR)"].sum() == fiche.at["Total", "Total (EUR)"] == total
    lines = tables.budget_lines(design)
    assert lines.iloc[:-1]["Total (EUR)"].sum() == total
    values = quantities(design)
    assert values["budget-eu"][0] + values["budget-partner"][0] == values["budget-total"][0]


def test_assistance_is_shared_out_completely(design):
    costs = budget.activity_costs(design.budget_lines, design.budget)
    lines = design.budget_lines
    assistance = lines[(lines["instrument"] == "services") & lines["component"].str.match("R")]
    assert costs["assistance"].sum() == assistance["amount"].sum()
    assert (costs["total"] > 0).all() and set(costs.index) == set(design.activities.ids)
