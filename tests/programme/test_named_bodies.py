"""Names of institutions: each with its place, no name without one, gaps shown as gaps."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.files.bibliography import bibliography
from cohesion.markup import cited_keys
from cohesion.programme import named_bodies
from tests.tools.design import spoilt

BODIES = named_bodies.load_named_bodies()


def test_every_proposed_state_has_every_function_once():
    assert BODIES.codes == ["07", "12", "20", "21"]
    assert len(BODIES.bodies) == len(BODIES.codes) * len(BODIES.functions)


def test_every_name_cites_a_place_and_every_gap_is_a_gap():
    for body in BODIES.bodies:
        keys = cited_keys(body.source)
        assert bool(keys) == bool(body.name), body
        assert all(key in bibliography().entries for key in keys)


def test_nobody_was_asked_and_every_row_says_so():
    assert named_bodies.status_counts(BODIES)["asked"] == 0
    for code in BODIES.codes:
        table = named_bodies.body_table(BODIES, code)
        assert set(table["Asked"]) == {"not yet asked"}


def test_a_name_from_a_page_later_than_2012_says_what_it_is_used_for():
    for body in BODIES.bodies:
        for key in cited_keys(body.source):
            entry = bibliography().entries[key]
            if int(entry.fields.get("year", "0")) > 2012:
                assert "note" in entry.fields, f"{body.state} {body.function}: {key}"


def test_names_that_are_known_to_be_wrong_are_not_there():
    """Chiapas has a council, not a commission; its security ministry has another name."""
    assert BODIES.get("07", "rights").name.startswith("Consejo Estatal")
    assert BODIES.get("12", "security").name == "Secretaría de Seguridad Pública y Protección Civil"
    assert BODIES.get("20", "rights").name.startswith("Defensoría")
    assert BODIES.get("07", "finance").name == "Secretaría de Hacienda"


def test_every_state_has_strength_weakness_or_need_of_its_own():
    for code in BODIES.codes:
        assert {item.kind for item in BODIES.findings if item.state == code} >= {"strength", "need"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw["bodies"][0].pop("source"), "source"),
        (lambda raw: raw["bodies"][3].update(name="Plan de un nombre inventado"), "not read"),
        (lambda raw: raw["bodies"].pop(5), "stands 0 times"),
        (lambda raw: raw["bodies"].append(dict(raw["bodies"][0])), "twice"),
        (lambda raw: raw["bodies"][0].update(function="weather"), "weather"),
        (lambda raw: raw["findings"][0].pop("source"), "needs a source"),
        (lambda raw: raw["bodies"][0].update(asked={"date": "June"}), "asked"),
    ],
)
def test_a_spoilt_file_is_refused_with_entry_and_cure(change, words, tmp_path):
    spoilt(tmp_path, named_bodies.FILE, change)
    with pytest.raises(DataError) as error:
        named_bodies.load_named_bodies(tmp_path)
    assert words in str(error.value) and named_bodies.FILE in str(error.value)


def test_numbers_add_to_all_functions_of_all_states():
    found = named_bodies.load_named_bodies()
    numbers = named_bodies.numbers(found)
    names = sum(numbers[f"bodies-{status}"] for status in named_bodies.STATUS)
    assert names == numbers["bodies-functions"] * numbers["bodies-states"]
    shares = named_bodies.named_shares(found)
    assert shares["social"] == named_bodies.named_share(found, named_bodies.SOCIAL)


def test_names_and_gaps_stand_under_their_state_and_later_ones_are_marked():
    table = named_bodies.name_table(BODIES)
    assert table.shape == (len(BODIES.functions), len(BODIES.codes))
    rights = BODIES.functions["rights"]
    assert table.at[rights, "Chiapas"].startswith(f"*{BODIES.get('07', 'rights').name}*")
    cells = table.stack()
    statuses = [body.status for body in BODIES.bodies]
    assert cells.str.endswith(" †").sum() == statuses.count("later")
    assert (cells == named_bodies.STATUS["open"]).sum() == sum(not b.name for b in BODIES.bodies)


def test_every_finding_names_its_source_or_says_that_it_follows():
    table = named_bodies.finding_table(BODIES)
    assert len(table) == len(BODIES.findings)
    follows = table["Source"] == "follows from the above"
    assert follows.sum() == sum(not item.source for item in BODIES.findings)
    assert all(cited_keys(text) for text in table.loc[~follows, "Source"])
