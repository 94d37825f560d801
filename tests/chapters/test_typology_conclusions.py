"""The two components are called what they are only while the loadings say so."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from cohesion.chapters import typology_conclusions as conclusions
from cohesion.publishing import claims
from tests.chapters.claimed import fallen

SECTORS = {
    "social_development": SimpleNamespace(indicators=["lag"]),
    "health": SimpleNamespace(indicators=["access"]),
    "safety": SimpleNamespace(indicators=["homicide_rate", "perception_insecure"]),
    "social_care": SimpleNamespace(indicators=["older"]),
}
LOADINGS = pd.DataFrame(
    {"one": [0.9, 0.6, -0.2, -0.2, 0.5], "two": [0.0, 0.4, 0.8, 0.8, 0.1]},
    index=["lag", "access", "homicide_rate", "perception_insecure", "older"],
)


def true_names(loadings):
    found = conclusions.of_components(loadings, SECTORS, None)
    return {name for name, one in found.items() if claims.holds(one.holds, one.rests_on)}


def test_the_stable_group_lies_in_the_south_and_centre_until_one_state_does_not():
    for regions, expected in ((["South", "Centre", "South"], True), (["South", "North"], False)):
        (one,) = conclusions.of_south(pd.Series(regions), None).values()
        assert claims.holds(one.holds, one.rests_on) is expected


def test_components():
    assert true_names(LOADINGS) == {"differ-first-deprivation", "differ-second-violence"}
    moved = LOADINGS.copy()
    moved.loc["older", "one"] = 0.1
    moved.loc[["access", "lag"], "two"] = 0.9
    assert true_names(moved) == set()


def test_groups_hold_only_above_the_threshold():
    least = pd.DataFrame({"least stable": [0.9, 0.6, 0.5]}, index=[2, 3, 4])
    assert fallen(conclusions.of_groups(least, 0.75, None)) == set()
    finer = least.assign(**{"least stable": [0.7, 0.8, 0.5]})
    assert fallen(conclusions.of_groups(finer, 0.75, None)) == {
        "differ-no-groups", "differ-two-stable"}  # fmt: skip


def test_chiapas_has_much_need_and_little_in_safety():
    codes = [f"{number:02}" for number in range(1, 33)]
    development = pd.Series(range(32), index=codes, dtype=float)
    development["07"] = 99.0
    by_sector = pd.DataFrame({"social_development": development, "safety": -development})
    third = pd.Series(["lower need"] * 11 + ["middle need"] * 21, index=codes)
    assert fallen(conclusions.of_need(by_sector, third, None)) == set()
    unsafe = by_sector.assign(safety=development)
    assert fallen(conclusions.of_need(unsafe, third, None)) == {"differ-chiapas"}


SINGLE = {"victims": -0.6, "homicide": 0.1, "fear": -0.1}


@pytest.mark.parametrize(
    ("health", "safety", "single", "falls"),
    [
        ((0.8, 0.5, 0.9), -0.2, SINGLE, set()),
        ((0.3, -0.1, 0.6), -0.2, SINGLE, {"differ-together"}),
        ((0.8, 0.5, 0.9), 0.2, SINGLE, {"differ-safety-apart"}),
        ((0.8, 0.5, 0.9), -0.9, SINGLE, {"differ-safety-apart"}),
        ((0.8, 0.5, 0.9), -0.2, SINGLE | {"fear": -0.7}, {"differ-victims-drive"}),
    ],
)
def test_dimensions(health, safety, single, falls):
    ends = pd.DataFrame(
        {"component 1": [5.0, 4, 3, 0, -4, -5, 1], "component 2": [1.0, 0, 1, -6, 0, 1, 7]},
        index=["12", "07", "20", "31", "19", "09", "08"],
    )
    found = conclusions.of_dimensions(
        {"health": health, "safety": (safety, -0.5, 0.1)}, single, ends, None
    )
    assert fallen(found) == falls
    swapped = ends.assign(**{"component 2": -ends["component 2"]})
    found = conclusions.of_dimensions(
        {"health": health, "safety": (safety, -0.5, 0.1)}, single, swapped, None
    )
    assert fallen(found) == falls | {"differ-components-ends"}


def test_concentration():
    index = pd.Series(
        {"Extreme poverty": 0.4, "No basic services": 0.35, "Poverty": 0.2,
         "No access to health": 0.12, "No social security": 0.08}
    )  # fmt: skip
    assert fallen(conclusions.of_concentration(index, {"No social security": 30.0}, None)) == set()
    found = conclusions.of_concentration(1 - index, {"No social security": 40.0}, None)
    assert fallen(found) == set(found)


def people(**changed):
    found = {
        "poverty": 0.3, "deprivation_education": 2.0, "deprivation_health": -4.0,
        "deprivation_social_security": -3.0, "deprivation_services": 0.0, **changed,
    }  # fmt: skip
    difference = pd.Series(found)
    return pd.DataFrame({"difference": difference, "low": difference - 1, "high": difference + 1})


def test_women_men_indigenous_and_other_people():
    indigenous = people() * 0 + 20
    indigenous.loc["deprivation_services", "difference"] = 40.0
    indigenous.loc["poverty", "difference"] = 35.0
    longer = pd.Series({"07": 4.0, "19": 5.0})
    assert fallen(conclusions.of_people(people(), indigenous, longer, None)) == set()
    turned = people(poverty=3.0, deprivation_education=0.5)
    assert fallen(conclusions.of_people(turned, indigenous, longer - 4.5, None)) == {
        "differ-sexes-no-gap", "differ-sexes-signs", "differ-women-outlive"}  # fmt: skip
    little = indigenous / 10
    little.loc["deprivation_health", ["difference", "low"]] = [9.0, -0.1]
    assert fallen(conclusions.of_people(people(), little, longer, None)) == {
        "differ-indigenous-all", "differ-sexes-small", "differ-indigenous-most"}  # fmt: skip
