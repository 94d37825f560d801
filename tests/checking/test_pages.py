"""Faults of pages: each kind is found, and a page without faults passes."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.checking import pages
from tests.checking.small_page import OTHER, PAGE, faults


def test_a_good_page_passes(tmp_path):
    assert faults(tmp_path, PAGE) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('alt="A line."', "", "has no alt text"),
        ('alt="A line."', 'alt=" "', "has no alt text"),
        ('scope="col"', "", "a header cell has no scope"),
        ("#place", "#nowhere", "no such place in the page"),
        ("b.html", "c.html", "dead link"),
        ("Text", "@@root@@", "not resolved"),
        ("Text", "[poverty-share?]", "an unknown fact"),
        ("Text", "{fact}`poverty`", "a role was not rendered"),
        ("Text", str(paths.ROOT), "the path of the building machine"),
        ("<h1>", '<script src="https://cdn.example/x.js"></script><h1>', "from a third party"),
        ("<h1>", '<img alt="x" src="//example.org/x.png"><h1>', "from a third party"),
        ("<h1>", '<link rel="stylesheet" href="https://x.example/f.css"><h1>', "third party"),
        ('lang="en"', "", "its language is 'None'"),
        ("<title>A page</title>", "", "it has no title"),
        ("https://www.example.org/x?y=1#z", "https://x y", "not an address"),
        ("https://www.example.org/x?y=1#z", "https:///x", "not an address"),
        ('aria-label="a"', "", "neither caption nor name"),
        ("</h1>", "</h1><h3>Deep</h3>", "h1 is followed by <h3> Deep"),
        ('for="box"', 'for="tin"', "a control has no name: <input"),
        ('for="box"', 'for="tin"', "a label is for 'tin', which is not there"),
        ('aria-label="Open"', "", "a control has no name: <button>"),
        (
            "<h1>",
            '<details><summary aria-label="x">Show</summary></details><h1>',
            "the name hides the words",
        ),
        (">elsewhere<", "><", "a link has no words"),
        ("<h1>", '<h1 id="top">', "the id 'top' is given twice"),
        ("<h1>", '<h1 aria-labelledby="none">', "aria-labelledby names 'none'"),
        ("<h1>", '<div role="list"><p>x</p></div><h1>', "not an item of its list"),
        ("<h1>", '<p role="doc-biblioentry">x</p><h1>', "an entry of a bibliography"),
        ("<h1>", '<div class="pst-scrollable-table-container"></div><h1>', "a scroll box lacks"),
        ("<h1>", "<nav></nav><h1>", "no link skips to its text, it does not fit its width"),
        ("<h1>", '<svg role="img"></svg><h1>', "a drawing has no name"),
        ("<h1>", "<style>@import 'https://x.example/f.css'</style><h1>", "a style fetches"),
    ],
)
def test_each_fault_is_found(tmp_path, old, new, fault):
    found = faults(tmp_path, PAGE.replace(old, new, 1))
    assert any(fault in line for line in found), found
    assert all(line.startswith(("index.html", "b.html")) for line in found)


def test_a_style_sheet_that_fetches_is_found(tmp_path):
    (tmp_path / "x.css").write_text("a { background: url(https://x.example/y.png) }", "utf-8")
    assert any("x.css: fetches" in line for line in faults(tmp_path, PAGE))


def test_an_empty_book_is_a_fault(tmp_path):
    assert pages.check_pages(tmp_path) == [f"{tmp_path.name}: no page was written"]


def test_what_was_looked_at_is_counted(tmp_path):
    assert faults(tmp_path, PAGE) == []
    counted = {outcome.check.key: outcome.counted for outcome in pages.inspect(tmp_path)}
    assert counted["pages"] == 2
    # Two links within the book and one to another site; three have a name.
    assert (counted["links"], counted["external"], counted["link-names"]) == (2, 1, 3)
    assert (counted["pictures"], counted["header-cells"], counted["tables"]) == (1, 1, 1)
    assert (counted["headings"], counted["controls"], counted["ids"]) == (1, 2, 3)
    assert counted["references"] == 1 and counted["style-sheets"] == 0
    assert list(counted) == [check.key for check in pages.ALL_CHECKS]


def test_parts_of_the_theme_are_no_pages(tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "macros.html").write_text("<p>{{ x }}</p>", "utf-8")
    assert faults(tmp_path, PAGE) == []


def test_what_is_hidden_from_readers_needs_no_name(tmp_path):
    hidden = '<div aria-hidden="true"><button></button><a href="#top"></a></div><h1>'
    assert faults(tmp_path, PAGE.replace("<h1>", hidden, 1)) == []


def test_every_check_has_its_row_and_cells():
    keys = [check.key for check in pages.ALL_CHECKS]
    assert len(keys) == len(set(keys))
    assert all(check.what and check.how for check in pages.ALL_CHECKS)


def test_the_same_address_is_followed_from_where_it_stands(tmp_path):
    """What one page's link leads to says nothing about that of a page elsewhere, or of its own."""
    (tmp_path / "below").mkdir()
    page = PAGE.replace("b.html#place", "b.html")
    (tmp_path / "index.html").write_text(page, "utf-8")
    (tmp_path / "b.html").write_text(OTHER.replace("there", '<a href="#top">up</a>'), "utf-8")
    (tmp_path / "below" / "index.html").write_text(page, "utf-8")
    (tmp_path / "below" / "a.svg").touch()
    (tmp_path / "a.svg").touch()
    assert pages.check_pages(tmp_path) == [
        "b.html: no such place in the page: #top",
        "below/index.html: dead link: b.html",
    ]
