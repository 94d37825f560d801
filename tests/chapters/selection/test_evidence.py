"""Tests of ``cohesion/chapters/selection/evidence.py``."""

from __future__ import annotations

import pytest

from cohesion.chapters.selection import evidence
from cohesion.errors import DataError
from tests.tools.design import spoilt

ANSWER = {"state": "07", "score": 75, "date": "2012-03-15", "source": "letter of the governor"}


def answered(part: str, name: str, **changed):
    """Return a change of the form: one question has one answer."""
    return lambda form: form[part][name].update(entries=[ANSWER | changed])


def test_without_answers_every_state_is_neutral():
    table = evidence.mission_evidence()
    assert (table == 50).all().all() and len(table) == 32
    assert evidence.evidence_form()["entries"].eq(0).all()


def test_an_answer_counts_for_its_state_and_criterion_alone(tmp_path):
    spoilt(tmp_path, "mission_evidence", answered("criteria", "political_will"))
    table = evidence.mission_evidence(tmp_path)
    assert table.at["07", "political_will"] == 75
    assert (table != 50).sum().sum() == 1
    form = evidence.evidence_form(tmp_path).set_index("criterion")["entries"]
    assert form["political_will"] == 1 and form.sum() == 1


def test_a_gate_refuses_the_states_of_score_nought_only(tmp_path):
    def entered(form):
        gate = form["gates"]["security_clearance"]
        gate["entries"] = [ANSWER | {"score": 0}, ANSWER | {"state": "05", "score": 0},
                           ANSWER | {"state": "12", "score": 25}]  # fmt: skip

    spoilt(tmp_path, "mission_evidence", entered)
    assert evidence.refused_states("security_clearance", tmp_path) == ["05", "07"]
    assert evidence.refused_states("security_clearance") == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"score": 175}, "less than or equal to 100"), ({"state": "33"}, "unknown state '33'"),
     ({"source": "x"}, "at least 3")],
)  # fmt: skip
def test_a_wrong_answer_is_named_by_its_question_and_place(tmp_path, changed, said):
    spoilt(tmp_path, "mission_evidence", answered("criteria", "political_will", **changed))
    with pytest.raises(DataError, match=said) as caught:
        evidence.mission_evidence(tmp_path)
    assert caught.value.row == "entry 1"
    assert caught.value.column.startswith("criteria.political_will.entries")


def test_a_state_that_is_not_listed_takes_the_default_or_stays_open(tmp_path):
    def changed(desk):
        stage = desk["indicators"]["penal_reform_stage"]
        stage["values"], stage["default"] = {"08": 100}, 0
        years = desk["indicators"]["governor_years_left"]
        years["values"], years["default"] = {"08": 4.5}, None

    spoilt(tmp_path, "desk_evidence", changed)
    table = evidence.desk_evidence(tmp_path)
    assert table["penal_reform_stage"].to_dict() | {"08": 100} == {
        code: 100 if code == "08" else 0 for code in evidence.STATE_CODES}  # fmt: skip
    assert table["governor_years_left"].dropna().to_dict() == {"08": 4.5}


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("penal_reform_stage", {"33": 100}, "unknown state '33'"),
        ("penal_reform_stage", {"08": 37}, "not on the scale"),
        ("governor_years_left", {"08": 7}, "not on the scale"),
    ],
)
def test_desk_evidence_of_no_state_or_off_its_scale_is_refused(tmp_path, name, values, said):
    spoilt(tmp_path, "desk_evidence", lambda c: c["indicators"][name].update(values=values))
    with pytest.raises(DataError, match=said) as caught:
        evidence.desk_evidence(tmp_path)
    assert caught.value.column == f"indicators.{name}"
