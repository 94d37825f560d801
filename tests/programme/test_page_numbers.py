"""What pages of the design say in numbers is what its tables and rules say."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion import phrases
from cohesion.programme import (
    assistance,
    baselines,
    budget,
    calendar,
    calendar_rules,
    experts,
    indicators,
    page_numbers,
    schedule,
    tables,
    targets,
)
from cohesion.programme.design import load_design, quantities, state_targets

STATES = ["07", "12", "20", "21"]


@pytest.fixture(scope="module")
def design():
    return load_design()


def values(frame: pd.DataFrame) -> pd.Series:
    assert frame["name"].is_unique
    return frame.set_index("name")["value"]


def test_of_design_has_every_quantity_once(design):
    facts = values(page_numbers.of_design(design, "x.yml"))
    assert facts.to_dict() == {name: value for name, (value, *_) in quantities(design).items()}


def test_parts_and_instruments_are_those_of_the_printed_tables(design):
    printed = budget.by(design.budget_lines, "component", "funder", design.budget)
    own = page_numbers.parts(design)
    assert own.to_numpy().sum() == printed.loc["Total", "Total"] == design.total
    assert own["eu"].sum() == page_numbers.instruments(design).sum()


def test_services_shares_are_the_printed_ones_before_rounding(design):
    printed = tables.variants(design).loc["Technical assistance, % of the EU contribution"]
    shares = page_numbers.services_shares(design)
    assert [round(share) for share in shares.values()] == printed.tolist()


def test_of_budget_follows_lines_and_timetable(design):
    facts = values(page_numbers.of_budget(design, experts.load_experts()))
    own = page_numbers.instruments(design)
    advice = facts["budget-operations-per-advice"] * own["services"]
    assert advice == pytest.approx(own[list(page_numbers.OPERATIONS)].sum())
    years = budget.by(design.budget_lines, "component", "year", design.budget).loc["Total"]
    assert facts["budget-peak-year"] == years.drop("Total").idxmax()
    assert 50 < facts["budget-first-share"] < 53
    first, last = page_numbers.years_together(design)
    assert first <= int(facts["budget-peak-year"]) <= last


def test_of_assistance_counts_days_and_money_of_the_experts(design):
    team, plan = experts.load_experts(), assistance.load_assistance()
    facts = values(page_numbers.of_assistance(plan, team, design, 4))
    frame = experts.expert_frame(team)
    assert facts["ta-days"] == experts.days_by_year(team).loc["Total", "Days"]
    assert facts["ta-cost"] == pytest.approx(facts["ta-cost-per-day"] * facts["ta-days"])
    shares = [facts[f"ta-share-{name.lower()}"] for name in frame["result"].unique()]
    assert sum(shares) == pytest.approx(100)
    # All of the contract counts, as in its share of the EU contribution, which is half of all.
    of_union = quantities(design)["budget-eu-share-services"][0]
    assert facts["ta-share-budget"] == pytest.approx(of_union / 2)
    assert facts["ta-states-proposed"] == 4 and facts["ta-phases"] == "four"


def test_of_timetable_writes_quarters_and_waves(design):
    facts = values(page_numbers.of_timetable(design))
    assert facts["timetable-wave-one"] == "Oaxaca and Puebla"
    assert facts["timetable-wave-two"] == "Chiapas and Guerrero"
    assert facts["timetable-first-quarter"] == "2012-Q3"
    assert facts["timetable-wave-between"] == "three"
    assert facts["timetable-critical"] == len(schedule.critical_table(design.timetable))


def test_of_calendar_counts_open_dates(design):
    shown = calendar.calendar_table(design.calendar, STATES)
    facts = page_numbers.of_calendar(design, shown)
    assert facts["timetable-dates"] == len(shown) > facts["timetable-dates-open"]
    assert design.calendar.note in facts["timetable-calendar-note"]


def test_a_pilot_that_starts_in_a_campaign_is_a_breach(design):
    plans = calendar_rules.Plans(design.timetable, design.calendar, states=STATES)
    assert page_numbers.pilot_breaches(plans) == 0
    tasks = [
        task.model_copy(update={"start": task.start - 1, "end": task.end - 1})
        if task.id == "T22" else task for task in design.timetable.tasks
    ]  # fmt: skip
    moved = design.timetable.model_copy(update={"tasks": tuple(tasks)})
    plans = calendar_rules.Plans(moved, design.calendar, states=STATES)
    assert page_numbers.pilot_breaches(plans) > 0


def test_named_tasks_of_the_critical_path_exist(design):
    assert page_numbers.on_path(design) == (5, 5)


def test_of_baselines_has_the_nation_before_and_in_the_series(design):
    chosen, trends = baselines.selections(design.baselines), baselines.trends(design.baselines)
    found = targets.baseline_values(design.baselines, chosen, STATES, trends)
    frame = page_numbers.of_baselines(design, found, chosen, trends)
    facts = values(frame)
    assert facts["baseline-poverty-07"] == pytest.approx(78.4, abs=0.05)
    nations = found[(found["unit"] == "00") & found["before"].notna()]
    assert len(facts) == len(found) + 2 * len(nations)


def test_additions_and_numbers_of_indicators_agree(design):
    found = state_targets(design)
    numbers = page_numbers.of_indicators(design, found)
    tested = page_numbers.additions(design, found)
    assert numbers["indicators-survey-tests"] == len(tested)
    assert numbers["indicators-unseen"] == (tested["detectable"] != "yes").sum() == len(tested)
    assert numbers["indicators-visible-of"] == phrases.out_of(0, len(tested))
    drawn = page_numbers.additions(design, found, per_cent=True)
    assert numbers["indicators-drawn"] == len(drawn)
    assert numbers["indicators-drawn-visible"] == phrases.word((drawn["detectable"] == "yes").sum())
    assert set(tested["indicator"]) - set(drawn["indicator"]) == {"O-2"}
    settings = page_numbers.of_detectability(design.baselines)
    assert settings == {"indicators-significance": 5.0, "indicators-power": 80.0}


def test_doubts_are_counted_for_official_surveys_alone(design):
    doubts = page_numbers.survey_doubts(design, indicators.quality_table(design.indicators))
    # Printed: robust, partly, at O-1, O-2 and O-5; relevant, partly, at O-3 and O-5.
    assert doubts.to_dict() == {
        "Relevant": 2, "Accepted": 0, "Credible": 0, "Easy": 0, "Robust": 3
    }  # fmt: skip


def test_states_are_listed_as_in_a_sentence():
    assert page_numbers.listed_states(["07", "12"]) == "Chiapas and Guerrero"
