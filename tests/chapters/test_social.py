"""The social sector's functions: by hand, by property, and the design file's completeness."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from cohesion.chapters import social
from cohesion.charts import curves, intervals, points
from cohesion.charts import heat as charts_heat
from cohesion.errors import DataError
from cohesion.methods import concentration, estimates
from cohesion.tables import store
from cohesion.tables.geography import STATE_CODES, STATES


@pytest.fixture(scope="module")
def states():
    return store.select(
        [*social.SITUATION, *social.DEPRIVATIONS, *social.INCOME], years=[2008, 2010], series=True
    )


@pytest.fixture(scope="module")
def official():
    return store.select("poverty_change_reading", years=[2010]).wide(2010)["poverty_change_reading"]


def test_equal_errors_reproduce_the_official_reading_but_for_one_state(states, official):
    # SEDESOL's bulletin no. 15 of August 2011 names the states that rose and fell.
    ours = social.state_change(states, "poverty", 2008, 2010)["reading"]
    assert list(STATES.at[code, "name_en"] for code in ours.index[ours != official]) == [
        "Tamaulipas"
    ]


def test_a_larger_error_of_2008_never_finds_more_changes(states, official):
    table = social.readings(states, "poverty", 2008, 2010, [0.5, 1.0, 2.0], official, "official")
    told = (table["Rose"] + table["Fell"]).to_list()[:3]
    assert told == sorted(told, reverse=True)
    assert (table.sum(axis=1) == 32).all()
    assert table.loc["official"].to_list() == [9, 21, 2]


def test_national_change_by_hand(states):
    table = social.national_change(states, ["deprivation_health"], 2008, 2010)
    row = table.loc["deprivation_health"]
    assert row["change"] == pytest.approx(29.228 - 38.401, abs=0.01)
    se = states.nation("deprivation_health", 2010, "se")
    assert row["detectable"] == pytest.approx(1.959964 * np.sqrt(2) * se)
    assert row["reading"] == -1
    words = social.change_table(table)
    assert words.at["Health access", "Reading"] == "fell"


def test_social_security_is_the_widest_deprivation_in_every_state(states):
    wide = states.wide(2010)[list(social.DEPRIVATIONS)]
    assert (wide.idxmax(axis=1) == "deprivation_social_security").all()
    table = social.second_widest(states.wide(2010), STATES["short"])
    assert table["States"].sum() == 32
    listed = ", ".join(table["Which"]).split(", ")
    assert sorted(listed) == sorted(STATES["short"])


def test_claims_of_the_chapter_about_groups():
    national = store.select(
        [*social.DEPRIVATIONS, "poverty"], level="national", years=[2010], sex=None, group=None
    )
    groups = social.group_table(national, 2010)
    nation = store.select(list(social.DEPRIVATIONS), years=[2010], series=True)
    for name in social.DEPRIVATIONS:
        value = nation.nation(name, 2010)
        assert groups.at["Indigenous", name] > value and groups.at["Rural", name] > value


def test_gap_by_hand():
    values, se = pd.Series({"a": 50.0, "b": 44.0}), pd.Series({"a": 3.0, "b": 4.0})
    gap = estimates.gap(values, se, "a", "b")
    assert gap["gap"] == 6
    assert gap["high"] - gap["gap"] == pytest.approx(1.959964 * 5)
    frame = social.gaps(values.to_frame("p"), se.to_frame("p"), {"one": ("p", "a", "b")})
    assert frame.loc["one"].to_list() == pytest.approx([gap["gap"], gap["low"], gap["high"]])


def test_a_missing_group_is_named():
    selection = store.select(["poverty"], level="national", years=[2010], sex="women", group="all")
    with pytest.raises(DataError, match="no figure for the group"):
        social.group_table(selection, 2010)


def test_classes_of_municipalities_by_hand():
    frame = pd.DataFrame({"poor": [10, 30, 60]}, index=["01001", "01002", "01003"])
    classes = pd.Series({"01001": 1.0, "01002": 5.0})
    table = social.by_class(frame, classes, {1: "low", 5: "high"}, {"poor": "Poor (%)"})
    assert table.loc["low"].to_list() == [1, 10]
    assert table.loc["high"].to_list() == [1, 30]  # the third has no class: 60 % are in none


def test_state_table_keeps_every_state_in_order(states):
    persons = store.select("poverty_persons", years=[2010]).wide(2010)["poverty_persons"]
    table = social.state_table(states, persons, STATES["name_en"], 2010)
    assert len(table) == 32 and table["Rank"].is_monotonic_increasing
    assert table.at["Chiapas", "Possible ranks"] == "1–1"
    assert table["Poor persons (thousand)"].sum() == pytest.approx(51992)


def test_releases_stand_side_by_side(states):
    release = store.select(["poverty_as_published"], level="national")
    table = social.releases_table(release, states, ["poverty"], [2008, 2010])
    assert table.loc["Poverty"].round(1).to_list() == [44.5, 46.2, 44.4, 46.1]


@pytest.mark.parametrize("name", social.HEADS)
def test_the_design_file_is_complete(name):
    table = social.part(name)
    assert len(table) >= 5 and table.notna().all(axis=None)


def test_an_incomplete_entry_names_its_place(tmp_path):
    (tmp_path / "social.yml").write_text("summary:\n  - aspect: Level\n", "utf-8")
    with pytest.raises(DataError, match="summary, entry 1.*says"):
        social.part("summary", tmp_path)


def test_charts_draw_what_they_are_given(states):
    wide = states.wide(2010)
    change = social.national_change(states, ["poverty", "deprivation_food"], 2008, 2010)
    fig = intervals.changes(change, social.SHORT, ("2008", "2010"), "%")
    assert [t.get_text() for t in fig.axes[0].get_yticklabels()] == ["Poverty", "Food"]
    heat = wide[list(social.DEPRIVATIONS)]
    fig = charts_heat.heatmap(heat, STATES["name_en"], [social.SHORT[k] for k in heat], "")
    assert len(fig.axes[0].texts) == 32 * 6
    line = concentration.concentration_curve(wide["poverty"], wide["poverty"] + 1)
    fig = curves.curves({"x": line}, x_label="p", y_label="c", at={"x": 40})
    assert len(fig.axes[0].lines) == 2
    fig = points.scatter(wide["poverty"], wide["extreme_poverty"], x_label="x", y_label="y")
    assert {"Chis.", "NL"} < {t.get_text() for t in fig.axes[0].texts}
    assert list(wide.index) == list(STATE_CODES)
    plt.close("all")


def test_facts_of_directions_gaps_and_changes_carry_their_names_and_units():
    counts = social.direction_facts("poverty-states", pd.Series([1, 1, 0, -1, 0, 0]))
    assert counts.set_index("name")["value"].to_dict() == {
        "poverty-states-rose": 2, "poverty-states-unclear": 3, "poverty-states-fell": 1
    }  # fmt: skip
    gaps = pd.DataFrame({"gap": [3.2], "low": [1.0], "high": [5.4]}, index=["gap-a"])
    found = social.gap_facts(gaps).set_index("name")
    assert found.at["gap-a", "text"] == "+3.2\u00a0points"
    assert found.at["gap-a-interval", "value"] == "1.0 to 5.4"
    shift = pd.DataFrame({"change": [-1.5], "low": [-2.25], "high": [-0.75]}, index=["poverty"])
    told = social.change_facts(shift, {"p": "poverty"}, {"p": 2}).set_index("name")
    assert told.at["p-change-2008-2010", "unit"] == "points"
    assert told.at["p-change-interval", "value"] == "−2.25 to −0.75"


def test_speakers_stand_in_the_order_of_their_share_with_what_their_state_lacks():
    spoken = pd.DataFrame(
        {"a": [1.2e6, 1.1e6, 5e4], "b": [34.0, 27.0, 1.0]}, index=["20", "07", "19"]
    )
    level = pd.DataFrame({"poverty": [67.0, 78.0], "deprivation_health": [40.0, 36.0],
                          "other": [0, 0]}, index=["20", "07"])  # fmt: skip
    table = social.speakers_table(spoken, level, STATES["name_en"], 2)
    assert table.index.tolist() == ["Oaxaca", "Chiapas"]
    assert table.loc["Oaxaca"].tolist() == [1.2e6, 34.0, 67.0, 40.0]
