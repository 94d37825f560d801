"""What was added to the plan: its entries, the calendar, the grid, the panel, turnout."""

from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest
import yaml
from scipy import stats

from cohesion import paths
from cohesion.chapters.correlation import (
    calendar,
    grid,
    influence,
    nulls,
    plan,
    town_panel,
    turnout,
    variables,
)
from cohesion.errors import DataError


@pytest.fixture(scope="module")
def declared():
    return plan.load()


@pytest.fixture(scope="module")
def result(declared):
    return grid.mission(declared, np.random.default_rng(1))


def spoilt(tmp_path, name: str, change) -> None:
    content = yaml.safe_load((paths.PROGRAMME / name).read_text("utf-8"))
    change(content)
    text = yaml.safe_dump(content, allow_unicode=True, explicit_end=True)
    (tmp_path / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c["added"]["grid"]["cohesion"].append("happiness"), "stands for nothing"),
        (lambda c: c["added"]["grid"]["ranked"].append("happiness"), "not in the part"),
        (lambda c: c["added"]["grid"]["sets"].pop("none"), "needs 'none'"),
        (lambda c: c["added"].update(declared="2026-11-25"), "no amendment of 2026-11-25"),
        (lambda c: c["added"]["town_panel"]["windows"].pop(2000), "has no window"),
        (lambda c: c["added"]["town_panel"].update(sizes=[100_000, 15_000]), "must rise"),
    ],
)
def test_spoilt_additions_are_refused(tmp_path, change, message):
    spoilt(tmp_path, "analysis_plan.yml", change)
    with pytest.raises(DataError, match=message):
        plan.load(tmp_path)


def test_calendar_names_the_states_of_2009_and_refuses_other_years(tmp_path):
    same = calendar.same_day(2009)
    assert sorted(same.index[same["governor"] == 1]) == ["04", "06", "19", "22", "24", "26"]
    assert same["any_local"].sum() == 11
    with pytest.raises(DataError, match="calendar of 2003"):
        calendar.same_day(2003)
    spoilt(tmp_path, "electoral_calendar.yml", lambda c: c["elections"][0]["local"].append("04"))
    with pytest.raises(DataError, match="stands twice"):
        calendar.load(tmp_path)
    shutil.copy(paths.PROGRAMME / "electoral_calendar.yml", tmp_path)
    assert len(calendar.load(tmp_path).elections) == 1


def test_grid_holds_every_pair_but_the_barred_and_its_figures_are_scipys(declared, result):
    rule = declared.added.grid
    cells = result.cells["none"]
    barred = sum(map(len, rule.barred.values()))
    assert len(cells) == len(rule.cohesion) * len(rule.outcomes) - barred
    frame = variables.state_variables(declared, ["social_lag", "victimisation"]).frame
    expected = stats.pearsonr(frame["social_lag"], frame["victimisation"])
    cell = result.cell("social_lag", "victimisation")
    assert cell["r"] == pytest.approx(expected[0])
    assert cell["p"] == pytest.approx(expected[1], abs=2e-4)
    # A reader of a check had these two figures before the grid was declared.
    assert round(cell["r"], 2) == -0.67
    assert round(result.cell("poverty", "homicide_change")["r"], 2) == -0.38


def test_composite_is_turned_and_measures_of_weakness_are_not(declared, result):
    plain = variables.state_variables(declared, ["composite", "poverty"]).frame
    assert np.allclose(result.frame["composite"], -plain["composite"])
    assert np.allclose(result.frame["poverty"], plain["poverty"])


def test_effective_numbers_are_lower_where_both_maps_cluster(result):
    numbers = grid.effective_numbers(result, ["homicide", "turnout"])
    assert numbers.loc["social_lag", "homicide"] < 20 < numbers.loc["social_lag", "turnout"] <= 32
    assert numbers.loc["gini", "homicide"] == pytest.approx(32, abs=0.5)


def test_sizes_follow_the_family_and_no_pair_is_shown_small_by_one_kind_alone(declared):
    sizes = nulls.sizes(declared, 32, 68)
    assert sizes["detectable"].is_monotonic_increasing is False
    assert sizes.loc["one test", "detectable"] == pytest.approx(0.478, abs=0.001)
    frame = variables.state_variables(declared).frame
    small = nulls.smallness(declared, frame, np.random.default_rng(2))
    assert small.loc["S1", "inside: bootstrap"]
    assert not small.loc["S1", "inside: Fisher"] and not small.loc["S1", "small"]


@pytest.fixture(scope="module")
def towns(declared):
    return variables.municipal_variables(declared).frame


def test_one_city_turns_the_declared_result(declared, towns):
    from cohesion.chapters.correlation import municipalities

    found = municipalities.primary(declared, towns)
    pair = influence.with_and_without(declared, towns, found)
    assert round(pair.loc[("M1", "without"), "rate_ratio"], 3) == 1.018
    assert pair.loc[("M1", "all"), "p"] > 0.5 > 0.01 > pair.loc[("M1", "without"), "p"]
    kept = influence.kept(declared, towns, "M1")
    assert len(kept) == len(influence.model(declared, towns, "M1").y)
    assert influence.JUAREZ in kept


def test_reversal_is_that_of_an_independent_computation(towns):
    data = towns[["gini", "homicides", "exposure"]].dropna()
    rate = data["homicides"] / data["exposure"]
    found = influence.reversal(towns)
    assert found["all"] == pytest.approx(stats.spearmanr(data["gini"], rate)[0])
    assert found["100 000 and more"] < 0 < found["under 5 000"]
    assert abs(found["with a homicide"]) < 0.05


def test_smoothed_rates_lie_between_the_place_and_its_state(towns):
    smooth = influence.smoothed_rates(towns)
    state = towns.groupby("state_code")[["homicides", "exposure"]].sum()
    mean = towns["state_code"].map(100_000 * state["homicides"] / state["exposure"])[smooth.index]
    low, high = np.minimum(smooth["rate"], mean), np.maximum(smooth["rate"], mean)
    assert ((smooth["smoothed"] >= low - 1e-9) & (smooth["smoothed"] <= high + 1e-9)).all()


def test_panel_counts_a_missing_row_of_the_early_years_as_none(declared):
    data = town_panel.frame(declared).frame
    early = data[data["year"] == 1990].dropna(subset=["population"])
    assert early["homicides"].notna().all()
    assert (early["homicides"] == 0).sum() > 500
    assert town_panel.class_name(0, 15_000) == "under 15 000"
    assert town_panel.class_name(100_000, np.inf) == "100 000 and more"


def test_turnout_leaves_when_a_placebo_shows_the_association():
    placebo = pd.DataFrame({"p_holm": [0.2, 0.4]}, index=[2003, 2006])
    assert turnout.survives(placebo, 0.05)
    assert not turnout.survives(placebo.assign(p_holm=[0.2, 0.01]), 0.05)


def test_turnout_panel_takes_midterm_elections_apart(declared):
    data = turnout.panel_frame(declared).frame
    assert set(data["year"]) == {1991, 1994, 1997, 2000, 2003, 2006, 2009}
    found = turnout.panel_result(data)
    assert found.loc["all elections", "n"] == 7 * 32
    assert found.loc["midterm elections", "n"] == 4 * 32
