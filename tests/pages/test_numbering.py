"""Numbers of tables and figures by chapter."""

from __future__ import annotations

from cohesion.pages.numbering import chapters_of_pages


def test_every_page_of_a_chapter_has_its_number():
    below = {"index": ["one", "two", "last"], "two": ["sheet-a", "sheet-b"], "sheet-b": ["deep"]}
    numbers = {"one": (1,), "two": (2,), "last": (3,)}
    assert chapters_of_pages("index", below, numbers) == {
        "one": 1, "two": 2, "sheet-a": 2, "sheet-b": 2, "deep": 2, "last": 3,
    }  # fmt: skip


def test_pages_without_a_chapter_have_no_number():
    assert chapters_of_pages("index", {"index": ["front"]}, {}) == {}


def test_a_page_that_is_named_twice_is_counted_once():
    below = {"index": ["one", "two"], "one": ["shared"], "two": ["shared"]}
    assert chapters_of_pages("index", below, {"one": (1,), "two": (2,)})["shared"] == 1


def test_tables_are_counted_through_the_pages_of_a_chapter(tmp_path, monkeypatch):
    """Under a section and on a page below, where Sphinx alone would count through the book."""
    from tests.paper import small

    table = (
        "\n```{{list-table}} Finding {0}.\n:header-rows: 1\n:name: tab-{0}\n\n* - A\n* - b\n```\n"
    )
    pages = {
        **small.PAGES,
        "one": small.ONE + table.format("more"),
        "two": small.TWO.replace("```{toctree}", table.format("third") + "\n```{toctree}"),
        "sheet": small.SHEET + table.format("below"),
    }
    made = small.make(tmp_path, monkeypatch, pages)
    numbers = {
        label.split("#")[1]: number
        for page in made.pages.values()
        for _, label, number, _ in page["captions"]
    }
    assert numbers == {
        "tab-first": "Table 1.1", "tab-more": "Table 1.2", "tab-second": "Table 2.1",
        "tab-third": "Table 2.2", "tab-below": "Table 2.3",
    }  # fmt: skip
    assert ["chapter", "2"] == [made.pages["two"]["role"], made.pages["two"]["number"]]
