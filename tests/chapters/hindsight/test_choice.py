"""The choice of states as of other days."""

from __future__ import annotations

import dataclasses
import datetime

import pandas as pd
import pytest

from cohesion.chapters.hindsight import choice, days
from cohesion.chapters.selection import data, run
from cohesion.tables import vintage
from cohesion.tables.geography import STATES
from tests.chapters.selection.small import evaluated


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


@pytest.fixture(scope="module")
def mission():
    return evaluated(1_000)


def test_what_would_have_had_to_move_is_told_of_san_luis_potosi(mission):
    move = pd.Series({"move": 0.031, "replaces": "20"})
    frame = choice.move_facts(mission.table, move).set_index("name")["value"]
    assert frame["hindsight-slp-move"] == pytest.approx(3.1)
    assert frame["hindsight-slp-level"] == "Oaxaca"
    assert frame["hindsight-eligible"] == mission.table["eligible"].sum()


def test_criteria_that_are_equal_for_all_are_not_shown(mission):
    table = choice.two_table(mission, ["07", "24"])
    assert table.columns.tolist() == ["Chiapas", "San Luis Potosí"]
    assert 0 < len(table) < len(mission.plan.criteria)
    assert (table["Chiapas"] != table["San Luis Potosí"]).all()


def test_the_same_figures_keep_every_state_and_lose_none(mission):
    proposed = list(mission.choice.proposed)
    assert choice.kept_later(mission, mission) == proposed
    assert choice.gated_later(mission, mission) == []
    facts = choice.later_facts(mission, mission).set_index("name")
    assert facts.at["hindsight-later-kept", "text"] == "All four"
    assert facts.at["hindsight-later-out", "value"] == "none"
    table = choice.later_table(mission, mission, 5)
    assert len(table) == 5
    assert table["Rank, figures of 2012"].tolist() == table["Rank, mission edition"].tolist()


def test_a_state_that_later_figures_exclude_is_not_kept(mission):
    first, *others = mission.choice.proposed
    table, gates = mission.table.copy(), mission.gates.copy()
    table.loc[first, "eligible"], gates.loc[first, "violence"] = False, False
    later = dataclasses.replace(mission, table=table, gates=gates)
    assert choice.kept_later(mission, later) == others
    assert choice.gated_later(mission, later) == [first]
    facts = choice.later_facts(mission, later).set_index("name")
    assert facts.at["hindsight-later-kept", "text"] == "Three"
    assert facts.at["hindsight-later-out", "value"] == mission.table.at[first, "name"]


def test_who_falls_behind_in_one_case_does_not_stay(mission):
    names = mission.table.loc[list(mission.choice.proposed), "name"]
    columns = pd.MultiIndex.from_product([["laws", "both"], ["Rank", "Score"]])
    compared = pd.DataFrame(1.0, names, columns)
    compared.loc[names.iloc[1], ("both", "Rank")] = 5
    stay = choice.stay_with_evidence(mission, compared)
    assert stay == [mission.choice.proposed[0], *mission.choice.proposed[2:]]
    facts = choice.evidence_facts(mission, stay).set_index("name")["value"]
    assert facts["hindsight-later-evidence-kept"] == "Three"


def test_the_best_case_lifts_a_state_by_half_of_the_weight_without_figures(mission):
    weight, place = choice.best_case(mission, "24")
    assert 0 < weight < 50
    assert place <= mission.table.at["24", "rank"]
    assert choice.best_case(mission, mission.choice.proposed[0])[1] == 1
    facts = choice.best_case_facts(weight, 2).set_index("name")
    assert facts.at["hindsight-slp-best", "text"] == "the second place"
    assert facts.at["hindsight-evidence-weight", "value"] == weight
