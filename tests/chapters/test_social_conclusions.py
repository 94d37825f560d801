"""What the chapter on social development concludes of numbers, places and funds."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters import social
from cohesion.chapters import social_conclusions as conclusions
from cohesion.publishing import claims
from tests.chapters.claimed import fallen


def is_true(one):
    quantities = {name: claims.quantity(name, value) for name, value in one.rests_on.items()}
    return claims.holds(one.holds, quantities)


def true_names(found):
    return {name for name, one in found.items() if is_true(one)}


@pytest.mark.parametrize(("before", "after", "holds"), [(48e6, 52e6, True), (52e6, 48e6, False)])
def test_persons(before, after, holds):
    assert bool(true_names(conclusions.of_persons(before, after, None))) is holds


def test_deprivations():
    parts = pd.Series({"extreme_poverty_persons": 36.0, "population_survey": 10.0})
    second = pd.Series({"Food": 20, "Services": 8, "Housing": 4})
    assert len(true_names(conclusions.of_deprivations(parts, second, None))) == 2
    even = pd.Series({"extreme_poverty_persons": 15.0, "population_survey": 10.0})
    assert not true_names(
        conclusions.of_deprivations(even, pd.Series({"Food": 31, "Other": 1}), None)
    )


def test_speakers():
    few = pd.Series([50.0, 30, 5, 5, 2, 2, 2, 2, 1, 1])
    assert true_names(conclusions.of_speakers(few, None))
    assert not true_names(conclusions.of_speakers(pd.Series([10.0] * 10), None))


def towns(south, north):
    return pd.DataFrame(
        {"poverty": [south, south, 85.0, 20.0, north, 30.0],
         "poverty_persons": [10.0, 20, 5, 200, 300, 400]},
        index=["07001", "07002", "08001", "08002", "08003", "09001"],
    )  # fmt: skip


def test_map():
    level = pd.Series({"07": 78.0, "08": 39.0, "09": 28.0, "05": 27.0})
    two = pd.concat([towns(78.0, 25.0), pd.DataFrame(
        {"poverty": [82.0], "poverty_persons": [1.0]}, index=["05001"])])  # fmt: skip
    assert len(true_names(conclusions.of_map(two, level, 46.0, None))) == 2
    assert not true_names(conclusions.of_map(towns(28.0, 99.0), level, 46.0, None))


def test_funds():
    assert true_names(conclusions.of_funds(4.1, None))
    assert not true_names(conclusions.of_funds(1.4, None))


def shift(**moved):
    """National changes with intervals of one point, each as the chapter tells it."""
    changes = {
        "below_poverty_line": 3.0, "below_extreme_line": 2.6, "deprivation_food": 3.1,
        "deprivation_health": -9.0, "deprivation_social_security": -4.3,
        "deprivation_housing": -2.5, "deprivation_education": -1.2, "deprivation_services": 0.1,
        "poverty": 1.7, **moved,
    }  # fmt: skip
    change = pd.Series(changes)
    table = pd.DataFrame({"change": change, "low": change - 1, "high": change + 1})
    table.loc["poverty", "low"] = 0.2
    return table


@pytest.mark.parametrize(
    ("moved", "falls"),
    [
        ({}, set()),
        ({"deprivation_food": 0.9}, {"social-worse"}),
        ({"deprivation_education": -0.9}, {"social-better"}),
        ({"below_poverty_line": 9.5}, {"social-health-most"}),
        ({"deprivation_services": -1.5}, {"social-services-unclear"}),
    ],
)
def test_national_changes(moved, falls):
    assert fallen(conclusions.of_nation(shift(**moved), None)) == falls


def releases(first, series, poverty=44.6):
    """Poverty and extreme poverty in both releases; the extreme ones in 2008 and 2010."""
    columns = ["2008, first", "2010, first", "2008, series", "2010, series"]
    return pd.DataFrame(
        [[44.5, 46.2, 44.0, poverty], [*first, *series]], columns=columns, index=["a", "b"]
    )


def test_releases():
    least = shift().assign(detectable=1.0).rename({"poverty": "extreme_poverty"})
    good = releases((10.6, 10.4), (11.0, 11.3), poverty=46.1)
    assert fallen(conclusions.of_releases(good, least, None)) == set()
    both_fall = releases((10.6, 10.4), (11.3, 11.0), poverty=46.1)
    assert fallen(conclusions.of_releases(both_fall, least, None)) == {"social-extreme-turns"}
    large = releases((10.6, 9.0), (11.0, 11.3), poverty=43.0)
    assert fallen(conclusions.of_releases(large, least, None)) == {
        "social-extreme-small", "social-releases-gap"}  # fmt: skip


def test_editions():
    assert not fallen(conclusions.of_editions(pd.Series([0.2, 0.9, 1.5]), None))
    assert fallen(conclusions.of_editions(pd.Series([0.2, 1.0, 1.5]), None))


CODES = ["05", "17", "03", "32", "19", "08", "26", "07"]


def moved(changes, readings):
    return pd.DataFrame({"change": changes, "reading": readings}, index=CODES)


def readings(last):
    """States read as risen and fallen under three assumed errors; the last row is official."""
    return pd.DataFrame({"Rose": [1, 2, last, 2], "Fell": [1, 1, 0, 1]})


def test_change_of_states():
    good = moved([-4.0, -5.0, 6.0, 5.0, 2.0, 2.5, 1.0, 0.0], [0, -1, 1, 0, 0, 1, 0, 0])
    found = conclusions.of_change(good, 7, readings(1), None)
    # Baja California Sur and Chihuahua lie in the north.
    assert fallen(found) == set()
    south = moved([-4.0, -5.0, 6.0, 5.0, 2.0, 2.5, 1.0, 9.0], [-1, -1, 0, 0, 0, 1, 1, 1])
    south.loc["26", "reading"] = -1
    found = conclusions.of_change(south, 6, readings(3), None)
    assert fallen(found) == {
        "social-few-changed", "social-rises-north-west", "social-change-ends",
        "social-reading-agrees", "social-equal-errors",
    }  # fmt: skip


def test_inequality():
    gini = pd.Series({"low": -0.01, "high": 0.005})
    cohesion = pd.DataFrame(
        {"2008": [50.0, 0.53], "2010": [56.0, 0.532], "Standard error 2010": [1.0, 0.01]},
        index=["Strong networks", "Income ratio"],
    )
    assert fallen(conclusions.of_inequality(gini, 70.0, 80, cohesion, 32, None)) == set()
    still = cohesion.assign(**{"2010": [50.1, 0.56]})
    found = conclusions.of_inequality(gini + 0.02, 40.0, 200, still, 32, None)
    assert fallen(found) == set(found)


def groups(indigenous=79.0, rural=65.0):
    return pd.DataFrame(
        {"deprivation_health": [indigenous, rural], "deprivation_food": [80.0, 70.0]},
        index=["Indigenous", "Rural"],
    )


def gaps(**changed):
    found = {
        "poverty-gap-indigenous": 34.0, "poverty-gap-rural": 24.0, "poverty-gap-women": 0.3,
        "poverty-gap-children": 9.0, "education-gap-women": 2.0, "health-gap-women": -4.0,
        **changed,
    }  # fmt: skip
    gap = pd.Series(found)
    return pd.DataFrame({"gap": gap, "low": gap - 1, "high": gap + 1})


@pytest.mark.parametrize(
    ("given", "falls"),
    [
        ({}, set()),
        ({"poverty-gap-rural": 17.0}, {"social-place-and-origin"}),
        ({"poverty-gap-children": 0.9}, {"social-children-poorer"}),
        ({"poverty-gap-women": -2.0}, {"social-women-no-gap"}),
        ({"health-gap-women": -0.5}, {"social-women-schooling"}),
    ],
)
def test_groups(given, falls):
    nation = {"deprivation_health": 29.0, "deprivation_food": 25.0}
    assert fallen(conclusions.of_groups(groups(), nation, gaps(**given), None)) == falls
    less = conclusions.of_groups(groups(rural=28.0), nation, gaps(**given), None)
    assert fallen(less) == falls | {"social-groups-worse"}


def places(**changed):
    held = dict(
        all=2456, half=180, large=110, poorest=400, limit=100_000, threshold=80,
        half_of_extreme=300, people_in_half=60.0, rate=40.0, poor_in_poorest=20.0,
        extreme_in_poorest=40.0, extreme_share=11.0, poverty=0.1, extreme=0.3,
    )  # fmt: skip
    return social.Places(**{**held, **changed})


def test_places():
    poorer = pd.Series({"29": 8.0, "32": 6.0, "07": 0.0})
    assert fallen(conclusions.of_places(0.7, places(), 46.0, 60.0, poorer, None)) == set()
    turned = places(large=80, extreme=0.14)
    found = conclusions.of_places(0.4, turned, 46.0, 45.0, poorer - 1, None)
    assert fallen(found) == set(found)
    poor_cities = conclusions.of_places(0.7, places(rate=47.0), 46.0, 60.0, poorer, None)
    assert fallen(poor_cities) == {"social-half-large"}
