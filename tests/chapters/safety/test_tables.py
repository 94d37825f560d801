"""Tables name the right states, write intervals and ranks, and say where there is none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.chapters.safety import tables
from cohesion.tables.store import select


def test_the_ends_of_an_indicator_leave_the_nation_out():
    values = pd.Series({"00": 1.0, "07": 3.0, "08": 122.46})
    row = tables.ends({"Rate": (18.04, values, 1)}).loc["Rate"]
    assert row.tolist() == [18.04, "Chiapas (3.0)", "Chihuahua (122.5)"]
    assert tables.ends({"Rate": (18.04, values, 1)}, text=True).iloc[0, 0] == "18.0"


def test_possible_ranks():
    rows = pd.DataFrame({"best": [1, 2, np.nan], "worst": [1, 5, np.nan]})
    assert tables.possible_ranks(rows) == ["1", "2–5", "–"]


def test_states_with_both_periods():
    rows = {
        "00": [9.0, 17.0, 16.9, 17.1, 8.0, 7.9, 8.1, np.nan, np.nan],
        "08": [18.0, 122.0, 120.0, 124.0, 104.0, 101.0, 107.0, 1, 1],
    }
    heads = ["before", "after", "low", "high", "difference", "difference_low", "difference_high"]
    states = pd.DataFrame.from_dict(rows, "index", columns=[*heads, "best", "worst"])
    table = tables.homicide_states(states)
    assert table.index.tolist() == ["Mexico", "Chihuahua"]
    assert table["Possible ranks"].tolist() == ["–", "1"]
    assert table.at["Chihuahua", "Change"] == "+104.0"
    assert "120.0" in table.at["Chihuahua", "95 % interval"]


def test_towns_give_inhabitants_of_a_year():
    top = pd.DataFrame({"count": [90], "population": [3e5], "rate": [30.0], "smoothed": [29.0],
                        "low": [24.4], "high": [36.6]}, index=["08037"])  # fmt: skip
    table = tables.homicide_towns(top, 3)
    assert table["Inhabitants"].iloc[0] == 1e5 and "Juárez" in table.index[0]
    assert table["95 % interval"].iloc[0].startswith("24")


def test_files_stand_from_the_fewest_to_the_most():
    ratio = pd.Series({"00": 7.0, "02": 16.0, "12": 2.0})
    counts = pd.Series({"00": 300.0, "02": 100.0, "12": 200.0})
    ties = pd.DataFrame({"best": [1, 2], "worst": [1, 2]}, index=["02", "12"])
    change = pd.DataFrame({2007: [10.0, 5.0, 5.0], 2011: [11.0, 10.0, 4.0]}, index=ratio.index)
    table = tables.files(ratio * 3, counts, ratio, ties, change)
    assert table.index.tolist() == ["Mexico", "Guerrero", "Baja California"]
    assert table["Possible ranks"].tolist() == ["–", "2", "1"]
    assert table["Files 2007–2011 (%)"].tolist() == ["+10.0", "−20.0", "+100.0"]


def test_voice_names_three_and_counts_states_without_an_attack():
    index = ["04", "06", "07", "08"]
    turnout, women = pd.Series([62, 60, 40, 35.0], index), pd.Series([30, 20, 25, 10.0], index)
    table = tables.voice(turnout, women, pd.Series([0, 1, 3, 5], index))
    assert table.iloc[0, 0].startswith("Campeche (62.0), Colima")
    assert table.iloc[1, 1].startswith("Chihuahua (10.0), Colima")
    assert table.iloc[2].tolist() == ["Chihuahua (5), Chiapas (3), Colima (1)",
                                      "one state without a known attack"]  # fmt: skip
    # Level with the third: none of the two is left out.
    table = tables.voice(turnout, women, pd.Series([3, 3, 5, 8], index))
    assert table.iloc[2, 0] == "Chihuahua (8), Chiapas (5), Campeche (3), Colima (3)"


def test_the_summary_holds_each_measure_with_both_ends():
    survey = select(["prevalence", "incidence"], years=[2010])
    unsafe = select("perception_insecure", years=[2011])
    states = pd.DataFrame(
        {"after": [19.0, 110, 2], "difference": [10.0, 90, 0]}, ["00", "08", "31"]
    )
    table = tables.summary(states, survey, unsafe)
    assert len(table) == 5 and table["Mexico"].iloc[0] == 19.0
    assert table["Highest state"].iloc[0] == "Chihuahua (110.0)"
    assert table["Mexico"].iloc[2] == survey.nation("prevalence", 2010) / 1000


def test_victims_are_headed_as_they_are_read():
    ages = pd.DataFrame({"adults": [9], "victims": [3], "share": [33.3]}, ["20 to 29"])
    table = tables.victims_by_age(ages)
    assert table.loc["20 to 29"].to_dict() == {"Victims": 3.0, "Per 100 adults": 33.3}


def test_the_summary_of_justice_leaves_the_nation_out_of_the_ends():
    survey = select(["victims", "crime_cost", "crime_aggression"])
    units = pd.Series({"00": 99.0, "07": 3.0, "08": 5.0})
    table = tables.summary_of_justice(units, survey, units, units)
    assert table["Mexico"].iloc[0] == "99.0" and table["Highest state"].iloc[0] == "Chihuahua (5.0)"
    cost = survey.nation("crime_cost", 2010) / survey.nation("victims", 2010)
    assert table["Mexico"].iloc[1] == formats.number(cost, 0)
