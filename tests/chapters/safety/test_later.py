"""Later figures of justice and homicides: ends, middle and width, by hand from the tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion import formats
from cohesion.chapters.safety import later
from cohesion.tables import store
from cohesion.tables.geography import NATION, STATES


def test_ends_and_middle_are_those_of_the_published_states():
    table, used = later.spread([("peace_index", 2018, "total", 2)])
    frame = pd.DataFrame(used[0].frame).query("state_code != @NATION")
    value = frame.set_index("state_code")["value"].dropna()
    line = table.iloc[0]
    assert line["Lowest"].startswith(STATES.at[value.idxmin(), "short"])
    assert line["Lowest"].endswith(formats.number(value.min(), 2))
    assert line["Highest"].endswith(formats.number(value.max(), 2))
    assert line["Median"] == formats.number(np.median(value), 2)
    assert line["± (median)"] == formats.MISSING and line["Year"] == "2018"
    assert NATION == "00"


def test_a_survey_has_a_half_width_of_its_median_error():
    table, (chosen,) = later.spread([("judges_corrupt", 2020, "women", 0)])
    se = chosen.frame.query("state_code != '00'")["se"].median()
    assert table.iloc[0]["± (median)"] == formats.number(1.959964 * se, 0)
    assert table.index[0].endswith(", women")


def test_every_line_of_the_table_has_figures():
    table, used = later.spread()
    assert len(table) == len(used) == len(later.SHOWN)
    assert (table["Median"] != formats.MISSING).all()


def test_two_counts_of_homicides_are_close_over_the_same_state_years():
    years = range(2008, 2013)
    found, (ours, other) = later.two_counts(years)
    one = ours.wide()["homicides_occurrence_occ"]
    two = other.wide()["homicides_independent"]
    assert found["state_years"] <= one.size and found["correlation"] > 0.9
    assert found["ratio"] == pytest.approx(two.to_numpy().sum() / one.to_numpy().sum())
    assert isinstance(ours, store.Selection)
