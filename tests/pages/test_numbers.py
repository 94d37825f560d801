"""The list of all numbers: a row for each number and each guarded sentence, and nothing else."""

from __future__ import annotations

from cohesion.pages import numbers
from tests.pages.items import ITEM
from tests.pages.trees import tree, words

CLAIM = {"name": "c", "kind": "claim", "says": "more <b>", "condition": "a > b",
         "notebook": "budget", "cell": 2}  # fmt: skip
TITLES = {"notebooks/sector-health": "Health", "notebooks/budget": "Budget"}


def rows(items: dict, readings: dict | None = None) -> list[list[str]]:
    made = tree(numbers.table(items, TITLES, "../", readings or {}))
    return [[words(cell) for cell in row] for row in made.xpath(".//tbody/tr")]


def test_numbers_stand_by_chapter_and_sentences_after_them():
    other = ITEM | {"name": "a", "notebook": "budget", "text": "7"}
    found = rows({"c": CLAIM, "x": ITEM, "a": other, "t": {"name": "t", "kind": "table"}})
    assert [row[3] for row in found] == ["a", "x", "c"]
    assert found[1][0] == "64.9 %"
    assert found[1][1] == "Poverty, Mexico, 2010, 95 % interval 62.7 to 67.1"
    assert "Health" in found[1][2]
    assert found[2][:2] == ["a sentence", "more <b>: a > b"]


def test_a_number_leads_to_where_it_is_read_first():
    markup = numbers.table({"x": ITEM}, TITLES, "../", {"x": ("notebooks/p", "So many & more.")})
    assert '<a href="../notebooks/p.html#fact-x">So many &amp; more.</a>' in markup


def test_the_list_goes_where_its_place_is():
    filled = numbers.fill(f"<p>{numbers.PLACE}</p>", {"x": ITEM}, TITLES, "", {})
    assert filled.startswith("<p><p class=") and numbers.PLACE not in filled
    assert numbers.fill("<p>x</p>", {"x": ITEM}, TITLES, "", {}) == "<p>x</p>"


def test_a_hostile_number_stays_a_text():
    item = {**ITEM, "text": '<b onclick="x">1</b>', "label": "<script>", "place": "&"}
    row = numbers.table({"x": item}, {}, "", {"x": ("index", "<i>")})
    assert "<b on" not in row and "<script>" not in row and "<i>" not in row
