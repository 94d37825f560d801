"""The numbers that the chapter on social development names: by hand, and as they are written."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters import social
from cohesion.chapters import social_facts as facts
from cohesion.tables import store


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def told(frame: pd.DataFrame) -> dict:
    return {row.name: row for row in frame.itertuples()}


@pytest.fixture(scope="module")
def states():
    return store.select([*social.ALL, "gini_income"], years=[2008, 2010], series=True)


def test_the_nation_is_told_by_each_edition_with_its_own_source(states):
    first = store.select("poverty_persons", years=[2008, 2010])
    day = store.select(list(social.LEVELS), years=[2010])
    names = [f"{name}_as_published" for name in (*social.RELEASED, "extreme_poverty_persons")]
    release = store.select(names, level="national")
    frame = facts.of_nation(release, states, first, day, [2008, 2010])
    found, rests = values(frame), dict(zip(frame["name"], frame["source"], strict=True))
    # CONEVAL's release of 29 July 2011: 46.2 % against 44.5 %, 52.0 million people.
    assert (found["poverty-share-2010"], found["poverty-share-2008"]) == (46.2, 44.5)
    assert found["poverty-persons-2010"] == pytest.approx(52.0, abs=0.1)
    assert found["poverty-persons-added"] == pytest.approx(
        found["poverty-persons-2010"] - found["poverty-persons-2008"]
    )
    assert rests["poverty-share-2010"] is release and rests["poverty-persons-2010"] is first
    assert rests["poverty-share-2010-series"] is states and rests["food-share-2010"] is day
    assert found["poverty-share-2010-series"] != found["poverty-share-2010"]


def test_the_furthest_edition_is_named_in_small_letters():
    releases = pd.DataFrame({"2010, first": [46.2, 10.4], "2010, series": [46.1, 11.3]})
    editions = pd.DataFrame({"Mexico, difference": [-2.5, 0.3]}, index=["Health access", "Food"])
    frame = facts.of_editions(releases, editions, "a", "b")
    assert values(frame) == {
        "social-releases-widest": pytest.approx(0.9), "social-editions-furthest": "health access",
        "social-editions-widest": 2.5,
    }  # fmt: skip
    assert frame["source"].tolist() == ["a", "b", "b"]


def test_changes_are_counted_by_their_reading(states):
    shift = social.national_change(states, social.CHANGED, 2008, 2010)
    found = values(facts.of_change(shift))
    counts = [found[f"social-change-{word}"] for word in ("rose", "fell", "unclear")]
    assert sum(counts) == len(social.CHANGED) == 10 and min(counts) > 0
    assert found["health-change-2008-2010"] == pytest.approx(29.228 - 38.401, abs=0.01)


def test_states_are_named_by_the_limits_that_are_given():
    level = pd.DataFrame(
        {"poverty": [78.0, 67.0, 21.0, 45.0], "extreme_poverty": [38.0, 26.0, 2.0, 16.0]},
        index=["07", "20", "19", "21"],
    )
    frame = facts.of_levels(level, darkest=60, lightest=30, extreme=20, following=15)
    assert values(frame) == {
        "social-poverty-darkest": "Chiapas and Oaxaca", "social-poverty-lightest": "Nuevo León",
        "social-extreme-states": "Chiapas and Oaxaca", "social-extreme-following": "Puebla",
        "social-poorest-state": "Chiapas", "social-least-poor-state": "Nuevo León",
        "social-extreme-limit": 20,
    }  # fmt: skip
    wider = values(facts.of_levels(level, darkest=40, lightest=30, extreme=15, following=1))
    assert wider["social-poverty-darkest"] == "Chiapas, Oaxaca and Puebla"
    assert wider["social-extreme-following"] == "Nuevo León"


def test_people_in_poverty_are_shared_out_by_hand():
    persons = pd.Series({"15": 60.0, "07": 30.0, "19": 10.0})
    parts = pd.Series({"extreme_poverty_persons": 36.4, "population_survey": 9.8})
    frame = facts.of_persons(
        persons, parts, pd.Series([0.0, 4, 6]), first="f", extreme="e", states="s"
    )
    found = values(frame)
    assert found["poor-share-state-of-mexico"] == 60 and found["states-half-of-poor"] == 1
    assert found["poverty-ties-median"] == 4 and found["extreme-poor-share-three-states"] == 36.4
    assert frame["source"].tolist() == ["e", "e", ["f", "s"], ["f", "s"], "f"]


def test_two_readings_of_change_agree_but_where_they_differ():
    ours, theirs = (
        pd.Series([1, 0, -1], ["07", "20", "19"]),
        pd.Series([1, 1, -1], ["07", "20", "19"]),
    )
    readings = pd.DataFrame({"Rose": [2, 1, 9], "Fell": [1, 1, 9]}, index=["0.5", "1", "official"])
    frame = facts.of_states_change(ours, theirs, readings, "s", "o")
    found = values(frame)
    assert found["poverty-reading-agreement"] == 2
    assert found["poverty-reading-exception"] == "Oaxaca"
    assert (found["poverty-states-rose"], found["poverty-reading-rose"]) == (1, 2)
    # The official reading is no assumption: it does not count among them.
    assert (found["social-readings-fewest"], found["social-readings-most"]) == (2, 3)
    assert found["social-readings-by-chance"] == pytest.approx(0.15)
    rests = dict(zip(frame["name"], frame["source"], strict=True))
    assert (rests["poverty-states-fell"], rests["poverty-reading-fell"]) == ("s", "o")


def test_parts_of_the_deprivations_are_those_of_the_nation():
    components = store.select(list(facts.COMPONENTS.values()), years=[2010])
    second = pd.DataFrame({"States": [20, 12]}, index=["Food", "Housing"])
    found = values(facts.of_deprivations(components, second, None))
    assert found["no-water-share-2010"] == components.nation("no_water", 2010)
    assert found["social-second-states"] == "food in 20, housing in 12"
    assert len(found) == len(facts.COMPONENTS) + 1


def test_pairs_of_states_are_counted_once():
    gini = pd.Series({"2008": 0.505, "2010": 0.509, "change": 0.004, "low": -0.01, "high": 0.018})
    found = values(facts.of_inequality(gini, pd.Series([1.0, 2, 2, 1]), 71.0, 3))
    assert (found["gini-pairs"], found["gini-pairs-apart"]) == (6, 3)
    assert found["gini-ties-median"] == 1.5 and found["gini-change"].startswith("+0.004")


def test_networks_are_told_for_each_year():
    block = store.select(list(social.COHESION), level="national", years=[2008, 2010])
    found = values(facts.of_networks(block, [2008, 2010]))
    assert found["networks-low-2010"] == block.nation("networks_low_population", 2010)
    assert found["networks-low-2008"] != found["networks-low-2010"]


def test_groups_are_told_with_the_gaps_between_them():
    groups = pd.DataFrame(
        {"poverty": [79.3, 64.9, 53.8], "extreme_poverty": [40.2, 27.0, 14.0],
         "deprivation_services": [50.0, 62.9, 30.0]},
        index=["Indigenous", "Rural", "Under 18 years"],
    )  # fmt: skip
    gaps = pd.DataFrame({"gap": [30.1], "low": [28.0], "high": [32.0]}, index=["poverty-gap-x"])
    found = values(facts.of_groups(groups, gaps))
    assert (found["poverty-rural-2010"], found["services-rural-2010"]) == (64.9, 62.9)
    assert found["poverty-gap-x"] == 30.1 and found["poverty-gap-x-interval"] == "28.0 to 32.0"


def test_speakers_are_those_of_the_census():
    peoples = store.select(
        ["indigenous_speakers_5_plus", "indigenous_speakers_5_plus_share"], years=[2010]
    )
    found = values(facts.of_speakers(peoples, peoples.wide(2010)))
    # INEGI, Censo 2010: 6 695 228 speakers of five years and over.
    assert found["social-speakers"] == pytest.approx(6.695228)
    assert 1 < found["social-speakers-half"] < 8


def test_a_correlation_is_written_with_two_decimals():
    frame = told(facts.of_marginalisation(0.8456, 0.65, 0.93, 32))
    assert frame["marginalisation-poverty-rho"].digits == 2
    assert frame["marginalisation-poverty-rho-interval"].value == "0.65 to 0.93"
    assert frame["social-states"].value == 32


def test_places_are_counted_under_the_limits_that_are_given():
    towns = pd.DataFrame({
        "poverty": [90.0, 40.0, 50.0], "poverty_persons": [9.0, 400_000.0, 50.0],
        "extreme_poverty_persons": [8.0, 1.0, 1.0],
        "population_survey": [10.0, 1_000_000.0, 100.0],
    })  # fmt: skip
    found = social.places(towns, large=100_000, threshold=80)
    assert (found.half, found.large, found.poorest, found.half_of_extreme) == (1, 1, 1, 1)
    assert found.rate == 40 and found.extreme_in_poorest == 80
    assert found.extreme > found.poverty > 0
    frame = values(facts.of_places(found))
    assert frame["municipalities-all"] == 3 and frame["large-municipality"] == 100_000
    assert frame["extreme-share-high-poverty"] == 80 and frame["high-poverty-threshold"] == 80
    assert social.places(towns, large=2_000_000, threshold=45).poorest == 2
