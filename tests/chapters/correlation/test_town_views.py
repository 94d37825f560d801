"""Municipal results as a reader sees them."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters.correlation import town_views

ROW = pd.Series({"rate_ratio": 1.02, "low": 1.01, "high": 1.03, "p": 0.01, "n": 2454})


def test_rows_are_named_by_hypothesis_and_set():
    found = pd.DataFrame({("M1", "all"): ROW, ("M1", "without"): ROW}).T
    table = town_views.with_and_without(found)
    assert list(table.index) == [
        "M1 Gini 2010, per hundredth, all municipalities",
        "M1 Gini 2010, per hundredth, without Ciudad Juárez",
    ]
    assert table.iloc[0]["95 % interval"] == "1.010 to 1.030"
    decades = pd.DataFrame({("1990–2000", "all"): ROW, ("1990–2000", "under 15 000"): ROW}).T
    assert list(town_views.panel(decades).index) == [
        "1990–2000: all municipalities", "1990–2000: under 15 000 inhabitants"]  # fmt: skip


def test_places_carry_their_share_and_sizes_their_homicides():
    found = pd.DataFrame([ROW, ROW], index=["08037", "02002"]).assign(share=[0.13, 0.02])
    table = town_views.places(found, {"08037": "Juárez", "02002": "Mexicali"}, 1)
    assert table["Share of homicides (%)"].to_dict() == {"Juárez": "13.0"}
    size = pd.DataFrame([ROW], index=["100 000 and more"]).assign(homicides=40_000)
    assert town_views.sizes(size)["Homicides 2008–2010"].iloc[0].replace("\u00a0", " ") == "40 000"


def test_a_ratio_for_a_standard_deviation_is_a_power_of_the_ratio_for_a_hundredth():
    row = pd.Series({"rate_ratio": 1.1, "low": 1.0, "high": 1.2})
    assert town_views.standardised(row, 0.02) == "1.21 (1.00 to 1.44)"
    assert town_views.intervals({"a": row}, 1) == {"a": "1.0 to 1.2"}
    logs = pd.Series({"coefficient": 0.0, "low": -1.0, "high": 1.0})
    assert town_views.ratios(logs)["high"] == pytest.approx(2.718, abs=0.001)
