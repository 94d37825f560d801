"""The profile of a proposed state: each section is made of the state's own figures."""

from __future__ import annotations

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
CHOSEN = {"selection-state-2-code": PUEBLA, "selection-state-2-score": 61.5,
          "selection-prob-top4-2": 93.0}  # fmt: skip


@pytest.fixture(scope="module")
def place(data, towns):
    return exhibits.Place(2, narrative.load_profile(PUEBLA, data, towns), violence.trends())


@pytest.fixture(autouse=True)
def chosen(monkeypatch):
    monkeypatch.setattr(stored, "fact", CHOSEN.__getitem__)


def test_a_place_is_the_state_that_the_rule_proposes(place):
    found = exhibits.read(2)
    assert (found.code, found.name, found.tag) == (PUEBLA, "Puebla", "profile-2")
    assert (place.code, place.name) == (found.code, found.name)


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
