"""The sheets of all states: what is made for each, and what the overview counts."""

from __future__ import annotations

import dataclasses

import pytest

from cohesion.chapters.profiles import sheet_exhibits as exhibits
from cohesion.chapters.profiles import violence
from cohesion.tables.geography import STATE_CODES
from tests.chapters.claimed import fallen, truth


@pytest.fixture(scope="module")
def trend():
    return violence.trends()


def test_every_state_gets_its_texts_and_tables_under_its_own_name(data, towns):
    texts = list(exhibits.texts(data, towns))
    assert [one.name for one in texts[:2]] == ["state-01-summary", "state-01-notes"]
    assert len(texts) == 2 * len(STATE_CODES)
    for made in (
        exhibits.indicators(data), exhibits.poorest(data, towns), exhibits.most_violent(data, towns)
    ):  # fmt: skip
        tables = list(made)
        assert [one.name.split("-")[2] for one in tables] == list(STATE_CODES)
        assert all(one.options["caption"] and one.options["source"] for one in tables)
        assert not any(one.options["show"] for one in tables)


def test_figures_are_drawn_one_at_a_time(data, trend):
    first = next(exhibits.drawn(data, trend))
    assert first.name == "fig-state-01" and "Aguascalientes" in first.options["alt"]
    assert ".claim--state-01-homicide-trend" in first.options["caption"]


def test_a_state_first_in_poverty_and_homicide_is_counted_once(data):
    top, both = exhibits.firsts(data)
    assert top == len(STATE_CODES) // 4 and 0 <= both <= top
    alike = data.values.copy()
    alike["homicide_rate"] = alike["poverty"]
    assert exhibits.firsts(dataclasses.replace(data, values=alike)) == (top, top)


def test_the_numbers_of_the_overview_are_its_extremes(data):
    found = exhibits.facts(data).set_index("name")["value"]
    table = exhibits.overview(data)
    assert found["sheets-poverty-high"] == table["Poverty, %"].max()
    assert table["Poverty, %"].idxmax() == found["sheets-poverty-high-name"]
    assert found["sheets-homicide-low"] == table["Homicides per 100 000"].min()
    assert found["sheets-per"] == exhibits.PER


def test_a_claim_on_the_homicides_of_each_state_and_two_on_all(data, trend):
    found = exhibits.claims(data, trend)
    assert all(truth(found).values())
    assert len(found) == len(STATE_CODES) + 2
    alike = data.values.copy()
    alike["homicide_rate"] = alike["poverty"]
    changed = exhibits.claims(dataclasses.replace(data, values=alike), trend)
    assert "sheets-orders-differ" in fallen(changed)
