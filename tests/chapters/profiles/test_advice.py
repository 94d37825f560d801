"""Tests of ``cohesion/chapters/profiles/advice.py``."""

from __future__ import annotations

import numpy as np
import pytest

from cohesion.chapters.profiles import advice, narrative
from cohesion.chapters.profiles import sheet as profiles_sheet
from cohesion.programme.results import load_activities, load_results
from cohesion.programme.risks import load_risks

RISKS = load_risks().risks


def test_swot_entries_rest_on_figures_or_sources(data, towns):
    for code in ("07", "12", "20", "21", "24"):
        table = advice.swot(narrative.load_profile(code, data, towns))
        assert set(table.index) >= {"Strength", "Weakness"}
        assert table["Rests on"].str.len().gt(5).all()


def test_strengths_and_weaknesses_are_on_the_right_side(data, towns):
    table = advice.swot(narrative.load_profile("07", data, towns))
    weak = " ".join(table.loc[["Weakness"], "Entry"])
    assert "Poverty: 78.4" in weak
    strong = " ".join(table.loc[["Strength"], "Entry"])
    assert "Homicide rate" in strong and "Poverty" not in strong
    assert "poor registration" in strong  # its register swings: no strength without the caution


def test_a_threat_of_rising_homicides_stands_where_they_rose(data, towns):
    for code, rose in {"07": False, "12": True, "20": False, "21": False}.items():
        profile = narrative.load_profile(code, data, towns)
        entries = advice.swot(profile)["Entry"]
        assert (advice.SIGN_TEXT["homicide_rising"] in set(entries)) == rose, code
        watched = advice.watch_list(profile, RISKS)["Sign in this state"]
        assert watched.str.contains("homicide rate rose").any() == rose, code


def test_entry_points_follow_the_least_favourable_indicator(data, towns):
    table = advice.entry_points(narrative.load_profile("12", data, towns))
    assert list(table["Activity"]) == ["A1.3", "A1.4", "A1.5", "A2.3", "A3.5"]
    food = next(row for row in table["Why here"] if "food" in row)
    assert "42.6" in food  # Guerrero has the highest share without access to food
    assert set(table["Activity"]) <= {
        item.id for item in load_activities(load_results()).activities
    }


def test_watch_list_names_risks_of_the_register(data, towns):
    for code in ("07", "12", "20", "21"):
        table = advice.watch_list(narrative.load_profile(code, data, towns), RISKS)
        assert len(table) and table.notna().all().all()


@pytest.mark.parametrize("code", ["07", "12", "20", "21", "09"])
def test_no_strength_is_worse_than_the_nation(code, data, towns):
    """A strength names the state's figure and the nation's: read both and compare."""
    profile = narrative.load_profile(code, data, towns)
    rows = advice.swot(profile)
    labels = data.rows.reset_index().set_index("label")
    for entry in rows.loc[["Strength"], "Entry"] if "Strength" in rows.index else []:
        label = entry.split(": ")[0]
        if label not in labels.index:
            continue
        row = labels.loc[label]
        own, nation = data.values.at[code, row["index"]], data.values.at["00", row["index"]]
        if not np.isfinite(nation):
            place = profiles_sheet.places(data.values[row["index"]], row["direction"])[code]
            assert place <= advice.QUARTER, entry
        else:
            assert own <= nation if row["direction"] == "lower_better" else own >= nation, entry
