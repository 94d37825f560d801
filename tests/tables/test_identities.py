"""Sums in the official figures: they hold, and breaking a figure breaks one of them."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.tables import identities, store


@pytest.fixture(scope="module")
def poverty():
    return store.read("coneval_poverty_states")


def test_thousands_of_sums_hold(poverty):
    assert identities.check_identities(poverty, "state", "t.csv") > 5000


def test_swapped_states_are_noticed(poverty):
    """Shares of two states swapped: every cell looks possible, the persons no longer fit."""
    broken = poverty.copy()
    chosen = (broken["indicator"] == "poverty") & (broken["year"] == 2010)
    broken.loc[chosen, "state_code"] = broken.loc[chosen, "state_code"].replace(
        {"07": "19", "19": "07"}
    )
    with pytest.raises(DataError, match="differs from"):
        identities.check_identities(broken, "state", "t.csv")


def test_a_shifted_decimal_point_is_noticed(poverty):
    broken = poverty.copy()
    row = broken.index[(broken["indicator"] == "poverty_persons") & (broken["state_code"] == "20")]
    broken.loc[row[0], "value"] *= 10
    with pytest.raises(DataError):
        identities.check_identities(broken, "state", "t.csv")


def test_states_that_do_not_add_up_to_the_nation_are_noticed():
    homicides = store.read("inegi_homicides_states")
    broken = homicides.copy()
    row = broken.index[(broken["state_code"] == "08") & (broken["year"] == 2010)]
    broken.loc[row, "value"] += 500
    with pytest.raises(DataError, match="add up to"):
        identities.check_identities(broken, "state", "t.csv")
