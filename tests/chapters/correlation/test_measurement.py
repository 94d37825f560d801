"""Tests of ``cohesion/chapters/correlation/measurement.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion.chapters.correlation import (
    measurement,
    poles,
    variables,
)
from cohesion.tables.store import select


def test_official_table_shows_the_gaps_as_gaps():
    official = select(list(measurement.OFFICIAL), years=[2008, 2010], series=True)
    table = measurement.official_table(official)
    assert (table["By state, 2010"] == "not at hand").sum() == 8
    assert table.loc["Gini coefficient of income", "2010"] == "0.509"  # CONEVAL, 2010
    assert "Chiapas" in table.loc["Gini coefficient of income", "By state, 2010"]


def test_the_check_of_polarisation_says_what_it_reproduces(declared):
    grades = variables.municipal_marginalisation().frame
    shares = poles.shares_by_degree(grades)
    people = grades.groupby("state_code")["population"].sum()
    official = pd.Series(
        {
            "polarised_states_population": 3.0105,
            "high_marginalisation_pole_population": 0.0,
            "low_marginalisation_pole_population": 57.304,
            "no_pole_population": 39.685,
        }
    )
    table, threshold, gap = measurement.poles_check(declared, shares, people, official)
    assert measurement.polarised_states(shares, threshold) == "Guerrero"
    assert gap < 0.05
    classes = table[list(measurement.CLASS_HEADS)].astype(float)
    np.testing.assert_allclose(classes.sum(axis=1), 100, atol=0.01)


def test_sobol_indices_carry_their_half_widths():
    found = pd.DataFrame(
        {"first": [0.124], "first_ci": [0.01], "total": [0.5], "total_ci": [0.046]},
        index=["weights"],
    )
    table = measurement.sobol_table(found)
    assert table.loc["Weights"].to_dict() == {
        "First-order index": "0.12 ± 0.01", "Total index": "0.50 ± 0.05"}  # fmt: skip


def test_correlations_without_turnout_have_fishers_interval(declared):
    pairs = pd.DataFrame({"n": [32], "r": [0.5], "r_without": [0.0]}, index=["homicide"])
    row = measurement.shown_without(declared, pairs, 0.95).loc[declared.label("homicide")]
    # Fisher: tanh(atanh 0.5 ± 1.96 / √29) and tanh(± 1.96 / √29).
    ends = np.tanh(np.arctanh(0.5) + np.array([-1, 1]) * 1.959964 / np.sqrt(29))
    assert row["As declared"] == f"0.50 ({ends[0]:.2f} to {ends[1]:.2f})"
    assert row["Without turnout"] == "0.00 (−0.35 to 0.35)" and row["n"] == "32"
