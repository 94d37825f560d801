"""The social-care design file (complete, clear errors) and the change of what is measured."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters import care, social
from cohesion.errors import DataError
from cohesion.publishing import claims
from cohesion.tables.store import select


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
