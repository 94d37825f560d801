"""Persons are persons: the sheets, the profiles and the social chapter use CONEVAL's own counts."""

from __future__ import annotations

import numpy as np
import pytest

from cohesion.chapters.profiles import sheet, tables
from cohesion.chapters.profiles import towns as profiles_towns
from cohesion.methods import concentration
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import select


def test_poor_people_of_a_municipality_are_those_that_coneval_counts(towns):
    persons = select("poverty_persons", level="municipality", years=[2010])
    persons = persons.frame.set_index("mun_code")["value"]
    assert (towns.frame["poor"] == persons.reindex(towns.frame.index)).all()
    # The city of Puebla has most; a rate times the census would give a fifth less.
    assert towns.frame["poor"].idxmax() == "21114"
    assert towns.frame["poor"].max() == 732_154
    rate = towns.frame["poverty"] / 100 * towns.frame["population"]
    assert rate["21114"] < 0.85 * towns.frame.at["21114", "poor"]


def test_the_sheets_and_the_nation_count_one_series(towns):
    # CONEVAL itself counted 190 municipalities that hold half of the poor.
    assert concentration.units_holding(towns.frame["poor"]) == 190
    for code in STATE_CODES:
        own = towns.frame.loc[towns.frame["state_code"] == code, "poor"]
        half, number = tables.concentration(towns, code)
        assert half == concentration.units_holding(own)
        assert number == len(own)


def test_largest_municipalities_of_oaxaca_in_official_order(towns):
    own = towns.frame[towns.frame["state_code"] == "20"].nlargest(2, "poor")
    assert own["poor"].tolist() == [104_035, 84_213]


def test_homicide_rates_are_deaths_over_the_people_of_the_same_years(towns):
    years = list(sheet.load_sheet().homicide_years)
    deaths = select("homicides_mun_vintage2011", level="municipality", years=years).frame
    people = select("population_mun_vintage2011", level="municipality", years=years).frame
    juarez = "08037"
    died, lived = (
        frame.loc[frame["mun_code"] == juarez, "value"].sum() for frame in (deaths, people)
    )
    assert towns.frame.at[juarez, "homicides"] == died
    assert towns.frame.at[juarez, "exposure"] == lived
    assert towns.frame.at[juarez, "homicide_rate"] == 1e5 * died / lived


def test_every_municipality_of_the_map_has_a_name_and_its_state(towns):
    assert len(towns.frame) == 2_456 and towns.frame["name"].notna().all()
    assert set(towns.frame["state_code"]) == set(STATE_CODES)
    assert towns.frame["population"].sum() == 112_336_538
    assert towns.sources == [*towns.poverty_sources, *towns.homicide_sources]


def test_a_figure_that_the_day_lacks_is_missing_and_a_damaged_table_is_an_error(monkeypatch):
    from cohesion.errors import DataError

    def answer(problem):
        def select_or_fail(indicator, **options):
            if indicator == "social_lag_index":
                raise DataError(problem, cure="none")
            return select(indicator, **options)

        return select_or_fail

    monkeypatch.setattr(
        profiles_towns.store, "select", answer("no observation of 'social_lag_index'.")
    )
    frame = profiles_towns.municipalities(sheet.load_sheet()).frame
    assert frame["social_lag"].isna().all() and np.isfinite(frame["poverty"]).any()
    monkeypatch.setattr(profiles_towns.store, "select", answer("the checksum does not fit."))
    with pytest.raises(DataError, match="checksum"):
        profiles_towns.municipalities(sheet.load_sheet())
