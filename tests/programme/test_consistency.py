"""Targets that cannot all be true: refused, with the indicator named."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.programme import consistency
from cohesion.programme.design import load_design
from cohesion.programme.indicators import Milestone, counted


@pytest.fixture(scope="module")
def design():
    return load_design()


def changed(design, name, **updates):
    """Return the indicators with one of them changed."""
    items = [
        item.model_copy(update=updates) if item.id == name else item
        for item in design.indicators.indicators
    ]
    return design.indicators.model_copy(update={"indicators": items})


def refused(design, plan, words):
    with pytest.raises(DataError, match=words) as error:
        consistency.check_targets(
            plan, design.activities, design.timetable, design.n_states
        )
    assert "indicators.yml" in str(error.value) and "Cure:" in str(error.value)


def test_changes_a_year_old_are_counted_from_what_was_made_by_then(design):
    """By hand: six pilots and four instruments by 2016; four in five of ten are eight."""
    arguments = (design.indicators, "P-2", design.activities, design.n_states)
    assert counted(*arguments) == 8
    assert counted(*arguments, 2016) == 2 and counted(*arguments, 2015) == 0


def test_more_old_changes_than_were_made_are_refused(design):
    plan = changed(design, "P-2", milestones=[Milestone(year=2016, value=6)])
    refused(design, plan, "6 changes are to be a year old in 2016, but only 2 are made by 2015")


def test_a_milestone_like_its_target_is_refused(design):
    plan = changed(design, "R1-1", milestones=[Milestone(year=2015, value=4)])
    refused(design, plan, "the milestone 4 of 2015 does not lie between 0 and the target 4")


def test_pilots_are_not_taken_up_before_a_vote(design):
    plan = changed(design, "R1-2", milestones=[Milestone(year=2015, value=3)])
    refused(design, plan, "3 pilots are to be taken up by 2015, but votes .* cover 0")


def test_disaggregation_is_promised_once(design):
    item = design.indicators.get("O-1").model_dump(by_alias=True)
    item["disaggregation"] = ["sex"]
    with pytest.raises(ValueError, match="'sex' is given where it is measured or for the nation"):
        type(design.indicators.get("O-1")).model_validate(item)


def test_official_figures_name_the_publishers_site(design):
    from cohesion.paths import DATA

    site = {"coneval": "coneval_states_edition_2011", "inegi": "envipe_series_states"}
    for item in design.indicators.indicators:
        holder = item.verification.holder
        if item.verification.category == "Official statistics":
            text = (DATA / f"{site[holder]}.csv.yml").read_text(encoding="utf-8")
            assert f"url: {item.verification.address}" in text, item.id
