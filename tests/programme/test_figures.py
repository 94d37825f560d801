"""Tests of ``cohesion/programme/figures.py``."""

from __future__ import annotations

import pytest

from cohesion.programme import (
    budget,
    figures,
)
from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_gantt_shows_every_activity(design):
    fig = figures.gantt(design)
    labels = " ".join(t.get_text().replace("\n", " ") for t in fig.axes[0].get_yticklabels())
    for item in design.activities.activities:
        assert f"{item.id} {item.title}" in labels


def test_bars_of_the_budget_add_up_to_its_components(design):
    fig = figures.funding(design)
    ax = fig.axes[0]
    table = budget.by(design.budget_lines, "component", "funder", design.budget)
    totals = (table["Total"].drop("Total") / 1e6).round(6).tolist()
    ends = {}
    for bar in ax.patches:
        row = round(bar.get_y() + bar.get_height() / 2)
        ends[row] = max(ends.get(row, 0), round(bar.get_x() + bar.get_width(), 6))
    assert [ends[row] for row in range(len(totals))] == totals
    funders = [text.get_text() for text in fig.legends[0].get_texts()]
    assert funders == [name for name in table.columns if name != "Total"]
    assert all(float(text.get_text()) > 0.5 for text in ax.texts)
