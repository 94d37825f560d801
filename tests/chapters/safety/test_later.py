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


def test_reporting_is_the_nations_by_year():
    chosen = store.select(list(later.REPORTING), as_of=None)
    table = later.reporting(chosen, [2011, 2024])
    assert table.index.tolist() == list(later.REPORTING.values())
    assert table.at["Unreported crime", 2024] == chosen.nation("unreported_crime", 2024)


def test_treatment_at_the_desk_is_bad_in_both_of_its_lowest_classes():
    chosen = store.select([*later.TIMES, *later.TREATMENT], as_of=None, apart=True)
    years = list(range(2011, 2025))
    found = later.at_desk(chosen, years)
    assert found["bad"].index.tolist() == years[1:] and found["long"].index.tolist() == years
    bad, worst = (chosen.nation(name, 2012) for name in later.TREATMENT[-2:])
    assert found["bad"][2012] == bad + worst
    assert found["short"][2011] == chosen.nation("mp_time_under_1h", 2011)


def test_both_ends_and_both_states_of_the_programme_stand_once():
    codes = ["00", *(f"{number:02d}" for number in range(1, 33))]
    dark = pd.DataFrame({year: range(33) for year in (2011, 2012, 2013, 2024)}, codes, dtype=float)
    table = later.ends_of_unreported(dark, pd.Series({"20": 7.0}), number=2)
    assert table.index.tolist() == [
        "Mexico", "Aguascalientes", "Baja California", "Oaxaca", "San Luis Potosí", "Yucatán",
        "Zacatecas",
    ]  # fmt: skip
    assert table.at["Oaxaca", "Files per 100 crimes 2010"] == 7.0
    ordered = later.ends_of_unreported(dark.assign(**{}), pd.Series(dtype=float), number=21)
    assert ordered.index.is_unique
