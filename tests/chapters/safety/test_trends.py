"""The change of each state's homicide rate, by hand and with the wider variance."""

from __future__ import annotations

import numpy as np
import pytest

from cohesion.chapters.safety import trends
from cohesion.methods import rates
from cohesion.tables.geography import NATION


@pytest.fixture(scope="module")
def found():
    return trends.homicide_trends()


def test_rates_of_both_periods_are_deaths_over_people_of_three_years(found):
    deaths, people = found.sources
    line = found.clustered.loc["08"]
    for years, column in ((trends.BEFORE, "before"), (trends.AFTER, "after")):
        died = sum(deaths.value("08", trends.DEATHS, year) for year in years)
        lived = sum(people.value("08", trends.PEOPLE, year) for year in years)
        assert line[column] == pytest.approx(1e5 * died / lived)
    assert line["change"] == pytest.approx(line["after"] - line["before"])


def test_the_word_follows_the_interval(found):
    for table in (found.clustered, found.serial):
        expected = np.where(table["low"] > 0, 1, np.where(table["high"] < 0, -1, 0))
        assert (table["direction"] == expected).all()
    # Chihuahua rose, Yucatán did not move clearly.
    assert found.clustered.at["08", "direction"] == 1
    assert found.clustered.at["31", "direction"] == 0


def test_years_that_resemble_each_other_widen_every_interval_and_move_no_estimate(found):
    assert 0 < found.rho < 1 < found.factor
    assert np.allclose(found.clustered["change"], found.serial["change"])
    width = [table["high"] - table["low"] for table in (found.clustered, found.serial)]
    assert (width[1] > width[0]).all()


def test_the_factor_comes_from_the_quiet_years_of_the_states(found):
    deaths, _ = found.sources
    quiet = deaths.wide()[trends.DEATHS][list(trends.QUIET)]
    assert NATION not in quiet.index and len(found.clustered) == 32
    assert found.factor == pytest.approx(rates.dispersion(quiet))
    assert max(trends.QUIET) < min(trends.AFTER)
