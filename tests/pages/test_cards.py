"""What cards say, and that nothing in the data can break the page."""

from __future__ import annotations

import json

import pytest

from cohesion.pages import cards
from tests.pages.items import ITEM


def test_a_late_edition_carries_the_dagger_and_its_day():
    source = cards.source_entry("coneval_poverty_states@coneval_2008_2018")
    assert source["published"] == "5 August 2019" and source["late"] == 1
    assert source["url"].startswith("https://") and source["file"].endswith("_states.csv")
    assert "†" in cards.source_html(source, "../")
    assert "late" not in cards.source_entry("x@coneval_2011_07".replace("x", "coneval_poverty"))
    with_hindsight = cards.source_entry("a@coneval_2008_2018", hindsight=True)
    assert "late" not in with_hindsight


def test_a_card_says_all_that_is_known_and_nothing_else():
    sources = cards.Sources(hindsight=False)
    card = cards.fact_card(ITEM, sources, {"notebooks/sector-health": "Health"}, {})
    assert card["exact"] == "64.906414" and card["interval"] == "62.7 to 67.1"
    assert card["of"] == "Mexico" and card["year"] == "2010" and card["sources"] == [0]
    assert card["made"] == ["notebooks/sector-health.html#cell-3", "Health", 3]
    bare = {key: ITEM[key] for key in ("name", "notebook", "digits", "sources", "text")}
    bare |= {"value": 4, "unit": "", "text": "four"}
    card = cards.fact_card(bare, sources, {}, {"x": "3 to 5"})
    assert card["interval"] == "3 to 5" and "row" not in card and "exact" not in card
    assert len(sources.listed) == 1, "a source of two numbers is listed once"


def test_nothing_in_the_data_can_end_the_element_early():
    hostile = {"a": "</script><script>alert(1)</script>", "b": "<!--"}
    text = cards.island("d", hostile)
    inside = text[text.index(">") + 1 : text.rindex("<")]
    assert "</" not in inside
    assert json.loads(inside.replace("<\\/", "</")) == hostile


def test_cells_are_numbered_in_order():
    body = '<div class="cell docutils">a</div><div class="cell">b</div><div class="cells">c</div>'
    assert cards.number_cells(body).count('id="cell-') == 2
    assert cards.number_cells(body).index('id="cell-1"') < cards.number_cells(body).index("cell-2")


def test_a_table_shows_its_first_rows():
    columns = [{"head": head, "cells": [str(n) for n in range(9)]} for head in "ABCDEF"]
    item = {"name": "tab-x", "kind": "table", "caption": "It *is*.", "columns": columns}
    card = cards.exhibit_card(item, "p.html#tab-x", "", {})
    assert card["caption"] == "It is." and card["heads"] == list("ABCD")
    assert len(card["rows"]) == 4 and card["more"] == [5, 2] and card["csv"] == "_tables/tab-x.csv"


def test_a_claim_tells_condition_values_and_what_would_break_it():
    item = {
        "name": "c", "kind": "claim", "says": "more", "condition": "a > b", "holds": True,
        "notebook": "n", "cell": 2, "breaks": {"a": 1.0},
        "quantities": {"a": {"value": 2.0}, "b": {"value": {"Oaxaca": 1, "Puebla": 2, "C": 3,
                                                            "D": 4, "E": 5}}},
    }  # fmt: skip
    card = cards.claim_card(item, {})
    assert card["quantities"] == [["a", "2"], ["b", "Oaxaca 1, Puebla 2, C 3, D 4 and 1 more"]]
    assert card["breaks"] == "a 1"


@pytest.mark.parametrize(
    "key, slug", [("x-1", "x-1"), ("tab-x/State of Mexico/First 4, %",
                                   "tab-x-state-of-mexico-first-4")]
)  # fmt: skip
def test_addresses_are_plain(key, slug):
    assert cards.slug_of(key) == slug
