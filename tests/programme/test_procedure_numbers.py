"""Numbers and lists of the page on procedures are those of its tables."""

from __future__ import annotations

import pytest

from cohesion.programme import named_bodies, procedure_numbers, procedures
from cohesion.programme.design import load_design

STATES = ["07", "12", "20", "21"]


@pytest.fixture(scope="module")
def parts():
    design, found = load_design(), procedures.load_procedures()
    given = procedures.recipients(found, design, named_bodies.load_named_bodies(), STATES)
    return found, design, given, procedures.tender_table(found, design)


def test_counts_and_amounts_agree_with_the_tables(parts):
    found, design, given, tenders = parts
    counts = procedure_numbers.counts(*parts)
    assert counts["procedures-contracts"] == tenders["Contracts"].sum() + len(given)
    lots = procedures.lot_table(found, design)
    assert counts["procedures-call-grants"] == lots["Grants"].sum()
    amounts = procedure_numbers.amounts(*parts).set_index("name")["value"]
    awards = procedures.award_table(given)["EU contribution (EUR)"].sum()
    assert amounts["procedures-award-money"] == pytest.approx(awards)
    assert amounts["procedures-lot-1-amount"] == lots["EU contribution (EUR)"].iloc[0]
    assert amounts["procedures-equipment-how"].islower()


def test_money_holds_the_whole_contribution(parts):
    _, design, given, tenders = parts
    spent, reserve, union = procedure_numbers.money(design, given, tenders)
    assert union == design.budget.envelope.eu_contribution
    assert spent + reserve == pytest.approx(union)


def test_lists_name_each_rule_and_the_fact_of_the_duration(parts):
    found = parts[0]
    assert procedure_numbers.call_text(found).count("- **") == 4
    assert found.call.eligible in procedure_numbers.call_text(found)
    assert "{fact}`procedures-grant-months`" in procedure_numbers.award_text(found)
    assert procedure_numbers.notes(found)["procedures-guide"] == found.guide
