"""The profile of a proposed state: each section is made of the state's own figures."""

from __future__ import annotations

import dataclasses
import functools

import pytest

from cohesion.chapters.profiles import exhibits, narrative, violence
from cohesion.programme.risks import load_risks
from cohesion.publishing import stored
from tests.chapters.claimed import truth

PUEBLA = "21"
SECTIONS = (
    exhibits.opening, exhibits.peoples, exhibits.institutions, exhibits.indicators,
    exhibits.deprivations, exhibits.homicides, exhibits.changes, exhibits.towns,
    exhibits.poorest_towns, exhibits.three_maps, exhibits.funds, exhibits.sexes, exhibits.swot,
    exhibits.entry_points, functools.partial(exhibits.watch, risks=load_risks().risks),
)  # fmt: skip
#: What the choice of states would say of a place, without a build.
CHOSEN = {"selection-proposed-codes": "07,21", "selection-state-2-score": 61.5,
          "selection-prob-top4-2": 93.0}  # fmt: skip


@pytest.fixture(scope="module")
def place(data, towns):
    return exhibits.Place(2, narrative.load_profile(PUEBLA, data, towns), violence.trends())


@pytest.fixture(autouse=True)
def chosen(monkeypatch):
    monkeypatch.setattr(stored, "fact", CHOSEN.__getitem__)


def test_the_places_are_those_of_the_states_that_the_rule_proposes(place):
    found = exhibits.proposed()
    assert [(one.number, one.code) for one in found] == [(1, "07"), (2, PUEBLA)]
    assert (found[1].name, found[1].tag) == (place.name, place.tag) == ("Puebla", "profile-2")


def test_each_section_is_asked_of_every_place_and_placed_by_its_page(place):
    first = dataclasses.replace(place, number=1)
    made = list(exhibits.of_each([first, place], exhibits.funds, exhibits.peoples))
    assert [one.name for one in made] == [
        "tab-profile-1-funds", "tab-profile-2-funds", "profile-1-peoples", "profile-2-peoples"
    ]  # fmt: skip
    (alone,) = exhibits.funds(place)
    assert made[1].content.equals(alone.content)
    assert made[1].options["caption"] == alone.options["caption"]
    assert not any(one.options["show"] for one in made)
    risks = load_risks().risks
    (watched,) = exhibits.of_each([place], exhibits.watch, risks=risks)
    assert watched.content.equals(exhibits.watch(place, risks)[0].content)


def test_numbers_and_conclusions_of_all_places_are_those_of_each(place):
    first = dataclasses.replace(place, number=1)
    frame = exhibits.all_facts([first, place])
    assert len(frame) == 2 * len(exhibits.facts(place)) and frame["name"].is_unique
    found = exhibits.all_claims([first, place])
    assert set(found) == {*exhibits.claims(first), *exhibits.claims(place)} and len(found) == 8


def test_every_section_names_its_place_its_source_and_what_it_shows(place):
    made = [one for section in SECTIONS for one in section(place)]
    names = [one.name for one in made]
    assert len(set(names)) == len(names) == 15
    assert all("profile-2" in name for name in names)
    assert all(one.options["source"] for one in made)
    shown = [one for one in made if one.kind != "prose"]
    assert all(one.options["caption"].strip() for one in shown)
    assert all(one.options["alt"].strip() for one in made if one.kind == "figure")
    # A caption that speaks of the state names it.
    named = [one for one in shown if one.options["caption"].startswith("Puebla: ")]
    assert len(named) >= 9


def test_numbers_are_those_of_the_state_and_of_the_nation(place):
    found = exhibits.facts(place).set_index("name")
    values = place.profile.data.values
    assert found.at["profile-2-population", "value"] == values.at[PUEBLA, "population"]
    assert found.at["profile-2-speakers-nation", "value"] == values.at["00", "indigenous"]
    assert 0 < found.at["profile-2-half", "value"] < found.at["profile-2-municipalities", "value"]
    assert found["source"].notna().all() and found.index.is_unique


def test_its_conclusions_hold_and_carry_the_names_that_the_page_binds(place):
    found = truth(exhibits.claims(place))
    assert set(found) == {
        f"profile-2-{end}" for end in ("homicide", "two-lists", "maps-apart", "sexes")
    }
    assert all(found.values())


def test_the_picture_of_deprivations_shows_shares_without_the_feeling_of_insecurity(place):
    (one,) = exhibits.deprivations(place)
    labels = [text.get_text() for text in one.content.axes[0].get_yticklabels()]
    assert labels and not any("insecure" in label.lower() for label in labels)
