"""The numbers that the chapter on social care names: by hand, and from the published files."""

from __future__ import annotations

import pandas as pd

from cohesion.chapters import care
from cohesion.chapters import care_facts as facts
from cohesion.tables.store import select


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def test_the_nation_is_told_with_the_source_of_each_figure():
    states = select([facts.OLDER, facts.LAG, facts.FOOD])
    killed = select("homicides_by_sex", sex="women", years=[2007, 2010])
    frame = facts.of_nation(states, killed)
    found, rests = values(frame), dict(zip(frame["name"], frame["source"], strict=True))
    assert found["care-food-severe"] == states.nation(facts.FOOD, 2010)
    assert found["care-older-uncovered-2008"] > found["care-older-uncovered"]
    assert rests["care-women-killed"] is killed and rests["care-children-lag"] is states
    assert found["care-women-killed"] > found["care-women-killed-2007"]


def test_groups_with_figures_by_state_are_counted():
    named = pd.DataFrame({"For whom": ["Nation", "States", "Nation and states", "Nobody"]})
    assert facts.by_state(named) == 2
    assert values(facts.of_record(named)) == {"care-groups-named": 4, "care-groups-by-state": 2}


def test_what_groups_lack_is_read_at_their_row():
    lacks = pd.DataFrame(
        {"No social security": [1.0, 2, 3, 4], "Educational lag": [5.0, 6, 7, 8]},
        ["Under 18", "65 and over", "With a disability", "Indigenous"],
    )
    assert values(facts.of_lacks(lacks)) == {
        "care-children-no-security": 1.0, "care-indigenous-no-security": 4.0,
        "care-older-lag": 6.0, "care-disability-lag": 7.0,
    }  # fmt: skip
    assert set(lacks.index) <= set(care.GROUPS) and set(lacks) <= set(care.DEPRIVATIONS.values())


def test_states_stand_above_below_or_beside_the_nation():
    older = pd.Series({"07": 45.0, "20": 30.0, "09": 12.0})
    found = values(facts.of_older(older, pd.Series([1, 0, -1], older.index), [10, 20, 50]))
    assert (found["care-older-highest-state"], found["care-older-lowest"]) == ("Chiapas", 12.0)
    sides = [found[f"care-older-{side}"] for side in ("above", "below", "tied", "apart")]
    assert sides == [1, 1, 1, 2]
    assert (found["care-older-map-from"], found["care-older-map-to"]) == (10, 50)


def test_chiapas_is_told_with_its_change():
    by_year = pd.DataFrame({2008: [70.0], 2010: [45.0]}, ["07"])
    change = pd.Series({"change": -25.0, "low": -29.0, "high": -21.0})
    found = values(facts.of_chiapas(by_year, change))
    assert found["care-chiapas-2008"] == 70.0 and found["care-chiapas-change"] == "−25.0"
    assert found["care-chiapas-change-interval"] == "−29.0 to −21.0"


def test_children_are_told_of_where_both_lacks_are_frequent():
    found = values(facts.of_children(pd.Series({"07": True, "09": False, "12": True})))
    assert found == {"care-children-both": 2, "care-children-both-states": "Chiapas and Guerrero"}
    assert (
        values(facts.of_children(pd.Series({"07": False})))["care-children-both-states"] == "none"
    )
