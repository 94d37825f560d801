"""The lists of tables and figures: by chapter, in the order of their numbers."""

from __future__ import annotations

import pytest
from docutils.parsers.rst import DirectiveError

from cohesion.pages import exhibits_list
from cohesion.pages.searching import Record
from tests.pages.directives import placed

RECORDS = [
    Record("table", "b.html#t10", "Table 10 Later", "B", ""),
    Record("table", "a.html#t2", "Table 2 Poor & not", "A", ""),
    Record("figure", "a.html#f1", "Figure 1 Map", "A", ""),
    Record("table", "a.html#t1", "Table 1 First", "A", ""),
    Record("table", "a.html#t0", "Without a number", "Z", ""),
    Record("chapter", "a.html", "A", "", ""),
]
SLOT = '<div class="exhibits-list" data-kind="{}"></div>'


def test_a_list_is_grouped_by_chapter_and_numbers_count_as_numbers():
    text = exhibits_list.filled(f"<p>{SLOT.format('table')}</p>", RECORDS, "../")
    order = [text.index(words) for words in ("Table 1 ", "Table 2 ", "Table 10 ", "Without")]
    assert order == sorted(order)
    assert text.count("<li>A<ul>") == 1 and text.count("<li>B<ul>") == 1
    assert 'href="../a.html#t2">Table 2 Poor &amp; not</a>' in text
    assert "Figure" not in text and text.startswith("<p>") and text.endswith("</p>")


def test_a_list_is_filled_anew_and_a_page_without_one_stays():
    once = exhibits_list.filled(SLOT.format("figure"), RECORDS, "")
    assert exhibits_list.filled(once, RECORDS, "") == once
    emptied = exhibits_list.filled(once, [], "")
    assert emptied == '<div class="exhibits-list" data-kind="figure"><ul></ul></div>'
    assert exhibits_list.filled("<p>x</p>", RECORDS, "") == "<p>x</p>"


@pytest.mark.parametrize("kind", ["table", "figure"])
def test_a_page_places_an_empty_list_that_is_filled(kind):
    [place], _ = placed(exhibits_list.Exhibits, kind)
    assert place["format"] == "html" and place.astext() == SLOT.format(kind)
    filled = exhibits_list.filled(place.astext(), RECORDS, "")
    assert filled.count("<a ") == {"table": 4, "figure": 1}[kind]


def test_a_list_of_something_else_is_refused():
    with pytest.raises(DirectiveError) as caught:
        placed(exhibits_list.Exhibits, "tables")
    assert caught.value.msg == "'tables' is neither 'table' nor 'figure'."
