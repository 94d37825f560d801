"""Code in the page: named after what it makes, left out where it only places text."""

from __future__ import annotations

import pytest

from cohesion.pages import code
from tests.pages.trees import tree

CELL = (
    '<div class="cell"><details class="hide above-input"><summary><p>Show</p></summary>'
    "<pre>{}</pre></details>{}</div>"
)


def test_code_that_only_places_text_is_left_out():
    cell = (
        '<div class="cell"><details class="hide above-input"><summary><p>Show</p></summary>'
        "<pre>{}</pre></details><div class='cell_output'>{}</div></div>"
    )
    page = tree(
        cell.format('publish.prose("a", text.section("1").text, source="programme/x.yml")', "t")
        + cell.format("found = table.loc[1]\npublish.table(found)",
                      '<span class="caption-number">Table 9 </span>')
    )  # fmt: skip
    assert code.label(page) == 1
    assert [summary.text for summary in page.iter("summary")] == ["Code of Table 9"]


def test_steps_without_an_exhibit_are_numbered_and_marked_as_without_output():
    page = tree(CELL.format("x = 1", "") + CELL.format("y = 2", "<div class='cell_output'>2</div>"))
    assert code.label(page) == 2
    assert [fold.text for fold in page.iter("summary")] == ["Code, step 1", "Code, step 2"]
    cells = page.xpath("./div")
    assert [cell.get("id") for cell in cells] == ["cell-1", "cell-2"]
    assert ["no-output" in cell.classes for cell in cells] == [True, False]


def test_a_cell_left_empty_goes_and_one_with_text_stays():
    placing = 'publish.prose("a", text)'
    page = tree(CELL.format(placing, "") + CELL.format(placing, "<p>The text.</p>"))
    assert code.label(page) == 0
    assert len(page.xpath("./div")) == 1 and not page.xpath("//details")


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("from x import y\npublish.document(y)", True),
        ("# why\npublish.prose('a', f(1),\n    source='x')", True),
        ("import x", False),
        ("publish.prose('a', t)\nx = 1", False),
        ("", False),
    ],
)
def test_what_computes_is_told_from_what_places(source, places):
    assert code.only_places_text(source) is places
