"""What a page owes readers who do not see it: each rule alone, on the smallest page that tells."""

from __future__ import annotations

import pytest
from lxml import html

from cohesion.checking import accessibility


def said(look, markup: str, head: str = "<title>T</title>", lang: str = "en") -> list[str]:
    """Return what a check yields for a page with this body."""
    page = f'<html lang="{lang}"><head>{head}</head><body>{markup}</body></html>'
    return list(look(html.document_fromstring(page)))


@pytest.mark.parametrize(
    ("markup", "head", "lang", "expected"),
    [
        ("<p>x</p>", "<title>T</title>", "en", ""),
        ("<p>x</p>", "<title> </title>", "es", "its language is 'es', it has no title"),
        ("<nav></nav>", "<title>T</title>", "en",
         "no link skips to its text, it does not fit its width to a phone"),
        ('<a href="#main-content">s</a><nav></nav>', '<title>T</title><meta name="viewport">',
         "en", ""),
    ],
)  # fmt: skip
def test_a_page_says_what_it_is_once(markup, head, lang, expected):
    assert said(accessibility.declarations, markup, head, lang) == [expected]


@pytest.mark.parametrize(
    ("markup", "faults"),
    [
        ('<img src="a" alt="x"><img src="b"><img src="c" alt="">', [False, True, True]),
        ('<svg role="img" aria-label="x"></svg>', [False]),
        ('<svg role="img"><title>x</title></svg>', [False]),
        ('<svg role="img"></svg>', [True]),
        ('<svg aria-hidden="true"></svg>', []),
        ('<div hidden><svg role="img"></svg></div>', [False]),
    ],
)
def test_pictures_and_drawings_have_words(markup, faults):
    assert [bool(one) for one in said(accessibility.pictures, markup)] == faults


@pytest.mark.parametrize(
    ("markup", "faults"),
    [
        ('<table aria-label="x"><tr><th scope="col">a</th></tr></table>', [""]),
        ('<table><caption>x</caption><tr><th scope="col">a</th></tr></table>', [""]),
        ('<table><tr><th scope="col">a</th></tr></table>', ["neither caption nor name"]),
        ('<table aria-label="x"><tr><td>a</td></tr></table>', ["no column heads"]),
        ('<table class="indextable"></table>', []),
    ],
)
def test_tables_are_named_and_headed(markup, faults):
    found = said(accessibility.tables, f"<article>{markup}</article>")
    assert len(found) == len(faults)
    for one, fault in zip(found, faults, strict=True):
        assert (fault in one) if fault else one == ""


def test_scopes_are_looked_at_only_in_the_article():
    page = (
        '<th>out</th><article><table><tr><th scope="row">a</th><th>b b</th></tr></table></article>'
    )
    assert said(accessibility.header_cells, page) == ["", "a header cell has no scope: 'b b'"]


@pytest.mark.parametrize(
    ("attributes", "right"),
    [
        ('role="region" tabindex="0" aria-label="x"', True),
        ('role="region" tabindex="0" aria-labelledby="there"', True),
        ('role="region" tabindex="0" aria-labelledby="gone"', False),
        ('role="region" aria-label="x"', False),
        ('tabindex="0" aria-label="x"', False),
        ('role="region" tabindex="0" aria-label=" "', False),
    ],
)
def test_a_box_that_scrolls_can_be_reached_and_has_a_name(attributes, right):
    box = f'<p id="there"></p><div class="pst-scrollable-table-container" {attributes}></div>'
    (one,) = said(accessibility.scroll_boxes, box)
    assert (one == "") is right


def test_headings_go_down_step_by_step_and_up_at_once():
    page = "<article><h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2><h4>e</h4></article>"
    found = said(accessibility.headings, page)
    assert found == ["", "", "", "", "h2 is followed by <h4> e"]
    assert said(accessibility.headings, "<article><h2>a</h2></article>") == [
        "h0 is followed by <h2> a"
    ]


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<input type="hidden">', None),
        ('<button aria-hidden="true"></button>', None),
        ('<label for="a">A</label><input id="a">', ""),
        ("<label>A <input></label>", ""),
        ('<input type="submit" value="Go">', ""),
        ("<select><option>words of a choice</option></select>", "no name"),
        ('<summary aria-label="x">Words</summary>', "hides the words"),
        ('<summary aria-label="x"></summary>', ""),
        ("<textarea></textarea>", "no name"),
    ],
)
def test_controls_have_names_that_say_what_they_show(markup, fault):
    found = said(accessibility.controls, markup)
    if fault is None:
        assert found == []
    else:
        assert len(found) == 1 and (fault in found[0] if fault else found[0] == "")


def test_links_have_words_or_a_picture_with_words():
    page = (
        '<a href="1">x</a><a href="2"><img alt="map"></a><a href="3"><img alt=""></a>'
        '<a href="4" title="t"></a><a href="5" hidden></a><a name="6"></a>'
    )
    assert said(accessibility.link_names, page) == ["", "", "a link has no words: 3", ""]


def test_ids_stand_once_and_what_is_named_is_there():
    page = '<p id="a"></p><p id="b"></p><p id="a"></p>'
    assert said(accessibility.ids, page) == ["", "", "the id 'a' is given twice"]
    page = (
        '<p id="a" aria-labelledby="a gone"></p><label for="a">x</label><label for="no">y</label>'
    )
    assert said(accessibility.references, page) == [
        "", "aria-labelledby names 'gone', which is not there", "",
        "a label is for 'no', which is not there",
    ]  # fmt: skip


def test_lists_made_by_roles_hold_items_alone():
    page = '<div role="list"><p role="listitem">a</p><p>b</p></div><p role="doc-biblioentry">c</p>'
    assert said(accessibility.roles, page) == [
        "an entry of a bibliography stands in a list: <p> c", "", "not an item of its list: <p> b"
    ]  # fmt: skip
