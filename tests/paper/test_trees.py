"""Questions about nodes: their words, their place, where references lead."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from cohesion.paper import trees


def test_words_are_one_line_without_what_is_silent():
    node = nodes.paragraph("", "Two\n  lines ", nodes.raw("", "<b>", format="html"))
    node += nodes.emphasis("", "and more")
    node += nodes.comment("", "unseen")
    assert trees.words(node) == "Two lines and more"


def test_a_place_is_that_of_the_nearest_line_above():
    document = new_document("/x/page.md")
    section = nodes.section("", nodes.title("", "A"))
    section.source, section.line = "/x/page.md", 3
    first, second = nodes.paragraph("", "a"), nodes.paragraph("", "b")
    first.line, first.source, second.source = 7, "/x/page.md", None
    section += [first, second]
    document += section
    text = second.children[0]
    assert trees.place(text) == ("/x/page.md", 7)
    assert trees.place(first) == ("/x/page.md", 7)
    assert trees.place(nodes.Text("loose")) == ("", 0)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"refid": "limits"}, ("here", "limits")),
        ({"refuri": f"{trees.PAGE}book/about#changes"}, ("book/about", "changes")),
        ({"refuri": f"{trees.PAGE}book/about"}, ("book/about", "")),
        ({"refuri": "https://example.org/#x"}, None),
        ({}, None),
    ],
)
def test_where_a_reference_leads(address, expected):
    assert trees.target("here", nodes.reference("", "x", **address)) == expected


def test_tables_figures_and_chapters_bear_a_page_and_nothing_outside_does():
    number = addnodes.number_reference("", "Table 1")
    chapter = nodes.reference("", "", nodes.inline("", "x", classes=["std-doc"]), internal=True)
    abroad = nodes.reference("", "", nodes.inline("", "x", classes=["std-doc"]))
    plain = nodes.reference("", "", nodes.inline("", "x"), internal=True)
    assert [trees.bears_page(one) for one in (number, chapter, abroad, plain)] == [
        True, True, False, False
    ]  # fmt: skip


def test_classes_are_those_of_elements_alone():
    assert trees.has_class(nodes.paragraph(classes=["a", "b"]), "x", "b")
    assert not trees.has_class(nodes.paragraph(), "a") and not trees.has_class(nodes.Text("a"), "a")
    assert trees.kind(nodes.Text("a")) == "Text"
