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
