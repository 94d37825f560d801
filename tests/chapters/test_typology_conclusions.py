"""The two components are called what they are only while the loadings say so."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from cohesion.chapters import typology_conclusions as conclusions
from cohesion.publishing import claims

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
