"""Tests of ``cohesion/programme/hindsight.py``."""

from __future__ import annotations

import datetime

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import hindsight
from cohesion.publishing import claims


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_record_with_hindsight_shows_conflicts_and_counts_months():
    found = hindsight.load_hindsight()
    table = hindsight.record_table(found)
    cost = table.loc["Total cost of the second Laboratory", "What the sources say"]
    assert "22" in cost and "23.4" in cost and cost.count("{cite:p}") == 3
    assert round(100 * found.value("people", 1) / found.value("people"), 1) == 55.6
    day = datetime.date(2013, 11, 19)
    assert hindsight.months_between(day, datetime.date(2013, 12, 18)) == 0
    assert hindsight.months_between(day, datetime.date(2014, 11, 19)) == 12


DESIGN = {
    "total": 20.0,
    "states": 4,
    "operation": 51,
    "call": 12,
    "grants": 12,
    "grant_money": 1.25,
}


def test_conclusions_hold_on_the_record_and_fall_with_it():
    found = hindsight.load_hindsight()
    claims_found = hindsight.conclusions(found, DESIGN)
    for name, claim in claims_found.items():
        record = claims.record(claim.holds, claim.rests_on, claim.says)
        assert record["holds"] and record["breaks"], name
    # A design that asked for more money, or allowed three years for a call, is not beaten.
    other = hindsight.conclusions(found, {**DESIGN, "total": 23.0, "call": 36})
    held = {n: claims.record(c.holds, c.rests_on, c.says)["holds"] for n, c in other.items()}
    assert not held["lcs2-larger"] and not held["lcs2-call-late"] and held["lcs2-women"]


def test_every_difference_names_its_source():
    found = hindsight.load_hindsight()
    table = hindsight.comparison_table(found)
    assert table.index.is_unique
    assert table["As carried out"].str.contains("{cite:p}", regex=False).all()
    assert {"States", "Money", "Time", "Technical assistance"} <= set(table.index)
