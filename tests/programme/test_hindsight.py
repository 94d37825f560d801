"""Tests of ``cohesion/programme/hindsight.py``."""

from __future__ import annotations

import datetime

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    hindsight,
)


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
