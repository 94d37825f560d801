"""The choice of states as of other days."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from cohesion.chapters.hindsight import choice, days
from cohesion.chapters.selection import data, run
from cohesion.tables import vintage
from cohesion.tables.geography import STATES


@pytest.fixture(scope="module")
def settings():
    return days.load_days()


def test_on_the_day_of_the_report_it_is_the_report_s_own(settings):
    plan = choice.plan_of_draws(settings)
    whole = run.evaluate(plan)
    found = choice.as_of(plan, vintage.as_of(), settings.later_base)
    assert found.proposed == whole.choice.proposed
    ranks = whole.table["rank"].where(whole.table["eligible"])
    pd.testing.assert_series_equal(found.ranks, ranks, check_names=False)
    pd.testing.assert_series_equal(found.top4, whole.table["top4"], check_names=False)


def test_a_later_day_reads_later_figures(settings):
    plan = choice.plan_of_draws(settings)
    day = datetime.date(2014, 6, 30)
    figures, years = choice.figures_of(plan, day, settings.later_base)
    assert years["poverty"] == 2012 and years["crime_prevalence"] == 2012
    # CONEVAL, annex 2008–2018: poverty of Chiapas in 2012, 74.7 per cent.
    assert figures.values.at["07", "poverty"] == pytest.approx(74.7, abs=0.06)
    # INEGI: 25 967 homicides in 2012 over a population of about 117 million.
    assert figures.nation["homicide_level"] == pytest.approx(22.2, abs=0.3)
    same = data.gather(plan)
    assert (figures.values["penal_reform_stage"] == same.values["penal_reform_stage"]).all()
    own, table = choice.choose(plan, figures)
    assert set(own.proposed) <= set(table.index[table["eligible"]])


def test_the_table_marks_who_is_proposed(settings):
    ranks = pd.Series(range(1, 33), index=list(STATES.index), dtype=float)
    ranks["12"] = float("nan")
    one = choice.Choice(datetime.date(2014, 6, 30), ("01", "02"), ranks, ranks, ("12",), {}, [])
    table = choice.table([one], STATES["name_en"])
    assert table["June 2014"].to_dict() == {
        "Aguascalientes": "1 ✓", "Baja California": "2 ✓", "Oaxaca": "20", "San Luis Potosí": "24",
    }  # fmt: skip


def test_a_state_stands_in_a_place_only_where_it_is_eligible():
    assert choice.place_words(3.0, eligible=True) == "third"
    assert choice.place_words(3.0, eligible=False) == "not among the"


def test_the_standing_of_states_is_told_with_score_and_chance():
    table = pd.DataFrame({"rank": [2.0], "total": [61.5], "top4": [0.93]}, index=["20"])
    found = choice.standing_facts(table, {"oaxaca": "20"}).set_index("name")
    assert found.at["hindsight-oaxaca-place", "text"] == "second"
    assert found.at["hindsight-oaxaca-top4", "value"] == pytest.approx(93)
    assert found.at["hindsight-oaxaca-score", "digits"] == 1
