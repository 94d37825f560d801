"""Every activity is described, and its quantities are those of the design."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.programme import activity_sheets, budget
from cohesion.programme.design import load_design
from tests.tools.design import spoilt


@pytest.fixture(scope="module")
def design():
    return load_design()


@pytest.fixture(scope="module")
def sheets(design):
    return activity_sheets.load_sheets(design)


def test_every_activity_has_steps_means_and_a_place(design, sheets):
    assert list(sheets) == design.activities.ids
    for sheet in sheets.values():
        assert len(sheet.steps) >= 3 and len(sheet.means) >= 2 and sheet.where


def test_totals_by_hand(design):
    table = activity_sheets.output_table(design)
    assert activity_sheets.total(60, "state", 4) == 240
    assert activity_sheets.total(3, "programme", 4) == 3
    row = table[(table.index == "A1.6") & table["Output"].str.contains("trained")].iloc[0]
    assert row["In all"] == 60 * design.n_states and row["In each state"] == "60"
    assert len(table) == sum(len(a.outputs) for a in design.activities.activities)


def test_money_in_the_tables_is_the_budgets(design, sheets):
    costs = budget.activity_costs(design.budget_lines, design.budget)
    for result in ("R1", "R2", "R3"):
        table = activity_sheets.activity_table(design, sheets, result)
        for name, text in table["Cost (EUR), of which EU"].items():
            digits = ["".join(c for c in part if c.isdigit()) for part in text.split(";")]
            assert [int(d) for d in digits] == [costs.loc[name, "total"], costs.loc[name, "eu"]]


def test_a_pilot_has_one_municipality(design, sheets):
    for name in ("A1.3", "A1.4", "A1.5"):
        activity = next(a for a in design.activities.activities if a.id == name)
        places = sheets[name].municipalities
        output = activity.outputs[0]
        assert (places.quantity, places.per) == (output.quantity, output.per)


def test_the_sheet_of_an_activity_holds_all_its_parts(design, sheets):
    activity = design.activities.activities[0]
    text = activity_sheets.sheet_text(design, activity, sheets[activity.id])
    for part in ("Outputs", "Steps", "Responsible", "With", "Means", "Where", "When", "Cost"):
        assert f"**{part}**" in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw["sheets"].pop(4), "A1.5 has no sheet"),
        (lambda raw: raw["sheets"][0].update(id="A9.9"), "A9.9"),
        (lambda raw: raw["sheets"].append(dict(raw["sheets"][0])), "twice"),
        (lambda raw: raw["sheets"][0].update(steps=["one"]), "steps"),
    ],
)
def test_a_spoilt_file_is_refused(change, words, tmp_path, design):
    spoilt(tmp_path, activity_sheets.FILE, change)
    with pytest.raises(DataError) as error:
        activity_sheets.load_sheets(design, tmp_path)
    assert words in str(error.value)


def test_numbers_are_for_all_states_and_pilots_are_those_of_the_timetable():
    design = load_design()
    sheets = activity_sheets.load_sheets(design)
    numbers = activity_sheets.numbers(design, sheets)
    each = numbers["activities-pilot-municipalities-each-state"]
    assert numbers["activities-pilot-municipalities"] == each * design.n_states
    assert each == sum(sheets[name].municipalities.quantity for name in ("A1.3", "A1.4", "A1.5"))
    assert numbers["activities-outputs"] == len(activity_sheets.output_table(design))
    texts = [activity_sheets.result_text(design, sheets, name) for name in ("R1", "R2", "R3")]
    assert sum(text.count("### ") for text in texts) == numbers["activities-number"]
