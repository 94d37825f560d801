"""The numbers that the chapter on safety names: by hand, and from the published files."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters.safety import declared, facts, results
from cohesion.tables.geography import NATION
from cohesion.tables.store import select


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def sources(frame: pd.DataFrame) -> dict:
    return dict(zip(frame["name"], frame["source"], strict=True))


def test_the_turn_is_told_with_its_intervals():
    trend = pd.DataFrame(
        {"count": [16_000, 8_867, 25_757], "rate": [18.6, 8.2, 22.9], "low": [18.0, 8.0, 22.6],
         "high": [19.0, 8.4, 23.2]}, index=[1992, 2007, 2010],
    )  # fmt: skip
    change = pd.Series({"ratio": 2.8, "ratio_low": 2.734, "ratio_high": 2.866})
    found = values(facts.of_trend(trend, change))
    assert found["homicides-2007"] == 8_867 and found["homicide-rate-1992"] == 18.6
    assert found["homicide-rate-2010-interval"] == "22.6 to 23.2"
    assert found["homicide-ratio-interval"] == "2.73 to 2.87"


def test_states_that_rose_are_counted_by_both_rules():
    codes = [NATION, "08", "20", "24", "31", "19"]
    states = pd.DataFrame({
        "before": [9.0, 20, 15, 6, 2, 5], "after": [19.0, 110, 18, 12, 2, 4],
        "ratio": [2.1, 5.5, 1.2, 2.0, 1.0, 0.8], "difference": [10.0, 90, 3, 6, 0, -1],
        "changed": [True, True, True, True, False, True],
    }, index=codes)  # fmt: skip
    frame = facts.of_states(states, 14.2, pd.Series([1, 0, 1, 0, 0], index=codes[1:]))
    found = values(frame)
    rose = [found[f"homicide-states-{word}"] for word in ("rose", "no-change", "fell")]
    assert rose == [3, 1, 1]
    assert found["homicide-states-rose-clustered"] == 2 and found["homicide-doubled"] == 2
    assert (found["homicide-rate-chihuahua"], found["homicide-pooled-after"]) == (110, 19)
    # The number of those that fell stands in a sentence, as a word.
    words = frame.set_index("name")["text"].dropna()
    assert words.to_dict() == {"homicide-states-fell": "one",
                               "homicide-states-fell-clustered": "none"}  # fmt: skip


def test_spread_is_the_highest_over_the_lowest():
    found = values(facts.of_spread(pd.Series([110.0, 2.0]), pd.Series([30.0, 15.0])))
    assert found == {"safety-spread-killing": 55.0, "safety-spread-victims": 2.0}


def test_files_are_told_with_their_growth():
    files = select([*results.OFFENCES, "population_vintage2011"])
    reported = pd.Series({1997: 17.0, 2007: 9.0, 2010: 18.0, 2011: 20.0})
    found = values(facts.of_files(files, reported))
    assert found["homicide-files-2010"] == files.nation("reported_homicide_old", 2010)
    assert found["homicide-files-rate-1997"] == 17.0
    before = files.nation("reported_homicide_old", 2010)
    assert found["homicide-files-rise-2011"] == pytest.approx(
        100 * (found["homicide-files-2011"] / before - 1)
    )


def test_dark_states_are_those_above_the_limit_in_their_period():
    states = pd.DataFrame({"before": [9.0, 25, 5], "after": [19.0, 110, 30]}, [NATION, "08", "25"])
    assert values(facts.of_map(states, 20)) == {
        "homicide-dark-before": "Chihuahua", "homicide-dark-after": "Chihuahua and Sinaloa"
    }  # fmt: skip
    assert values(facts.of_map(states, 50))["homicide-dark-before"] == "none"


def test_rates_of_women_and_men_rest_on_deaths_and_people():
    index = pd.MultiIndex.from_product([["women", "men"], [NATION, "08"]])
    by_sex = pd.DataFrame({"rate": [4.0, 30, 40, 200], "count": [250, 50, 2250, 400]}, index=index)
    frame = facts.of_sexes(by_sex, results.Tie(0.81, (0.6, 0.9), 32), "deaths", ["both"])
    found, rests = values(frame), sources(frame)
    assert found["homicide-women-to-men"] == 10 and found["homicide-share-women"] == 10
    assert found["homicide-rate-women-chihuahua"] == 30 and found["homicide-sex-n"] == 32
    assert rests["homicide-share-women"] == "deaths" and rests["homicide-sex-rho"] == ["both"]


def test_the_highest_index_before_the_turn_is_of_either_sex():
    index = pd.DataFrame({"women": [130.0, 100, 220], "men": [110.0, 100, 310]}, [2000, 2007, 2010])
    assert values(facts.of_sex_trend(index)) == {
        "homicide-index-women-2010": 220, "homicide-index-men-2010": 310,
        "homicide-index-before": 130,
    }  # fmt: skip


def test_the_survey_is_told_per_adult_and_per_household():
    survey = select(["prevalence", "incidence"], years=[2010])
    unsafe = select("perception_insecure", years=[2011])
    homes = select(["households_victim"], level="national")
    frame = facts.of_survey(survey, unsafe, homes)
    found, rests = values(frame), sources(frame)
    assert found["prevalence-2010"] == survey.nation("prevalence", 2010)
    assert found["prevalence-per-100"] == pytest.approx(found["prevalence-2010"] / 1000)
    assert rests["households-victim-2010"] is homes and rests["incidence-2010"] is survey
    assert rests["perception-insecure-2011"] is unsafe


def test_victims_are_told_by_their_row():
    rows = ["Men, all ages", "Women, all ages", "20 to 29", "60 and over"]
    ages = pd.DataFrame({"share": [25.0, 23.0, 30.0, 14.0]}, rows)
    assert values(facts.of_ages(ages)) == {
        "victims-women-2010": 23.0, "victims-men-2010": 25.0, "victims-twenties-2010": 30.0,
        "victims-sixty-2010": 14.0,
    }  # fmt: skip


def test_what_fear_goes_with_rests_on_what_was_compared():
    ties = {"prevalence-perception": results.Tie(0.5, (0.2, 0.7), 32),
            "homicide-perception": results.Tie(0.4, (0.1, 0.6), 31)}  # fmt: skip
    frame = facts.of_fear(ties, "survey", ["homicides", "survey"])
    found, rests = values(frame), sources(frame)
    assert found["rho-prevalence-perception-n"] == 32 and found["rho-homicide-perception"] == 0.4
    assert found["rho-homicide-perception-interval"] == "0.10 to 0.60"
    assert rests["rho-prevalence-perception"] == "survey"
    assert rests["rho-homicide-perception"] == ["homicides", "survey"]


def test_half_of_the_homicides_and_places_without_one():
    late = pd.DataFrame({"deaths": [30.0, 10, 0, 0]}, ["08037", "08019", "20001", "20002"])
    found = values(facts.of_concentration({"2005–2007": 3, "2008–2010": 1}, late))
    assert found["homicide-municipalities-zero"] == 50 and found["homicides-juarez"] == 75
    assert (found["homicide-municipalities-half"], found["homicide-municipalities"]) == (1, 4)


def test_both_ends_of_marginalisation_stand_in_both_periods():
    before = pd.DataFrame({"rate": [8.0, 9.0, 18.0]}, ["Very low", "Low", "Very high"])
    found = values(facts.of_marginalisation(before, 2 * before))
    assert found == {
        "homicide-degree-very-low-before": 8.0, "homicide-degree-very-high-before": 18.0,
        "homicide-degree-very-low-after": 16.0, "homicide-degree-very-high-after": 36.0,
    }  # fmt: skip


def test_the_fund_is_quoted_with_its_source():
    frame = facts.of_fund()
    amount = declared.quantity("fasp_guaranteed_million_pesos")
    assert values(frame)["fasp-guaranteed"] == amount.value
    assert sources(frame)["fasp-guaranteed"] == amount.source
