"""What the health chapter concludes holds on data like this, and fails when they turn."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters import health_conclusions as conclusions
from cohesion.publishing import claims
from tests.chapters.claimed import fallen


def is_true(one):
    quantities = {name: claims.quantity(name, value) for name, value in one.rests_on.items()}
    return claims.holds(one.holds, quantities)


def true_names(found):
    return {name for name, one in found.items() if is_true(one)}


def level(**changed):
    nation = pd.Series({"after": 29.0, "change_high": -8.0})
    states = pd.DataFrame(
        {"after": [20.0, 30.0, 40.0], "best": [2, 1, 1], "worst": [3, 3, 2],
         "reading": ["fell", "fell", "no clear change"]}, index=["01", "02", "03"]
    )  # fmt: skip
    day = pd.Series([21.0, 31.0, 41.0], index=states.index)
    parts = {"nation": nation, "states": states, "level": day, "day": 31.8, **changed}
    return conclusions.of_level(*parts.values(), None)


def test_level():
    assert true_names(level()) == {
        "health-access-fell", "health-ties", "health-series-lower", "health-order-same",
        "health-most-fell",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "falls"),
    [
        ({"nation": pd.Series({"after": 29.0, "change_high": 0.4})}, "health-access-fell"),
        ({"nation": pd.Series({"after": 33.0, "change_high": -8.0})}, "health-series-lower"),
        ({"level": pd.Series([3.0, 2.0, 1.0], index=["01", "02", "03"])}, "health-order-same"),
    ],
)
def test_level_turned(changed, falls):
    assert falls not in true_names(level(**changed))


def test_a_rise_in_one_state_breaks_that_the_others_did_not_change():
    states = pd.DataFrame(
        {"after": [20.0, 30.0, 40.0], "best": [1, 2, 3], "worst": [1, 2, 3],
         "reading": ["fell", "fell", "rose"]}, index=["01", "02", "03"]
    )  # fmt: skip
    assert not {"health-most-fell", "health-ties"} & true_names(level(states=states))


def test_entitlement():
    survey, census = pd.Series({"A": 30.0, "B": 20.0}), pd.Series({"A": 25.0, "B": 15.0})
    inside = pd.Series({"07001": 10.0, "07002": 50.0, "19001": 12.0, "19002": 48.0})
    assert len(true_names(conclusions.of_entitlement(survey, census, inside, None))) == 2
    between = pd.Series({"07001": 50.0, "07002": 51.0, "19001": 10.0, "19002": 11.0})
    found = conclusions.of_entitlement(survey - 6, census, between, None)
    assert true_names(found) == set()


def test_register():
    reach = pd.Series({"12": 50.0, "09": 130.0, "07": 80.0})
    measures = pd.DataFrame(
        {"estimate": [17.0, 10.0, 15.0, 14.0], "registered": [6.0, 12.0, 9.0, 12.0],
         "mixed": [9.0, 13.0, 11.0, 13.0]}, index=["12", "09", "07", "00"]
    )  # fmt: skip
    found = true_names(conclusions.of_register(reach, -0.2, 0.3, measures, None))
    assert {"health-register-misses", "health-reach-apart", "health-safest-place"} <= found
    even = pd.Series({"12": 95.0, "09": 101.0, "07": 99.0})
    measures.loc["12", "registered"] = 20.0
    found = true_names(conclusions.of_register(even, -0.2, 0.3, measures, None))
    assert not {"health-register-misses", "health-reach-apart", "health-safest-place"} & found


def test_mothers():
    index = [f"{number:02}" for number in range(1, 6)]
    maternal = pd.DataFrame(
        {"count": [50, 40, 30, 20, 10], "rate": [90.0, 60, 50, 48, 46],
         "low": [80.0, 40, 35, 30, 25], "high": [100.0, 82, 66, 68, 70],
         "best": [1, 1, 2, 2, 2], "worst": [2, 8, 8, 8, 8]}, index=index
    )  # fmt: skip
    births = pd.Series([5.0, 4, 6, 3, 1], index=index)
    found = true_names(conclusions.of_mothers(maternal, 49.0, births, None))
    assert {"health-maternal-unequal", "health-maternal-few", "health-maternal-overlap"} <= found
    wide = maternal.assign(low=40.0)
    found = true_names(conclusions.of_mothers(wide, 49.0, -births, None))
    assert not {"health-maternal-unequal", "health-small-wide"} & found


def test_lives():
    slow = pd.DataFrame(
        [[74.0, 76.7, 77.0], [67.0, 71.3, 71.1], [29.0, 15.0, 13.0], [36.0, 19.0, 15.0],
         [3.4, 2.5, 2.3]], columns=[1990, 2005, 2010]
    )  # fmt: skip
    assert len(true_names(conclusions.of_lives(slow, None))) == 4
    slow[2010] = [71.0, 72.0, 13.0, 37.0, 2.9]
    assert true_names(conclusions.of_lives(slow, None)) == set()


def gradients(rho, p=0.01):
    return pd.DataFrame({"rho": rho, "p_adjusted": p, "slope_low": [3.0, 1.0, 5.0, -1, 0, 0, 0]})


def test_gradients():
    found = true_names(
        conclusions.of_gradients(gradients([0.6, 0.5, 0.4, -0.5, 0.6, 0.8, -0.9]), None)
    )
    assert found == {"health-gradients-all", "health-split-steepest", "health-slopes-rise"}
    longer = gradients([0.6, 0.5, 0.4, 0.5, 0.95, 0.8, -0.9], p=0.06)
    assert true_names(conclusions.of_gradients(longer, None)) == {"health-slopes-rise"}


def test_cities():
    half = pd.Series([900_000.0, 60_000.0])
    assert true_names(conclusions.of_cities(half, 100, None)) == {"health-half-cities"}
    assert not true_names(conclusions.of_cities(half, 10, None))
    assert not true_names(conclusions.of_cities(half / 2, 100, None))


def access(popular=15.0, imss=0.3, before=(20.0, 30.0, 50.0), change=(-2.0, -9.0, -20.0)):
    states = pd.DataFrame({"before": before, "change": change}, index=["01", "02", "07"])
    affiliation = pd.DataFrame(
        {"Change, points": [popular, imss, -0.2]}, index=["Seguro Popular", "IMSS", "ISSSTE"]
    )
    now = pd.DataFrame(
        {"poverty": [30.0, 40.0, 78.0], "affiliation_seguro_popular": [20.0, 30.0, 55.0],
         "affiliation_imss": [50.0, 40.0, 10.0]}, index=states.index
    )  # fmt: skip
    return states, affiliation, now


def test_access():
    assert fallen(conclusions.of_access(*access(), None)) == set()
    assert fallen(conclusions.of_access(*access(imss=1.5), None)) == {"health-popular-grew"}
    rising = conclusions.of_access(*access(change=(-9.0, -5.0, -2.0)), None)
    assert fallen(rising) == {"health-fell-where-high"}
    states, affiliation, now = access()
    even = now.assign(affiliation_imss=[40.0, 50.0, 45.0])
    assert fallen(conclusions.of_access(states, affiliation, even, None)) == {
        "health-split-poverty"}  # fmt: skip


def pairs(**changed):
    """Gaps in points: sex, origin, place, age, disability, each with an interval of two points."""
    gap = {"men": 4.0, "indigenous": 6.0, "rural": 3.0, "young": 9.0, "disability": 0.5, **changed}
    difference = pd.Series(gap)
    return pd.DataFrame(
        {"difference": difference, "low": difference - 1, "high": difference + 1}
    ).reset_index(drop=True)


@pytest.mark.parametrize(
    ("changed", "falls"),
    [
        ({}, set()),
        ({"young": 0.9}, {"health-groups-more"}),
        ({"disability": 2.0}, {"health-disability-unclear"}),
        ({"men": 7.0}, {"health-indigenous-widest"}),
        ({"rural": 5.5}, {"health-rural-closed"}),
    ],
)
def test_groups(changed, falls):
    lacking = pd.Series({"Indigenous households": 38.0, "Men": 34.0, "65 and over": 20.0})
    assert fallen(conclusions.of_groups(pairs(**changed), lacking, 11.0, None)) == falls
    other = lacking.rename({"Men": "65 and over", "65 and over": "Men"})
    found = conclusions.of_groups(pairs(**changed), other, 11.0, None)
    assert fallen(found) == falls | {"health-ends-groups"}


def test_gradients_between_states_and_inside_classes_of_municipalities():
    slopes = pd.DataFrame({"rho_low": [0.3, -0.1, 0.2]})
    settled = pd.Series([20.0, 30, 40, 50, 25, 35, 45, 55], index=[f"m{n}" for n in range(8)])
    degree = pd.Series([1.0] * 4 + [5.0] * 4, index=settled.index)
    found = conclusions.of_places(slopes, settled, degree, (40.0, 15.0), None)
    assert fallen(found) == set()
    apart = settled + 60 * (degree == 5.0) / 2
    assert fallen(conclusions.of_places(slopes, apart, degree, (40.0, 21.0), None)) == {
        "health-inside-classes", "health-gap-shrank"}  # fmt: skip
    null = pd.DataFrame({"rho_low": [0.3, 0.5, -0.2]})
    assert fallen(conclusions.of_places(null, settled, degree, (40.0, 15.0), None)) == {
        "health-gradient"}  # fmt: skip


def test_funds():
    assert not fallen(conclusions.of_funds(2.1, None)) and fallen(conclusions.of_funds(2.0, None))
