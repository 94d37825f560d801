"""Strict entries: what a model refuses, and how the message names the place."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from pydantic import Field, ValidationError, field_validator, model_validator

from cohesion.errors import DataError
from cohesion.files import entries
from cohesion.programme.design import load_design


class Person(entries.Entry):
    may_be_empty = frozenset({"note"})
    id: str
    note: str
    words: list[str] = []
    years: tuple[entries.Year, ...] = ()
    names: dict[str, str] = {}


class People(entries.Entry):
    people: list[Person] = Field(min_length=1)


def person(**more) -> dict:
    return {"id": "ana", "note": "", "words": [], **more}


class Names(entries.Entry):
    names: list[str]


def test_an_entry_is_as_it_was_written_but_for_blanks_at_its_ends():
    found = Person.model_validate(person(id=" ana ", years=[2010, 2010]))
    assert (found.id, found.years) == ("ana", (2010, 2010))


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"id": "  "}, "the text is empty"),
        ({"words": ["a", ""]}, "one of its texts is empty"),
        ({"words": ["a", "b", "a"]}, "entry 3 stands twice"),
        ({"names": {"es": ""}}, "one of its texts is empty"),
        ({"years": [1979]}, "greater than or equal to 1980"),
        ({"nots": "x"}, "Extra inputs"),
    ],
)
def test_a_slip_in_an_entry_is_refused(spoilt, said):
    with pytest.raises(ValidationError, match=said):
        Person.model_validate(person(**spoilt))


@pytest.fixture
def load(tmp_path):
    def read(text: str):
        (tmp_path / "people.yml").write_text(text, "utf-8")
        return entries.load(People, "people.yml", tmp_path)

    return read


def test_a_file_is_read_into_its_model(load):
    assert load("people:\n- {id: ana, note: ''}\n").people[0].id == "ana"


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("people:\n- {id: ana, note: '', years: [2010, 1]}\n", "ana, entry 2", "people.years"),
        ("people:\n- {id: ana, note: ''}\n- {note: ''}\n", "entry 2", "people.id"),
        ("people:\n- {id: [ana], note: ''}\n", "entry 1", "people.id"),
        ("people: []\n", None, "people"),
        ("persons: []\n", None, "people"),
    ],
)
def test_the_message_names_entry_and_field(load, text, row, column):
    with pytest.raises(DataError) as caught:
        load(text)
    assert (caught.value.file, caught.value.row, caught.value.column) == (
        "people.yml", row, column,
    )  # fmt: skip


def test_a_long_value_is_cut_in_the_message(load):
    with pytest.raises(DataError, match="…") as caught:
        load("people:\n- {id: ana, note: '', years: '" + "x" * 200 + "'}\n")
    assert len(str(caught.value)) < 400


def test_part_of_a_file_is_held_to_a_model(tmp_path):
    good = {"people": [person()]}
    assert entries.validated(People, good, tmp_path / "x.yml").people[0].id == "ana"
    with pytest.raises(DataError, match="Field required") as caught:
        entries.validated(People, {"people": [{"note": ""}]}, tmp_path / "x.yml", "draft")
    assert caught.value.file == "x.yml"
    assert (caught.value.row, caught.value.column) == ("draft entry 1", "people.id")


class Together(entries.Entry):
    low: int
    high: int

    @model_validator(mode="after")
    def _in_order(self):
        if self.low > self.high:
            raise ValueError("low lies above high")
        return self


def test_what_does_not_fit_together_is_told_without_a_field(tmp_path):
    with pytest.raises(DataError, match="low lies above high") as caught:
        entries.validated(Together, {"low": 2, "high": 1}, tmp_path / "x.yml")
    assert (caught.value.row, caught.value.column) == (None, None)
    assert "Value error" not in str(caught.value) and "does not fit together" in str(caught.value)


class Raw(entries.Entry):
    part: dict[str, Any]

    _check = field_validator("part")(entries.shaped(Person))


def test_a_part_that_stays_as_it_is_written_is_checked_too():
    assert Raw.model_validate({"part": person(note="x")}).part == person(note="x")
    with pytest.raises(ValidationError, match="words: entry 2 stands twice"):
        Raw.model_validate({"part": person(note="x", words=["a", "a"])})
    with pytest.raises(ValidationError, match="id: Field required"):
        Raw.model_validate({"part": {"note": "x"}})


def test_ids_are_found_known_and_used_once():
    people = [Person.model_validate(person()), Person.model_validate(person(id="eva"))]
    assert entries.find(people, "eva", "x.yml", "person").id == "eva"
    with pytest.raises(DataError, match="there is no person 'bo'.*ana, eva"):
        entries.find(people, "bo", "x.yml", "person")
    entries.check_unique(["a", "b"], "x.yml")
    with pytest.raises(DataError, match="'a' is used twice"):
        entries.check_unique(["a", "b", "a"], "x.yml")
    entries.check_known(["a"], {"a", "b"}, file="x.yml", entry="one", what="person")
    with pytest.raises(DataError, match="'one' refers to an unknown person: 'c'.*a, b"):
        entries.check_known(["c"], {"a", "b"}, file="x.yml", entry="one", what="person")


def test_an_amendment_has_a_day_and_a_reason():
    given = {"date": "2012-05-01", "before_results": True, "change": "x", "reason": "y"}
    assert entries.Amendment.model_validate(given).date == datetime.date(2012, 5, 1)
    with pytest.raises(ValidationError):
        entries.Amendment.model_validate(given | {"reason": ""})


def test_expert_costs_are_days_times_rates():
    raw = entries.read_yaml("experts")
    rates, states = raw["parameters"]["rates"], raw["parameters"]["states"]
    by_hand = 0
    for profile in raw["profiles"]:
        days = sum(sum(years.values()) for years in profile["days"].values())
        by_hand += days * rates[profile["category"]] * (states if profile["per_state"] else 1)
    lines = load_design().budget_lines
    # Fees only: what is paid beside them stands in lines of its own.
    fees = lines["title"].str.startswith("Technical assistance, fees")
    assert lines.loc[fees, "amount"].sum() == by_hand


def test_a_file_that_is_asked_for_again_is_a_copy_of_its_own_and_a_changed_one_is_read(tmp_path):
    (tmp_path / "names.yml").write_text("names: [Puebla]\n", "utf-8")
    first = entries.load(Names, "names.yml", tmp_path)
    first.names.append("Oaxaca")
    assert entries.load(Names, "names.yml", tmp_path).names == ["Puebla"]
    (tmp_path / "names.yml").write_text("names: [Chiapas]\n", "utf-8")
    assert entries.load(Names, "names.yml", tmp_path).names == ["Chiapas"]
