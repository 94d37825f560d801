"""The grid of later years, and what survives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import grid, plan
from cohesion.chapters.hindsight import later_grid
from cohesion.publishing import claims
from cohesion.tables.store import read


@pytest.fixture(scope="module")
def declared():
    return plan.load()


@pytest.fixture(scope="module")
def small(declared):
    """Return the grid with fewer draws: coefficients do not depend on them."""
    few = declared.added.later_grid.model_copy(update={"permutations": 199, "replications": 60})
    part = declared.added.model_copy(update={"later_grid": few})
    return later_grid.estimated(
        declared.model_copy(update={"added": part}), np.random.default_rng(1)
    )


def test_a_coefficient_is_the_plain_correlation_of_two_published_columns(small):
    """A second way to the same figure: straight from the tables, with numpy."""
    cell = small.cells.query(
        "held == 'none' and row == 'poverty' and column == 'victimisation' and year == 2012"
    ).iloc[0]
    poverty = read("coneval_poverty_states").query(
        "indicator == 'poverty' and year == 2012 and edition == 'coneval_2008_2018'"
        " and sex == 'total' and group == 'all' and state_code != '00'"
    )
    victims = read("envipe_series_states").query(
        "indicator == 'prevalence' and year == 2012 and state_code != '00'"
    )
    both = poverty.set_index("state_code")["value"].to_frame("x")
    both["y"] = victims.set_index("state_code")["value"]
    assert cell["r"] == pytest.approx(np.corrcoef(both["x"], both["y"])[0, 1])
    assert cell["n"] == 32 and cell["cohesion_year"] == 2012


def test_an_older_measure_stands_for_a_year_without_its_own(small, declared):
    rule = declared.added.later_grid
    cells = small.cells
    assert (cells["year"] >= cells["cohesion_year"]).all()
    assert (cells["year"] - cells["cohesion_year"] <= rule.oldest).all()
    lag = cells[cells["row"] == "social_lag"].groupby("year")["cohesion_year"].first()
    assert lag[2014] == 2010 and lag[2016] == 2015 and lag[2022] == 2020
    assert cells.loc[cells["row"] == "marginalisation", "year"].max() == 2020


def test_outcomes_end_where_their_figures_end(small):
    last = small.cells.groupby("column")["year"].max()
    assert last["victimisation"] == 2013 and last["perception"] == 2014
    assert last["crimes"] == 2022 and last["investigations"] == 2014
    first = small.cells.groupby("column")["year"].min()
    assert first["investigations_new"] == 2015 and first["homicide"] == 2011


def test_holm_counts_the_cells_of_a_year_alone(small):
    for _, part in small.cells.groupby(["held", "year"]):
        assert (part["p_holm"] >= part["p"]).all()
        assert part["p_holm"].min() == pytest.approx(min(1, part["p"].min() * len(part)))


def test_survival_needs_one_sign_and_half_of_the_years():
    rows = [("a", "y", 2011, -0.5, 0.01), ("a", "y", 2012, -0.4, 0.2),
            ("b", "y", 2011, -0.5, 0.01), ("b", "y", 2012, 0.4, 0.01),
            ("c", "y", 2011, 0.5, 0.01), ("c", "y", 2012, 0.4, 0.2), ("c", "y", 2013, 0.1, 0.9),
            ]  # fmt: skip
    cells = pd.DataFrame(rows, columns=["row", "column", "year", "r", "p_holm"])
    found = later_grid.survival(cells, 0.05)
    assert found["survives"].to_dict() == {("a", "y"): True, ("b", "y"): False, ("c", "y"): False}
    assert found.loc[("c", "y"), "median"] == 0.4


def test_the_panel_is_least_squares_with_dummies(declared):
    """Second implementation: dummies of state and of year in each series, by numpy."""
    table, _ = later_grid.over_states(declared)
    rule = declared.added.later_grid
    parts = []
    gini = read("coneval_gini_states").query("indicator == 'gini_income' and state_code != '00'")
    gini = gini[(gini["sex"] == "total") & (gini["group"] == "all")]
    for year, edition in rule.cohesion["gini"].years.items():
        own = gini[(gini["year"] == year) & (gini["edition"] == edition)].set_index("state_code")
        rate = later_grid.outcome(rule.outcomes["homicide"].model_copy(update={"window": 1}), year)[
            0
        ]
        part = pd.DataFrame({"x": 100 * own["value"], "y": rate})
        part["unit"] = edition + part.index
        part["time"] = f"{edition}{year}"
        parts.append(part)
    frame = pd.concat(parts).dropna()
    dummies = pd.get_dummies(frame[["unit", "time"]], drop_first=False).to_numpy(float)
    design = np.column_stack([frame["x"], dummies])
    slope = np.linalg.lstsq(design, frame["y"].to_numpy(float), rcond=None)[0][0]
    assert table.loc[("gini", "homicide"), "coefficient"] == pytest.approx(slope, abs=1e-8)
    assert (table["p_holm"] >= table["p"]).all()


def test_declared_pairs_keep_their_mark(declared):
    marked = later_grid.declared_pairs(declared, grid.declared_pairs(declared))
    assert ("gini", "homicide") in marked and ("gini", "crimes") in marked
    assert ("social_lag", "crimes") not in marked


def test_tables_and_claims(small, declared):
    none, both = (
        later_grid.survival(small.cells[small.cells["held"] == held], 0.05)
        for held in later_grid.SETS
    )
    table = later_grid.survival_table(none, declared, set())
    assert len(table) == len(none) and set(table["Standing"]) == {"added"}
    years = later_grid.by_year_table(small, ["poverty"], ["victimisation"], declared)
    assert len(years) == 3
    states, _ = later_grid.over_states(declared)
    assert list(later_grid.panel_table(states, declared)["Standing"]).count("seen before") == 1
    shape = later_grid.wide(none, "median", declared).shape
    assert shape == (
        len(declared.added.later_grid.cohesion),
        len(declared.added.later_grid.outcomes),
    )
    found = later_grid.claims(small, none, both, states, {"poverty": -0.6, "social_lag": -0.7}, 0.2)
    for claim in found.values():
        claims.record(claim.holds, claim.rests_on, claim.says)
