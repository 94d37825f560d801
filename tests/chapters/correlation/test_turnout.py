"""Turnout: the ways of looking and the placebos in one table."""

from __future__ import annotations

import pandas as pd

from cohesion.chapters.correlation import turnout


def test_each_way_of_looking_and_each_placebo_has_its_line():
    row = {"n": 32.0, "r": -0.444, "low": -0.66, "high": -0.12, "p": 0.0136, "p_holm": 0.068}
    held = pd.DataFrame([row], index=["declared"])
    placebo = pd.DataFrame([row | {"r": -0.57, "p": 0.0001}], index=[2006])
    table = turnout.shown(held, placebo)
    assert list(table.index) == ["declared", "placebo: turnout of 2006"]
    assert table.loc["declared", "r"] == "−0.44" and table.loc["declared", "n"] == "32"
    assert table.iloc[1]["p"].startswith("<") and table.iloc[0]["p (Holm)"] == "0.068"


def test_what_the_calendar_explains_is_the_squared_correlation():
    votes = pd.Series([40.0, 42, 60, 62])
    dummies = pd.DataFrame({"same": [0, 0, 1, 1], "other": [0, 1, 0, 1]})
    found = turnout.explained(votes, dummies)
    assert found["same"] > 95 and found["other"] < 5


def test_turnout_leaves_when_a_placebo_shows_the_association():
    placebo = pd.DataFrame({"p_holm": [0.2, 0.4]}, index=[2003, 2006])
    assert turnout.survives(placebo, 0.05)
    assert not turnout.survives(placebo.assign(p_holm=[0.2, 0.01]), 0.05)


def test_turnout_panel_takes_midterm_elections_apart(declared):
    data = turnout.panel_frame(declared).frame
    assert set(data["year"]) == {1991, 1994, 1997, 2000, 2003, 2006, 2009}
    found = turnout.panel_result(data)
    assert found.loc["all elections", "n"] == 7 * 32
    assert found.loc["midterm elections", "n"] == 4 * 32
