"""The numbers that the health chapter names: by hand, and from the published files."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters import health
from cohesion.chapters import health_facts as facts
from cohesion.chapters.words import READING, SIDE
from cohesion.tables.store import select


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def test_states_are_named_by_the_classes_of_the_map():
    day = select(["deprivation_health", "deprivation_health_persons"], years=[2010])
    level = day.wide(2010)["deprivation_health"]
    found = values(facts.of_level(day, [0, level.min(), 40, level.max() - 0.01, 100]))
    assert found["health-deprivation-max"] == level.max()
    # The first class holds the lowest state alone, the last one the highest.
    assert found["health-lightest"] == found["health-deprivation-min-state"]
    assert found["health-darkest"] == found["health-deprivation-max-state"]
    assert found["health-deprivation-persons-2010"] == pytest.approx(
        day.nation("deprivation_health_persons", 2010) / 1e6
    )


def test_readings_and_tied_places_are_counted_by_hand():
    nation = pd.Series({"before": 38.4, "after": 29.2, "low": 28.0, "high": 30.4,
                        "change": -9.2, "change_low": -10.5, "change_high": -7.9})  # fmt: skip
    states = pd.DataFrame({
        "before": [50.0, 40, 30], "after": [38.0, 34, 29], "change": [-12.0, -6, -1],
        "best": [1, 1, 3], "worst": [2, 3, 3], "reading": [READING[-1], READING[-1], READING[0]],
    }, index=["07", "12", "19"])  # fmt: skip
    found = values(facts.of_change(nation, states))
    assert (found["health-tied-first"], found["health-tied-last"]) == (2, 2)
    assert (found["health-states-fell"], found["health-states-not-told"]) == (2, 1)
    # Where more lacked access before, it fell more.
    assert found["health-fall-rho"] == "−1.00"
    # The interval is that of the series, not of the level that was published first.
    assert found["health-deprivation-2010-series-interval"] == "28.0 to 30.4"
    assert "health-deprivation-2010-interval" not in found
    assert (found["health-series-most-state"], found["health-series-most"]) == ("Chiapas", 38.0)
    least = found["health-series-least-state"], found["health-series-least"]
    assert least == ("Nuevo León", 29.0)


def test_sources_of_entitlement_stand_where_they_are_asked():
    readings = pd.DataFrame({"2000": [None, None, 57.8], "2010": [31.8, 29.2, 33.2]})
    assert values(facts.of_readings(readings)) == {
        "health-no-entitlement-2000": 57.8, "health-no-entitlement-2010": 33.2
    }  # fmt: skip
    entitled = pd.DataFrame(
        {"Not entitled": [33.8, 49.4, 20.0], "Seguro Popular": [23.3, 18.0, 31.0]},
        index=["Mexico", "Puebla", "Colima"],
    )
    found = values(facts.of_entitlement(entitled))
    assert found["health-census-most-state"] == "Puebla" and found["health-census-most"] == 49.4
    affiliation = pd.DataFrame(
        {"2008": [19.0, 31.0], "2010": [30.4, 31.4], "Change, points": [11.4, 0.4]},
        index=["Seguro Popular", "IMSS"],
    )
    grown = values(facts.of_affiliation(affiliation))
    assert grown["health-popular-growth"] == "11.4" and grown["health-imss-2008"] == 31.0


def test_what_the_register_reaches_is_told_of_its_ends():
    infant = pd.DataFrame(
        {"e": [14.2, 18.0, 13.0, 12.0], "r": [11.0, 9.0, 14.0, 10.0], "m": [10.0, 8.0, 12.0, 11.0],
         "reach": [78.0, 45.0, 101.0, 90.0]},
        index=["00", "07", "09", "19"],
    )  # fmt: skip
    tie = pd.Series({"rho": -0.61, "p": 0.0002, "rho_low": -0.8, "rho_high": -0.3})
    frame = facts.of_infants(infant, tie, both=["a"], poverty="p")
    found = values(frame)
    assert found["infant-reach-min-state"] == "Chiapas" and found["infant-reach-mexico"] == 78.0
    assert found["infant-reach-above"] == "Federal District"
    # By the register Chiapas has the lowest mortality: what is not registered is not seen.
    assert found["infant-lowest-registered-state"] == "Chiapas"
    rests = dict(zip(frame["name"], frame["source"], strict=True))
    assert rests["infant-reach-rho"] == ["p", "a"] and rests["infant-reach-min"] == ["a"]


def test_mothers_are_told_of_the_ends_and_of_the_sides():
    maternal = pd.DataFrame({
        "rate": [90.0, 60.0, 20.0], "count": [300, 100, 9], "low": [80.0, 50, 9],
        "high": [101.0, 72, 38], "versus": [SIDE[1], SIDE[0], SIDE[-1]],
    }, index=["20", "07", "19"])  # fmt: skip
    register = select("maternal_deaths_registered", years=[2010])
    overall = pd.Series({"rate": 50.0, "count": 6000})
    found = values(facts.of_mothers(maternal, overall, register))
    assert found["maternal-ratio-times"] == pytest.approx(1.8)
    assert (found["maternal-ratio-max-state"], found["maternal-above-states"]) == ("Oaxaca",) * 2
    assert found["maternal-fewest-state"] == found["maternal-ratio-min-state"] == "Nuevo León"
    assert [found[f"maternal-{side}"] for side in ("above", "unclear", "below")] == [1, 1, 1]


def test_either_number_of_births_has_its_ratio():
    denominators = pd.DataFrame({"Births": [2.6e6, 1.9e6], "Ratio": [38.0, 51.5]})
    vital = health.Vital(pd.DataFrame(), pd.DataFrame(), denominators, pd.Series(dtype=float))
    found = values(facts.of_denominators(vital))
    assert found == {"maternal-ratio-registered-2010": 38.0, "maternal-ratio-2010": 51.5}


def test_lives_gaps_and_gradients_are_told_by_their_places():
    slow = pd.DataFrame({1990: [74.0, 67.5, 35.0, 43.0, 3.4], 2010: [77.8, 73.1, 12.0, 15.8, 2.1]})
    demography = select("life_expectancy", years=[2010])
    found = values(facts.of_lives(slow, demography))
    assert found["life-gap-2010"] == pytest.approx(4.7) and found["infant-boys-1990"] == 43.0
    gaps = pd.DataFrame({"difference": [4.1, 3.0, 2.0, 9.9]})
    told = values(facts.of_groups(gaps, gaps.tail(1)))
    assert told["health-gap-rural"] == 2.0 and told["health-gap-rural-2008"] == 9.9
    slopes = pd.DataFrame({"rho": [0.3, 0.8, 0.4, 9], "slope": [3.0, 9.0, 8.0, 9], "n": [32] * 4})
    steep = values(facts.of_gradients(slopes))
    assert (steep["health-rho-infant"], steep["health-slope-maternal"]) == (0.8, 8.0)
    assert steep["health-gradient-states"] == 32 and len(steep) == 7


def test_half_of_those_without_access_are_counted():
    gap = pd.Series({"No entitlement 2000, %": 41.0, "No entitlement 2010, %": 12.0})
    half, people = pd.Series([600.0, 200.0]), pd.Series([600.0, 200.0, 700.0, 100.0])
    found = values(facts.of_municipalities(gap, half, pd.Series([1.0, 2, None, 4]), people))
    assert found["health-municipalities-half"] == 2 and found["health-municipalities"] == 3
    assert found["health-municipalities-half-population"] == 50
    assert found["health-municipal-gap-2000"] == 41.0
