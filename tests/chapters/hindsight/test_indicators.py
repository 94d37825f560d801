"""Targets beside what came, on made-up and on published figures."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from cohesion.chapters.hindsight import indicators
from cohesion.publishing import claims
from cohesion.tables.geography import NATION

SERIES = {"O-1": "poverty", "O-2": "gini_income", "O-3": "deprivation_health",
          "O-4": "deprivation_services"}  # fmt: skip


@pytest.fixture(scope="module")
def observed():
    return indicators.observed(SERIES)


def test_every_year_stands_with_its_error_where_there_is_one(observed):
    table = indicators.years_table(observed, ["20"], dict.fromkeys(SERIES, 1))
    assert table.index.tolist() == list(SERIES) and set(table["State"]) == {"Oaxaca"}
    row = table.loc["O-1"]
    assert list(table.columns[1:]) == [
        "2010", "2012", "2014", "2016", "2018",
        "2016, from 2016", "2018, from 2016", "2020, from 2016", "2022, from 2016",
    ]  # fmt: skip
    # As printed: 61.9 and 70.4 per cent; the nation 45.5 and 43.6.
    early, half = row["2012"].split(" ± ")
    assert float(early) == pytest.approx(61.9 - 45.5, abs=0.11) and 2 < float(half) < 8
    assert float(row["2016"]) == pytest.approx(70.4 - 43.6, abs=0.11)


def target(indicator="O-1", unit="20", distance=20.0, limit=18.0, **more):
    return {
        "indicator": indicator, "unit": unit, "name": {"20": "Oaxaca", "07": "Chiapas"}[unit],
        "baseline": 67.1, "baseline_year": 2010, "distance": distance, "expected": distance,
        "target": limit, "target_year": 2016, "mdc": 9.0, "added": limit - distance,
        "detectable": "no", **more,
    }  # fmt: skip


def test_distances_are_those_of_the_printed_figures(observed):
    """CONEVAL, annex 2008–2018: Oaxaca 61.9 in 2012, 70.4 in 2016; nation 45.5 and 43.6."""
    own = observed.distances.query("indicator == 'O-1' and unit == '20'")
    first = own[own["edition"] == indicators.FIRST].set_index("year")
    assert first.at[2012, "distance"] == pytest.approx(61.9 - 45.5, abs=0.11)
    assert first.at[2016, "distance"] == pytest.approx(70.4 - 43.6, abs=0.11)
    assert first["error"].notna().to_dict() == {
        2008: False, 2010: True, 2012: True, 2014: True, 2016: False, 2018: False
    }  # fmt: skip
    # The other series starts anew in 2016 and is not joined.
    assert own[own["edition"] == indicators.SECOND]["year"].min() == 2016


def test_a_verdict_needs_its_interval_on_one_side(observed):
    own = observed.distances.query("indicator == 'O-1' and unit == '20' and year == 2016")
    seen = own[own["edition"] == indicators.FIRST]["distance"].iloc[0]
    rows = [target(limit=limit) for limit in (seen + 9, seen + 1, seen - 1, seen - 9)]
    found = indicators.judged(pd.DataFrame(rows), observed)
    unclear = "no clear difference"
    assert found["reached"].tolist() == ["reached", unclear, unclear, "missed"]
    assert (found["low"] < found["seen"]).all() and (found["seen"] < found["high"]).all()
    assert indicators._verdict(3.0, math.nan, 3.0) == "reached"
    assert indicators._verdict(3.1, math.nan, 3.0) == "missed"


def test_who_is_not_behind_keeps_its_place(observed):
    found = indicators.judged(pd.DataFrame([target(distance=-5.0, limit=0.0)]), observed)
    assert found.at[0, "limit"] == -5


def test_every_state_passed_a_level_of_health_in_2012(observed):
    levels = indicators.level_targets(observed, list(SERIES))
    assert levels.at["O-3", 2012] == 32
    assert indicators.level_targets(observed, ["O-3"], share=0.9).at["O-3", 2012] == 0
    # The nation: 29.2 per cent in 2010 and 21.5 in 2012, as CONEVAL printed in July 2013.
    assert levels.columns.tolist() == [2012, 2014, 2016, 2018]


def test_the_states_without_a_target_are_counted(observed):
    rows = [target(unit="07"), target(unit="20"), target(unit="20", distance=-1.0)]
    found = indicators.judged(pd.DataFrame(rows), observed)
    others = indicators.without_programme(found, ["07"])
    assert others.at["O-1", "behind"] == 1
    n = indicators.shares(found, others)
    assert n["aimed"] == 2 and n["visible"] == 0


def test_treatment_is_the_sum_of_the_two_good_answers():
    good, _ = indicators.treatment(["20"])
    # INEGI, ENVIPE 2013 and 2018: about half of those who report are treated well.
    assert 45 < good.at[NATION, 2012] < 55
    assert good.at["20", "gain"] == pytest.approx(good.at["20", 2017] - good.at["20", 2012])
    assert indicators.yearly_moves(good) > 0
    assert indicators.treatment_table(good).columns[-1] == "2012 to 2017"


def test_continuity_reads_the_catalogue():
    table = indicators.continuity({"O-1": "poverty"}, {"O-1": "Poverty"})
    assert table.at["O-1", "With standard errors until"] == "2014"
    assert "never joined" in table.at["O-1", "What changed"]


def test_tables_figure_and_claims(observed):
    rows = [target(i, u) for i in SERIES for u in ("07", "20")]
    found = indicators.judged(pd.DataFrame(rows), observed)
    others = indicators.without_programme(found, ["07"])
    levels = indicators.level_targets(observed, list(SERIES))
    good, _ = indicators.treatment(["07", "20"])
    made = indicators.claims(found, levels, others, good, 5)
    for claim in made.values():
        claims.record(claim.holds, claim.rests_on, claim.says)
    table = indicators.outcome_table(found, dict.fromkeys(SERIES, 1))
    assert len(table) == 8 and set(table["Verdict"]) <= {"reached", "missed", "no clear difference"}
    assert indicators.others_table(others, dict.fromkeys(SERIES, "x")).shape == (4, 3)
    assert list(indicators.levels_table(levels, dict.fromkeys(SERIES, "x")).columns) == [
        "2012", "2014", "2016", "2018",
    ]  # fmt: skip
    titles = dict(zip(SERIES, "abcd", strict=True))
    fig = indicators.paths_figure(observed, found, titles, ["07", "20"])
    assert len(fig.axes) == 4
