"""What the chapters on safety and justice conclude, held and broken on small data."""

from __future__ import annotations

import pandas as pd

from cohesion.chapters.safety import conclusions
from cohesion.publishing import claims


def is_true(one):
    quantities = {name: claims.quantity(name, value) for name, value in one.rests_on.items()}
    return claims.holds(one.holds, quantities)


def true_names(found):
    return {name for name, one in found.items() if is_true(one)}


DEATHS = {1992: 19.0, 1997: 14.0, 2007: 8.2, 2008: 12.8, 2009: 17.9, 2010: 22.9}
FILES = {1997: 17.0, 2007: 9.5, 2008: 11.7, 2009: 14.3, 2010: 18.0, 2011: 19.5}


def trend(**moved):
    deaths = pd.Series({**DEATHS, **{int(year[1:]): rate for year, rate in moved.items()}})
    return true_names(conclusions.of_trend(deaths, pd.Series(FILES), None))


def test_trend():
    assert len(trend()) == 6
    assert trend() - trend(y2010=16.3) == {"safety-scale", "safety-break", "safety-files-deaths"}
    assert trend() - trend(y1992=16.4) == {"safety-fall-before"}


def test_spread():
    states = pd.DataFrame(
        {"after": [18.0, 2.0, 40.0, 100.0], "best": [0, 1, 2, 2], "worst": [0, 2, 3, 3]},
        index=["00", "31", "12", "08"],
    )
    victims = pd.Series({"00": 24_000.0, "31": 15_000, "12": 20_000, "08": 30_000})
    assert len(true_names(conclusions.of_spread(states, victims, 6.3, None))) == 3
    clear = states.assign(best=[0, 1, 2, 3], worst=[0, 1, 2, 3], after=[18.0, 30, 31, 32])
    assert true_names(conclusions.of_spread(clear, victims, 1.1, None)) == set()


def test_fear_goes_with_killing_and_victims_not_clearly():
    both = conclusions.of_fear_and_killing((0.3, 0.8), (-0.1, 0.6), None)
    assert true_names(both) == set(both) == {"safety-fear-killing", "safety-victims-killing"}
    assert not true_names(conclusions.of_fear_and_killing((-0.1, 0.8), (0.1, 0.6), None))


def test_concentration():
    assert len(true_names(conclusions.of_concentration(41, 2454, (70.0, 15.0, 19.0), None))) == 2
    assert not true_names(conclusions.of_concentration(400, 2454, (40.0, 15.0, 19.0), None))


def test_money():
    each = pd.Series({"Colima": 300.0, "Campeche": 280, "Baja California Sur": 290,
                      "State of Mexico": 30, "Jalisco": 40, "Veracruz": 35})  # fmt: skip
    people = pd.Series({"06": 6e5, "04": 8e5, "03": 6e5, "15": 15e6, "14": 7e6, "30": 7.6e6})
    assert true_names(conclusions.of_money(each, people, None))
    people["06"] = 9e6
    assert not true_names(conclusions.of_money(each, people, None))


def test_population():
    assert true_names(conclusions.of_population(83.9e6, 81.2e6, None))
    assert not true_names(conclusions.of_population(80.9e6, 81.2e6, None))


def survey(guerrero_cost, guerrero_class):
    return pd.DataFrame(
        {"crime_cost": [guerrero_cost, 100.0, 120.0, 90.0], "victims": [10.0, 10, 10, 10],
         "precision_crime_cost": [guerrero_class, 1.0, 2.0, 2.0]}, index=["12", "02", "10", "09"]
    )  # fmt: skip


def test_doubt():
    low = pd.Series({"12": 2.0, "02": 12.0, "10": 6.0, "09": 5.0})
    growth = pd.Series({"00": 1.0, "12": 0.9, "02": 1.0, "10": 1.9, "09": 1.1})
    found = conclusions.of_doubt(low, growth, survey(900.0, 3.0), 92.0, None)
    assert true_names(found) == set(found)
    other = conclusions.of_doubt(
        low[::-1].set_axis(low.index), growth.rename({"10": "02", "02": "10"}),
        survey(90.0, 1.0), 40.0, None,
    )  # fmt: skip
    assert true_names(other) == set()
