"""What the chapter on social development concludes of numbers, places and funds."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters import social_conclusions as conclusions
from cohesion.publishing import claims


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
