"""What the chapters on safety and justice conclude, held and broken on small data."""

from __future__ import annotations

import pandas as pd

from cohesion.chapters.safety import conclusions
from cohesion.publishing import claims
from tests.chapters.claimed import fallen


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


def crime(**changed):
    rows = {"Kidnapping": 200.0, "Intentional homicide": 100.0, "All reported crime": 4.0,
            "Intentional assault": -12.0, **changed}  # fmt: skip
    types = pd.DataFrame(
        {"All": [25.0, 23.0, 12.0, 10.0, 8.0], "Women": [24.0, 25.0, 11.0, 13.0, 9.0],
         "Men": [26.0, 21.0, 12.0, 8.0, 7.0]},
        index=["Street robbery", "Extortion", "Car parts", "Verbal threats",
               "Other, kidnapping and sexual crimes included"],
    )  # fmt: skip
    ages = pd.DataFrame(
        {"share": [27.0, 29.0, 27.0, 24.0, 20.0, 14.0, 26.0, 22.0]},
        index=["18 to 19", "20 to 29", "30 to 39", "40 to 49", "50 to 59", "60 and over",
               "Men, all ages", "Women, all ages"],
    )  # fmt: skip
    return pd.DataFrame({"change": pd.Series(rows)}), types, ages


def test_crime():
    offences, types, ages = crime()
    assert fallen(conclusions.of_crime(offences, types, ages, None)) == set()
    assert fallen(conclusions.of_crime(crime(Kidnapping=90.0)[0], types, ages, None)) == {
        "safety-files-offences"}  # fmt: skip
    older = ages.copy()
    older.loc["50 to 59", "share"] = 24.5
    one = types.assign(All=[30.0, 16.0, 24.0, 10, 8], Women=types["Men"], Men=types["Women"])
    assert fallen(conclusions.of_crime(offences, one, older, None)) == {
        "safety-two-crimes", "safety-women-name", "safety-ages"}  # fmt: skip


def test_fear():
    codes = ["01", "16", "20", "08", "31", "22", "07"]
    victims = pd.Series([32.0, 18, 17, 30, 19, 25, 15], index=codes)
    fear = pd.Series([60.0, 75, 72, 88, 30, 40, 70], index=codes)
    found = conclusions.of_fear(victims, fear, (24.0, 66.0), -0.2, 0.4, None)
    assert fallen(found) == set()
    calm = fear.copy()
    calm[["31", "01", "08"]] = [18.0, 80.0, 31.0]
    found = conclusions.of_fear(victims, calm, (24.0, 66.0), 0.1, 0.4, None)
    assert fallen(found) == set(found)


def test_municipalities():
    top = pd.DataFrame(
        {"population": [4e6, 3e4, 2e4]}, index=["08037", "26010", "19004"]
    )  # fmt: skip
    marks = {"2005–2007": 120, "2008–2010": 60}
    degrees = ["Very low", "Low", "Medium", "High", "Very high"]
    before = pd.Series([8.0, 9, 8, 11, 20], index=degrees)
    after = pd.Series([20.0, 15, 12, 14, 21], index=degrees)
    without = pd.Series([14.0, 13, 11, 13, 17], index=degrees)
    found = conclusions.of_municipalities(marks, top, before, after, without, None)
    assert fallen(found) == set()
    central = top.rename({"26010": "15033"}).assign(population=[4e6, 5e6, 2e4])
    flat = pd.Series([12.0, 12, 12, 12, 12.5], index=degrees)
    swapped = {"2005–2007": 60, "2008–2010": 120}
    found = conclusions.of_municipalities(swapped, central, before[::-1].set_axis(degrees), flat,
                                          flat, None)  # fmt: skip
    assert fallen(found) == set(found)


#: Nation and states by rate of 2008–2010: before, after, first and last possible place.
RATED = {
    "00": ("Mexico", 10.0, 18.0, 0, 0), "08": ("Chihuahua", 15.0, 100.0, 1, 1),
    "25": ("Sinaloa", 18.0, 60.0, 2, 2), "10": ("Durango", 12.0, 50.0, 3, 3),
    "02": ("Baja California", 15.0, 45.0, 4, 5), "12": ("Guerrero", 25.0, 44.0, 4, 5),
    "18": ("Nayarit", 10.0, 30.0, 6, 6), "26": ("Sonora", 9.0, 24.0, 7, 7),
    "20": ("Oaxaca", 16.0, 17.5, 8, 9), "17": ("Morelos", 11.0, 17.0, 8, 9),
    "27": ("Tabasco", 6.0, 11.5, 10, 12), "24": ("San Luis Potosí", 5.0, 11.0, 10, 12),
    "23": ("Quintana Roo", 5.0, 10.5, 10, 12), "07": ("Chiapas", 4.0, 7.0, 13, 14),
    "04": ("Campeche", 4.5, 6.5, 13, 14), "31": ("Yucatán", 2.0, 1.9, 15, 15),
}  # fmt: skip


def rated(**after):
    """Return the states with other rates of 2008–2010, by name of the state."""
    table = pd.DataFrame.from_dict(
        RATED, orient="index", columns=["name", "before", "after", "best", "worst"]
    )
    for name, rate in after.items():
        table.loc[table["name"] == name.replace("_", " "), "after"] = rate
    return table


def of_states(table, falling=0):
    rose = pd.Series([1] * 9 + [0] * (6 - falling) + [-1] * falling)
    return fallen(conclusions.of_states(table, rose, None))


def test_states():
    assert of_states(rated()) == set()
    assert of_states(rated(), falling=1) == {"safety-general-rise"}
    # Half of the states are not more than half of them.
    half = pd.Series([1] * 7 + [0] * 8)
    assert fallen(conclusions.of_states(rated(), half, None)) == {"safety-general-rise"}


def test_another_rate_of_one_state_fells_the_sentences_that_name_it():
    assert of_states(rated(Yucatán=6.6)) == {"safety-ends"}
    assert of_states(rated(Oaxaca=20.0)) == {"safety-oaxaca"}
    assert of_states(rated(San_Luis_Potosí=12.5)) == {"safety-oaxaca"}
    # Less than twice the rate before, though still among the six highest.
    assert of_states(rated(Baja_California=29.0)) == {"safety-north-west"}
    # Doubled, but seventh.
    assert of_states(rated(Nayarit=23.0)) == {"safety-north-west"}
    assert of_states(rated(Chiapas=20.0)) == {"safety-southeast"}


def test_places_are_held_by_one_state_or_by_several_as_the_sentence_says():
    shared, clear = rated(), rated()
    shared.loc["26", "worst"] = 8
    assert of_states(shared) == {"safety-places"}
    # The fourth and fifth may be shared or not: the sentence leaves them out.
    clear.loc[["02", "12"], ["best", "worst"]] = [[4, 4], [5, 5]]
    assert of_states(clear) == set()
    clear.loc["20", "worst"] = 8
    assert of_states(clear) == {"safety-places"}


def sexes(men=(100.0, 150, 210, 270), low=0.6, chihuahua=30.0):
    women = [100.0, 125, 160, 190]
    index = pd.DataFrame({"women": women, "men": men}, index=range(2007, 2011))
    earlier = pd.DataFrame({"women": [120.0], "men": [130.0]}, index=[2006])
    return fallen(
        conclusions.of_sexes(pd.concat([earlier, index]), (low, 0.9), chihuahua, 18.0, None)
    )


def test_sexes():
    # The fall of 2007 is no part of the rise.
    assert sexes() == set()
    assert sexes(men=(100.0, 150, 149, 270)) == {"safety-sexes-rise"}
    assert sexes(men=(100.0, 120, 150, 189)) == {"safety-sexes-rise"}
    assert sexes(low=0.5) == {"safety-sexes-together"}
    assert sexes(chihuahua=17.9) == {"safety-women-chihuahua"}


def justice(ranks=9.0, regions=3, women=32.0, rho=(-0.2, 0.5), campeche=70.0):
    codes = ["04", "31", "09", "15", "02"]
    voice = pd.DataFrame(
        {"turnout": [campeche, 75.0, 60.0, 55.0, 40.0], "women": [40.0, 20, 45, 42, 10]},
        index=codes,
    )
    harm = pd.DataFrame(
        {"women": [women, 50.0], "men": [20.0, 70.0]},
        index=["Emotional or psychological", "Economic"],
    )
    files = pd.Series(10.0, index=[f"{code:02d}" for code in range(1, 33)])
    return fallen(conclusions.of_justice(files, ranks, regions, harm, voice, rho, None))


def test_justice():
    assert justice() == set()
    # A quarter of the thirty-two places, and no more.
    assert justice(ranks=8.0) == {"justice-order-open"}
    assert justice(regions=2) == {"justice-no-region"}
    assert justice(women=30.0) == {"justice-harm-women"}
    assert justice(rho=(0.01, 0.6)) == justice(rho=(-0.6, -0.01)) == {"justice-voice-apart"}
    # Fourth in turnout, third in women.
    assert justice(campeche=54.0) == {"justice-campeche"}
