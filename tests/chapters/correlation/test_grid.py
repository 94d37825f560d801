"""The grid of cohesion measures and outcomes, against SciPy and by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cohesion.chapters.correlation import grid, variables


@pytest.fixture(scope="module")
def result(declared):
    return grid.mission(declared, np.random.default_rng(1))


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


def test_a_barred_pair_is_empty_in_the_wide_table_and_every_other_is_filled(declared, result):
    wide = result.wide()
    assert list(wide.index) == result.rows and list(wide.columns) == result.columns
    barred = {
        (row, column) for row, names in declared.added.grid.barred.items() for column in names
    }
    empty = {(row, column) for row in wide.index for column in wide.columns
             if np.isnan(wide.loc[row, column])}  # fmt: skip
    assert barred and empty == barred


def test_adjusted_p_never_falls_below_p_and_holm_never_below_bh(result):
    for table in result.cells.values():
        assert (table["p_holm"] >= table["p_bh"]).all() and (table["p_bh"] >= table["p"]).all()
        assert (table["p_holm"].max() <= 1) and (table["low"] <= table["r"]).all()


def test_columns_are_grouped_by_the_states_they_lack():
    frame = pd.DataFrame({"a": [1, 2, np.nan], "b": [3, 4, 5], "c": [np.nan, 2, np.nan],
                          "d": [1, 1, np.nan]})  # fmt: skip
    assert grid._equally_complete(frame, list("abcd")) == [["a", "d"], ["b"], ["c"]]


def test_effective_numbers_are_lower_where_both_maps_cluster(result):
    numbers = grid.effective_numbers(result, ["homicide", "turnout"])
    assert numbers.loc["social_lag", "homicide"] < 20 < numbers.loc["social_lag", "turnout"] <= 32
    assert numbers.loc["gini", "homicide"] == pytest.approx(32, abs=0.5)


def test_declared_pairs_are_those_of_the_two_families_with_a_measure_of_the_grid(declared):
    pairs = grid.declared_pairs(declared)
    hypotheses = [h for family in ("security", "governance")
                  for h in declared.families[family].hypotheses.values()]  # fmt: skip
    assert pairs == {(h.x, h.y) for h in hypotheses if h.x in declared.added.grid.cohesion}
    assert pairs and not pairs & {tuple(pair) for pair in declared.added.grid.seen}


def test_readers_see_each_pair_with_its_standing(declared, result):
    shown = grid.shown(declared, result)
    assert len(shown) == len(result.cells["none"])
    line = shown.loc[f"{declared.label('social_lag')} – {declared.label('victimisation')}"]
    assert line["r"] == "−0.67" and line["n"] == "32"
    counted = shown["Standing"].value_counts()
    assert counted["declared"] == len(
        {p for p in grid.declared_pairs(declared)
         if p[0] in result.rows and p[1] in result.columns
         and p[1] not in declared.added.grid.barred.get(p[0], ())}
    )  # fmt: skip
    assert counted["seen before"] == len(declared.added.grid.seen)


def test_correction_for_error_moves_away_from_zero(declared, result):
    few = declared.model_copy(
        update={
            "added": declared.added.model_copy(
                update={
                    "measurement_error": declared.added.measurement_error.model_copy(
                        update={"with_errors": ("gini",)}
                    )
                }
            )
        }
    )
    table, used = grid.with_error(few, result, np.random.default_rng(1))
    assert len(used) == 1 and {row for row, _ in table.index} == {"gini"}
    assert table["reliability"].between(0, 1).all() and table["reliability"].nunique() == 1
    # Spearman's formula with a perfect outcome: r over the root of the reliability.
    assert np.allclose(table["corrected"], table["r"] / np.sqrt(table["reliability"]))
    assert not {column for _, column in table.index} & set(declared.added.grid.ranked)


def test_coefficients_grow_when_the_error_of_trust_is_taken_out():
    frame = pd.DataFrame({"trust_judges": np.linspace(0, 1, 32)})
    cells = pd.DataFrame({"row": ["poverty"], "column": ["trust_judges"], "r": [0.4]})
    result = grid.Result({"none": cells}, frame, (), [], ["poverty"], ["trust_judges"])
    exact = {"judges": pd.Series(np.zeros(32))}
    table, real = grid.corrected(result, exact, ["poverty"])
    assert real["judges"] == pytest.approx(1) and table["Corrected"].iloc[0] == pytest.approx(0.4)
    noisy = {"judges": pd.Series(np.full(32, 0.15))}
    table, real = grid.corrected(result, noisy, ["poverty"])
    assert real["judges"] < 1 and table["Corrected"].iloc[0] > 0.4
