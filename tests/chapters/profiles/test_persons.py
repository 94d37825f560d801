"""Persons are persons: the sheets, the profiles and the social chapter use CONEVAL's own counts."""

from __future__ import annotations

import pytest

from cohesion.chapters.profiles import maps, programmes, sheet, tables, towns
from cohesion.methods import concentration
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import select


@pytest.fixture(scope="module")
def places():
    return towns.municipalities(sheet.load_sheet())


def test_poor_people_of_a_municipality_are_those_that_coneval_counts(places):
    persons = select("poverty_persons", level="municipality", years=[2010])
    persons = persons.frame.set_index("mun_code")["value"]
    assert (places.frame["poor"] == persons.reindex(places.frame.index)).all()
    # The city of Puebla has most; a rate times the census would give a fifth less.
    assert places.frame["poor"].idxmax() == "21114"
    assert places.frame["poor"].max() == 732_154
    rate = places.frame["poverty"] / 100 * places.frame["population"]
    assert rate["21114"] < 0.85 * places.frame.at["21114", "poor"]


def test_the_sheets_and_the_nation_count_one_series(places):
    # CONEVAL itself counted 190 municipalities that hold half of the poor.
    assert concentration.units_holding(places.frame["poor"]) == 190
    for code in STATE_CODES:
        own = places.frame.loc[places.frame["state_code"] == code, "poor"]
        half, number = tables.concentration(places, code)
        assert half == concentration.units_holding(own)
        assert number == len(own)


def test_largest_municipalities_of_oaxaca_in_official_order(places):
    own = places.frame[places.frame["state_code"] == "20"].nlargest(2, "poor")
    assert own["poor"].tolist() == [104_035, 84_213]


def test_smoothed_rates_lie_between_their_own_and_the_states(places):
    frame, _ = maps.columns(places.frame)
    known = places.frame["exposure"].notna() & frame["homicides"].notna()
    own = places.frame[known]
    for code in ("08", "20"):
        here = own[own["state_code"] == code]
        rate = 1e5 * here["homicides"].sum() / here["exposure"].sum()
        smooth = frame.loc[here.index, "homicides"]
        raw = here["homicide_rate"]
        low, high = raw.clip(upper=rate), raw.clip(lower=rate)
        assert (smooth >= low - 1e-6).all()
        assert (smooth <= high + 1e-6).all()
    assert len(frame) == 2_456
    assert frame["not_entitled"].notna().all()


def test_three_maps_fit_their_classes(places):
    frame, _ = maps.columns(places.frame)
    for name, breaks in maps.BREAKS.items():
        assert frame[name].min() >= breaks[0]
        assert frame[name].max() <= breaks[-1]
    figure = maps.three_maps(frame, "12")
    assert len(figure.axes) == 3


def test_programmes_by_right_add_up():
    table, _ = programmes.by_right(["07", "12"], 2010)
    rights = table.loc[list(programmes.RIGHTS.values())]
    assert rights.sum().tolist() == table.loc["All programmes"].tolist() == [240, 46]
