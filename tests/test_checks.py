"""Faults of pages: each kind is found, and a page without faults passes."""

from __future__ import annotations

import pytest

from cohesion import checks, paths

PAGE = (
    '<html lang="en"><body><article id="top"><h1>Title</h1>'
    '<p>Text <a href="#top">up</a> <a href="b.html#place">b</a></p>'
    '<img src="a.svg" alt="A line."><table><tr><th scope="col">a</th></tr></table>'
    "</article></body></html>"
)
OTHER = '<html lang="en"><body><p id="place">there</p></body></html>'


def faults(folder, page):
    (folder / "index.html").write_text(page, "utf-8")
    (folder / "b.html").write_text(OTHER, "utf-8")
    return checks.check_pages(folder)


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
    assert checks.check_pages(tmp_path) == [f"{tmp_path.name}: no page was written"]
