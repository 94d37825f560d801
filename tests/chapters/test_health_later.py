"""Basic health after the day of the book: by hand, and from the published editions."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters import health_later as later
from cohesion.tables.store import select


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


@pytest.fixture(scope="module")
def chosen():
    names = [*later.ESTIMATED.values(), "births_estimated"]
    return {
        year: select(names, years=[2010, 2012], edition=f"conapo_{year}") for year in (2012, 2023)
    }


@pytest.fixture(scope="module")
def deaths():
    return select("maternal_deaths_registered", as_of=None)


def test_the_nation_stands_by_year_and_no_state_among_it(deaths):
    nation = later.of_nation(deaths)
    assert set(nation["state_code"]) == {"00"} and nation.index.is_unique
    assert nation.at[2010, "value"] == deaths.nation("maternal_deaths_registered", 2010)


def test_the_same_deaths_over_the_births_of_two_editions(chosen, deaths):
    table = later.editions(chosen, deaths)
    assert table.index.tolist() == [*later.ESTIMATED, later.MATERNAL]
    for year, one in chosen.items():
        births = one.nation("births_estimated", 2010)
        assert table.at[later.MATERNAL, f"Edition {year}"] * births / 1e5 == pytest.approx(
            deaths.nation("maternal_deaths_registered", 2010)
        )
    found = values(later.edition_facts(table, chosen, "m", "i"))
    assert found["hindsight-maternal-2012"] == table.at[later.MATERNAL, "Edition 2012"]
    assert found["hindsight-infant-2023"] == chosen[2023].nation("infant_mortality", 2010)
    assert len(found) == 5


def test_seguro_popular_is_a_share_of_its_own_group():
    survey = select(["health_seguro_popular", "population_survey_2015"], group=None, as_of=None)
    shares = later.popular(survey)
    assert 100 > shares["indigenous"] > shares["all"] > 0


def test_the_least_is_told_with_its_year():
    nation = pd.DataFrame({"value": {2010: 29.2, 2012: 21.5, 2018: 16.2, 2020: 28.2, 2022: 39.1}})
    found = values(later.access_facts(nation))
    assert found["hindsight-health-least"] == 16.2
    assert found["hindsight-health-least-year"] == "2018"
    assert found["hindsight-health-2022"] == 39.1


def test_the_peak_of_maternal_deaths_is_that_of_the_pandemic():
    rate = pd.Series({2002: 60.0, 2019: 34.0, 2020: 46.0, 2021: 54.0, 2023: 99.0})
    assert values(later.maternal_facts(rate)) == {
        "hindsight-maternal-start": 60.0, "hindsight-maternal-2019": 34.0,
        "hindsight-maternal-peak": 54.0,
    }  # fmt: skip
