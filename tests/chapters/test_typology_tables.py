"""The tables keep the order, names and numbers of what they are made from."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters import typology_tables as tables


def test_states_stand_from_the_most_to_the_least_need():
    by_sector = pd.DataFrame({"Health": [0.2, 1.0]}, index=["01", "07"])
    third = pd.Series({"01": "lower need", "07": "higher need"})
    held = pd.Series({"01": 0.5, "07": 0.999})
    table = tables.thirds(by_sector, by_sector["Health"], third, held)
    assert table.index.tolist() == ["Chiapas", "Aguascalientes"]
    assert table["Third"].tolist() == ["higher", "lower"]
    assert table["All"].tolist() == [1.0, 0.2]
    assert table["Kept in its third"].iloc[1].startswith("50")


def test_cuts_say_yes_or_no():
    stable = pd.DataFrame({"smallest group": [9], "least stable": [0.9], "agreement": [0.8],
                           "passes": [False]}, index=[2])  # fmt: skip
    table = tables.stability(stable)
    assert table.loc["2", "Passes"] == "no" and table.index.name == "Groups"


def test_labels_lose_what_all_repeat():
    long = ["Deprivation of access to food", "Deprivation in housing quality and space", "Poverty"]
    assert tables.short(long) == ["No food", "Poor housing quality", "Poverty"]


def test_need_that_is_spread_as_people_are_has_no_concentration():
    people = pd.Series({"01": 100.0, "07": 100.0, "09": 200.0})
    pairs = {
        "Even": (people / 10, people),
        "One": (pd.Series({"01": 40.0, "07": 0, "09": 0}), people),
    }
    curves, table = tables.spread(pairs)
    assert table.at["Even", "Concentration index"] == pytest.approx(0)
    assert table.iloc[0, 1] == pytest.approx(25) and table.iloc[1, 1] == pytest.approx(100)
    assert list(curves) == ["Even", "One"]


def test_both_groups_stand_beside_their_difference():
    gap = pd.DataFrame({"one": [50.0], "other": [40.0], "difference": [10.0], "low": [8.0],
                        "high": [12.0]}, index=["poverty"])  # fmt: skip
    table = tables.gaps({"Women − men": gap}, {"poverty": "Poverty"})
    assert table.columns.tolist() == ["Women", "Men", "Women − men (95 % interval)"]
    assert table.index.tolist() == ["Poverty"]
    assert table.iloc[0, 2].startswith("+10") and "8.0" in table.iloc[0, 2]


def test_ends_name_lowest_and_highest_state():
    values = pd.Series({"01": 5.0, "07": 3.0, "09": 9.0})
    table = tables.ends({"Years": (values, 1)})
    assert table.loc["Years"].tolist() == [
        "Chiapas (3.0)", "5.0", "Federal District (9.0)"
    ]  # fmt: skip


def test_loadings_are_told_by_the_names_of_their_indicators():
    found = pd.DataFrame([[0.4, 0.1, 0.9], [-0.1, 0.5, 0.2]], ["poverty", "homicide_rate"])
    table = tables.loadings(found)
    assert table.columns.tolist() == ["First: deprivation", "Second: violence, fear"]
    assert table.index[1] == "Homicide rate 2008–2010 (logarithm)" and table.iloc[0, 0] == 0.4
    assert table.index.name == "Indicator" and table.index[0] != "poverty"
