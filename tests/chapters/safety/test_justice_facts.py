"""The numbers that the chapter on access to justice names: by hand, and from published files."""

from __future__ import annotations

import pandas as pd

from cohesion.chapters.safety import justice_facts as facts
from cohesion.chapters.safety.results import Tie
from cohesion.tables.store import select


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def test_the_survey_is_told_as_it_was_announced():
    first = select(["unreported_crime", "crimes_announced", "victims_announced",
                    "crime_cost_announced", "crime_cost_gdp"], level="national")  # fmt: skip
    found = values(facts.of_survey(first))
    assert found["unreported-crime-2010"] == first.nation("unreported_crime", 2010)
    # 211 thousand million pesos, as INEGI's bulletin of 2011 says.
    assert 200 < found["crime-cost-announced-2010"] < 220
    assert found["crimes-announced-2010"] > found["victims-announced-2010"] > 1e7


def test_files_are_told_of_the_ends_and_of_what_is_clear():
    ratio = pd.Series({"00": 8.0, "20": 9.0, "24": 6.0, "31": 16.5, "15": 4.0})
    bounds = pd.DataFrame({"low": [7.0, 5.0, 12.0, 3.0], "high": [11.0, 8.0, 20.0, 5.0]})
    found = values(facts.of_files(ratio, bounds, pd.Series([3, 1, 2, 1]), [1, 5, 9, 12, 17]))
    assert (found["files-state-most"], found["files-darkest"]) == ("Yucatán", "Yucatán")
    assert found["files-lightest"] == found["files-state-fewest"] == "State of Mexico"
    assert found["files-states-clear"] == 3 and found["files-ranks-median"] == 1.5
    assert found["files-per-crime-2010"] == found["files-per-crime-nation"] == 8.0


def test_voice_rests_on_votes_and_seats():
    turnout = pd.DataFrame({2006: [58.0, 60], 2009: [44.0, 50]}, ["00", "07"])
    frame = facts.of_voice(turnout, pd.Series({"00": 23.0, "07": 35.0, "03": 10.0}), "v", "s")
    found, rests = values(frame), dict(zip(frame["name"], frame["source"], strict=True))
    assert (found["turnout-2009"], found["turnout-2009-highest"]) == (44.0, 50.0)
    assert (found["women-congress-2011"], found["women-congress-lowest"]) == (23.0, 10.0)
    assert (rests["turnout-2006"], rests["women-congress-highest"]) == ("v", "s")


def test_the_tie_is_written_with_two_decimals():
    found = values(facts.of_tie(Tie(0.12, (-0.256, 0.471), 30)))
    assert found["turnout-women-rho-interval"] == "−0.26 to 0.47" and found["turnout-women-n"] == 30


def test_states_of_the_reform_are_named_by_their_stage():
    found = values(facts.of_reform(pd.Series({"08": 100, "20": 50, "07": 0, "14": 0})))
    counts = [found[f"penal-reform-{end}"] for end in ("states", "whole", "none")]
    assert counts == [2, 1, 2]
    assert found["penal-reform-whole-states"] == "Chihuahua"
    assert found["penal-reform-part-states"] == "Oaxaca"


def test_harm_and_the_precision_of_the_cost_rest_on_their_own_source():
    survey = select(["precision_crime_cost"])
    label = "Emotional or psychological"
    frame = facts.of_harm(pd.DataFrame({"women": {label: 23.0}, "men": {label: 14.0}}), "h", survey)
    found, rests = values(frame), dict(zip(frame["name"], frame["source"], strict=True))
    assert (found["harm-emotional-women"], found["harm-emotional-men"]) == (23.0, 14.0)
    assert 0 < found["cost-precise-states"] < 32 and rests["cost-precise-states"] is survey
