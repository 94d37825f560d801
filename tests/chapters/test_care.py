"""The social-care design file (complete, clear errors) and the change of what is measured."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters import care, social
from cohesion.errors import DataError
from cohesion.publishing import claims
from cohesion.tables.geography import STATE_CODES, STATES
from cohesion.tables.store import select
from tests.chapters.claimed import fallen


@pytest.mark.parametrize("name", care.HEADS)
def test_every_part_is_complete(name):
    table = care.part(name)
    assert len(table) >= 4 and table.notna().all(axis=None)
    assert list(table.columns) == list(care.HEADS[name].values())[1:]


def test_an_incomplete_entry_names_file_entry_and_field(tmp_path):
    file = tmp_path / "care.yml"
    file.write_text("bottlenecks:\n  - {bottleneck: x, evidence: y, entry: '', result: R1}\n")
    with pytest.raises(DataError, match="entry 1, column 'entry'"):
        care.part("bottlenecks", tmp_path)
    with pytest.raises(DataError, match="no part 'population'"):
        care.part("population", tmp_path)


def test_change_of_a_group_by_hand():
    """Children: 53.7 % in 2010 with the error as published; the same error assumed for 2008."""
    series = select("poverty", sex=None, group=None, years=[2008, 2010], series=True)
    row = care.group_change(series, {"Under 18": {"group": "age_0_17"}}, 2008, 2010).iloc[0]
    cells = series.frame.query("state_code == '00' and group == 'age_0_17' and sex == 'total'")
    value = cells.set_index("year")["value"]
    se = cells.set_index("year").at[2010, "se"]
    assert row["2010"] == pytest.approx(53.7, abs=0.05)
    assert row["change"] == pytest.approx(value[2010] - value[2008])
    assert row["high"] - row["change"] == pytest.approx(1.959964 * np.sqrt(2) * se)


def test_trend_table_counts_states_and_leaves_dashes_elsewhere():
    states = select(["food_insecurity_severe"])
    shifts = {
        "food_insecurity_severe": social.state_change(states, "food_insecurity_severe", 2008, 2010)
    }
    trend = social.national_change(states, ["food_insecurity_severe"], 2008, 2010)
    trend = pd.concat([trend, trend.set_axis(["other"])])
    table = care.trend_table(trend, shifts, {"food_insecurity_severe": "food_insecurity_severe"})
    assert table.at["food_insecurity_severe", "States, rose"] == "9"
    assert table.at["other", "States, rose"] == "–" and table["Reading"].eq("rose").all()


@pytest.mark.parametrize(
    ("by_state", "levels", "true"),
    [
        (4, ["nation", "state"], {"care-some-unmeasured", "care-half-national"}),
        (7, ["nation", "nation", "state"], set()),
    ],
)
def test_what_is_measured_at_all(by_state, levels, true):
    found = care.conclusions_of_record(by_state, 7, pd.Series(levels), None)
    assert {name for name, one in found.items() if claims.holds(one.holds, one.rests_on)} == true


def poor(**changed):
    """Poverty of groups with intervals of one point to each side; the nation's is 46."""
    values = {
        "Everybody": 46.0, "Men": 45.8, "Women": 46.2, "65 and over": 45.7,
        "With a disability": 46.9, "Under 18": 53.7, "Rural": 65.0, "Indigenous": 79.0, **changed,
    }  # fmt: skip
    value = pd.Series(values)
    return pd.DataFrame({"value": value, "low": value - 1, "high": value + 1})


#: Poverty, extreme poverty and deprivations by group.
LACKS = pd.DataFrame(
    [[46, 10, 60, 20], [54, 14, 65, 10], [79, 40, 83, 49], [46, 10, 30, 66], [47, 12, 55, 51]],
    columns=["Poverty", "Extreme poverty", "No social security", "Educational lag"],
    index=["Everybody", "Under 18", "Indigenous", "65 and over", "With a disability"],
    dtype=float,
)


@pytest.mark.parametrize(
    ("changed", "falls"),
    [
        ({}, set()),
        ({"Under 18": 46.95}, {"care-children-poorer"}),
        ({"Indigenous": 46.5}, {"care-indigenous-poorer", "care-groups-order"}),
        ({"65 and over": 47.5}, {"care-older-near"}),
        ({"Men": 43.9}, {"care-groups-order"}),
    ],
)
def test_groups_stand_where_the_chapter_says(changed, falls):
    assert fallen(care.conclusions_of_groups(poor(**changed), LACKS, None)) == falls


def test_what_groups_lack_most():
    schooled = LACKS.copy()
    schooled.loc["65 and over", "Educational lag"] = 50.0
    assert fallen(care.conclusions_of_groups(poor(), schooled, None)) == {"care-lacks"}


def test_the_trend_of_care():
    trend = pd.DataFrame({"low": [-9.0, -1.0, 1.0, -1.0], "high": [-5.0, 1.0, 3.0, 2.0]})
    assert fallen(care.conclusions_of_trend(trend, None)) == set()
    assert fallen(care.conclusions_of_trend(-trend[["high", "low"]].set_axis(
        ["low", "high"], axis=1), None)) == {"care-older-improved", "care-food-grew"}  # fmt: skip
    lag = trend.assign(high=[-5.0, -0.2, 3.0, 2.0])
    assert fallen(care.conclusions_of_trend(lag, None)) == {"care-children-no-change"}


def test_older_people_without_cover():
    older = pd.Series(30.0, index=list(STATE_CODES))
    older[["12", "20", "27", "30", "21", "13", "11"]] = [45.0, 50, 44, 43, 42, 41, 40]
    north = [code for code in STATE_CODES if STATES.at[code, "region"] == "North"]
    older[[*north, "07", "09"]] = 15.0
    older["19"] = 10.0
    reading = pd.Series([0] * 20 + [1] * 7 + [-1] * 5, index=older.index)
    fall = pd.Series({"07": -12.0, "20": -3.0, "19": 1.0})
    limits = [0.0, 12.0, 20.0, 35.0, 38.0, 60.0]
    assert fallen(care.conclusions_of_older(older, reading, limits, fall, None)) == set()
    turned = older.copy()
    turned["07"], turned["13"] = 52.0, 34.0
    found = care.conclusions_of_older(turned, 1 - reading.abs(), limits, fall.abs(), None)
    assert fallen(found) == {"care-older-map", "care-older-ends", "care-older-ties",
                             "care-chiapas-fall"}  # fmt: skip


def test_needs_of_children_differ_by_state():
    codes = ["07", "20", "12", "09", "19", "05", "27", "04"]
    lag = pd.Series([30.0, 28, 10, 9, 8, 7, 25, 26], index=codes)
    food = pd.Series([20.0, 30, 31, 9, 10, 28, 12, 29], index=codes)
    poverty = pd.Series(40.0, index=codes)
    poverty["07"] = 78.0
    found = care.conclusions_of_needs(lag, food, poverty, (15.0, 24.0), None)
    assert fallen(found) == set()
    found = care.conclusions_of_needs(lag, lag, -poverty + 100, (15.0, 24.0), None)
    assert fallen(found) == {"care-needs-differ", "care-chiapas-poorest"}


def test_facts_of_groups_changes_and_directions_carry_their_names():
    poor = pd.DataFrame({"value": [46.1], "low": [45.0], "high": [47.0]}, index=["Everybody"])
    found = care.group_facts(poor, {"nation": "Everybody"}).set_index("name")
    assert found.at["care-nation-poverty", "value"] == 46.1
    assert found.at["care-nation-poverty-interval", "text"] == "45.0 to 47.0 %"
    trend = pd.DataFrame({"change": [-2.0, 1.0], "low": [-3.0, 0.5], "high": [-1.0, 1.5]})
    changes = care.change_facts(trend, ("older",)).set_index("name")["value"]
    assert changes.to_dict() == {
        "care-older-change": "−2.0", "care-older-change-interval": "−3.0 to −1.0"
    }  # fmt: skip
    shifts = {"a": pd.DataFrame({"reading": [1, 1, 0, -1]})}
    counts = care.direction_facts(shifts, {"food": "a"}).set_index("name")["value"]
    assert (counts["care-food-states-rose"], counts["care-food-states-fell"]) == (2, 1)


def test_estimates_stand_beside_half_of_their_interval():
    table = care.with_errors(
        pd.DataFrame({"a": [10.0] * 32}), pd.DataFrame({"a": [1.0] * 32}), {"a": "Older people"}
    )
    assert list(table.columns) == ["Older people", "± older"]
    assert table["± older"].iloc[0] == pytest.approx(1.96, abs=0.001)


def test_every_group_has_every_lack():
    groups = select(list(care.DEPRIVATIONS), sex=None, group=None, years=[2010], series=True)
    table = care.lacks(groups, 2010)
    assert table.index.tolist() == list(care.GROUPS) and table.index.name == "Group"
    assert (
        table.at["Everybody", "Poverty"]
        == groups.frame.query(
            "state_code == '00' and indicator == 'poverty' and sex == 'total' and group == 'all'"
        )["value"].iloc[0]
    )
    assert table.at["Indigenous", "Poverty"] > table.at["Everybody", "Poverty"] + 20


def test_the_table_of_states_says_how_each_stands_to_the_nation():
    states = select(list(care.OF_STATES))
    value, error = states.wide(2010), states.wide(2010, what="se")
    reading = pd.Series(0, index=value.index)
    reading["07"] = 1
    table = care.states_table(value, error, reading)
    assert table.at["Chiapas", "Older people, against the nation"] == "above"
    assert table.at["Chiapas", "Severe food insecurity"] == value.at["07", "food_insecurity_severe"]
