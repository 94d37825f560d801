"""Tests of ``cohesion/programme/figures.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.charts.theme import PALETTE
from cohesion.programme import (
    budget,
    figures,
)
from cohesion.programme.design import load_design
from tests.charts import drawn


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
    # The first component stands on top.
    assert [ends[row] for row in reversed(range(len(totals)))] == totals
    funders = [text.get_text() for text in fig.legends[0].get_texts()]
    assert funders == [name for name in table.columns if name != "Total"]
    assert all(float(text.get_text()) > 0.5 for text in ax.texts)


def targets(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["indicator", "name", "added", "mdc", "detectable"])


def test_what_is_added_stands_beside_what_a_survey_can_see(design):
    fig = figures.detectability(
        design,
        targets(
            ("O-1", "Oaxaca", -2.1, 8.5, "no"),
            ("O-1", "Chiapas", -3.2, 3.0, "yes"),
            ("O-1", "Puebla", 0.0, 4.0, "the trend alone"),
            ("O-2", "Oaxaca", -0.001, 0.02, "no"),
            ("O-4", "Guerrero", -4.0, 5.0, "no"),
            ("O-5", "Guerrero", -4.0, float("nan"), "not assessable"),
        ),
    )
    ax = fig.axes[0]
    # The first row of the table stands on top; what adds nothing, is no per cent or has no
    # error is not drawn.
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["Guerrero", "Chiapas", "Oaxaca"]
    assert [x for x, _ in drawn.points(ax)] == [4.0, 3.2, 2.1]
    colours = [PALETTE["orange"], PALETTE["blue"], PALETTE["orange"]]
    assert drawn.point_colours(ax) == colours
    assert [end for _, (end, _) in drawn.segments(ax)] == [5.0, 3.0, 8.5]
    told = [text.get_text() for text in ax.texts]
    for code, place in (("O-1", 2), ("O-4", 0)):
        title = f"{code} {design.indicators.get(code).name}"
        assert told.count(title) == 1
        assert ax.texts[told.index(title)].get_position()[1] == place + 0.62
    assert {"4.0", "3.2", "2.1"} <= set(told)


@pytest.mark.parametrize(("verdict", "kept"), [("yes", "visible"), ("no", "not visible")])
def test_the_key_names_only_what_is_drawn(design, verdict, kept):
    fig = figures.detectability(design, targets(("O-1", "Oaxaca", -2.1, 8.5, verdict)))
    (key,) = fig.legends
    wanted = ["smaller than the survey can see", f"target, {kept}"]
    assert [text.get_text() for text in key.get_texts()] == wanted
