"""The numbers that the page on justice with hindsight names, by hand."""

from __future__ import annotations

import pandas as pd

from cohesion.chapters.safety import later_facts as facts
from cohesion.chapters.safety.later import REPORTING
from cohesion.chapters.safety.results import Tie


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def test_unreported_crime_is_told_of_the_nation_and_of_the_lowest_state():
    dark = pd.DataFrame(
        {2011: [91.6, 90.0, 85.0], 2012: [92.1, 93.0, 88.0], 2024: [93.2, 95.0, 80.0]},
        ["00", "20", "31"],
    )
    found = values(facts.of_unreported(dark))
    assert (found["unreported-crime-minimum"], found["unreported-crime-maximum"]) == (91.6, 93.2)
    assert (
        found["unreported-crime-lowest-state"] == 80.0 and found["unreported-oaxaca-2011"] == 90.0
    )


def test_what_became_of_crimes_is_told_of_both_ends():
    table = pd.DataFrame({2011: [91.0, 12.0, 70.0, 60.0], 2024: [93.0, 9.0, 75.0, 62.0]},
                         list(REPORTING.values()))  # fmt: skip
    found = values(facts.of_reporting(table))
    assert (found["hindsight-reported-2011"], found["hindsight-reported-2024"]) == (12.0, 9.0)
    assert (found["hindsight-opened-2024"], found["hindsight-authority-2011"]) == (75.0, 60.0)
    last = values(facts.of_sexes(pd.Series({"women": 93.0, "men": 94.0, "total": 93.5})))
    assert last == {"hindsight-unreported-women": 93.0, "hindsight-unreported-men": 94.0}


def test_the_desk_is_told_from_the_year_in_which_each_was_asked():
    desk = {"bad": pd.Series({2012: 53.0, 2024: 47.0}), "long": pd.Series({2011: 20.0, 2024: 35.0})}
    assert values(facts.of_desk(desk)) == {
        "treatment-bad-2012": 53.0, "treatment-bad-2024": 47.0, "time-over-4h-2011": 20.0,
        "time-over-4h-2024": 35.0,
    }  # fmt: skip


def test_states_where_the_stand_in_is_too_low_are_counted():
    proxy, actual = pd.Series([5.0, 9.0, 12.0]), pd.Series([8.0, 9.0, 10.0])
    found = values(facts.of_stand_in(proxy, actual, Tie(0.4, (0.1, 0.64), 32)))
    assert found["proxy-too-low"] == 1 and found["proxy-n"] == 32
    assert found["proxy-rho-interval"] == "0.10 to 0.64"


def test_two_counts_are_written_with_the_digits_that_tell_them_apart():
    counted = {"state_years": 256.0, "ratio": 0.9987, "correlation": 0.99991}
    frame = facts.of_counts(counted).set_index("name")
    assert frame["digits"].to_dict() == {
        "homicides-state-years": 0, "homicides-other-ratio": 3, "homicides-other-correlation": 5
    }  # fmt: skip
    assert frame.at["homicides-other-ratio", "value"] == 0.9987
