"""Figures of a candidate: rates with their errors, gaps, and entries that say half."""

from __future__ import annotations

import numpy as np
import pytest

from cohesion.chapters import series
from cohesion.chapters.series import Candidate
from cohesion.errors import DataError
from cohesion.tables import store


def test_homicide_rate_is_deaths_over_people_with_a_poisson_error():
    candidate = Candidate(id="homicides_residence", per="population_vintage2011", factor=100_000)
    rate, se, _ = series.candidate_figures(candidate, [2010])
    deaths = store.select("homicides_residence", years=[2010]).value(
        "07", "homicides_residence", 2010
    )
    people = store.select("population_vintage2011", years=[2010]).value(
        "07", "population_vintage2011", 2010
    )
    assert rate.at["07", 2010] == pytest.approx(deaths / people * 1e5)
    assert se.at["07", 2010] == pytest.approx(deaths**0.5 / people * 1e5)


def test_pooled_rates_sum_events_and_bases():
    candidate = Candidate(id="maternal_deaths_registered", per="births_registered", factor=1e5)
    pooled, _, (top, bottom) = series.candidate_figures(candidate, [2008, 2009, 2010], pooled=True)
    deaths = top.frame.query("state_code == '20'")["value"].sum()
    births = bottom.frame.query("state_code == '20'")["value"].sum()
    assert pooled.at["20", "pooled"] == pytest.approx(deaths / births * 1e5)


def test_an_indicator_alone_is_taken_as_it_is_published():
    value, se, _ = series.candidate_figures(Candidate(id="poverty"), [2010])
    # CONEVAL, 2010, as SEDESOL printed it in August 2011: Chiapas 78.4 %.
    assert value.at["07", 2010] == pytest.approx(78.4, abs=0.05)
    assert 0 < se.at["07", 2010] < 3
    assert list(value.index) == series.UNITS and series.UNITS[0] == "00"


def test_years_that_only_one_of_the_two_has_are_left_out():
    candidate = Candidate(id="homicides_residence", per="population_census", factor=100_000)
    rate, _, _ = series.candidate_figures(candidate)
    assert {2005, 2010} <= set(rate.columns) and 2007 not in rate.columns
    with pytest.raises(DataError, match="in one of") as error:
        series.candidate_figures(candidate, [2005, 2007, 2010], pooled=True)
    assert series.is_absent(error.value)


def test_only_what_was_not_published_is_absent():
    for problem, absent in (
        ("no observation of 'x' in 2010.", True), ("no table of level 'town'.", True),
        ("unknown indicator 'x'.", True), ("the checksum does not fit.", False),
    ):  # fmt: skip
        assert series.is_absent(DataError(problem, cure="-")) == absent


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"per": ""}, "divided by nothing|text is empty"),
        ({"per": "y"}, "given together"),
        ({"factor": 100.0}, "given together"),
        ({"per": "y", "factor": 0}, "greater than 0"),
    ],
)
def test_a_rate_needs_its_base_and_its_factor(fields, message):
    with pytest.raises(ValueError, match=message):
        Candidate(id="x", **fields)
    assert Candidate(id="x", per="y", factor=2).factor == 2 and np.isclose(
        Candidate(id="x").factor, 1
    )
