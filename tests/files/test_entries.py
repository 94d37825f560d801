"""Tests of ``cohesion/files/entries.py``."""

from __future__ import annotations

import pytest

from cohesion.files import entries
from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_expert_costs_are_days_times_rates(design):
    raw = entries.read_yaml("experts")
    rates, states = raw["parameters"]["rates"], raw["parameters"]["states"]
    by_hand = 0
    for profile in raw["profiles"]:
        days = sum(sum(years.values()) for years in profile["days"].values())
        by_hand += days * rates[profile["category"]] * (states if profile["per_state"] else 1)
    lines = design.budget_lines
    # Fees only: what is paid beside them stands in lines of its own.
    fees = lines["title"].str.startswith("Technical assistance, fees")
    assert lines.loc[fees, "amount"].sum() == by_hand
