"""A tree made ready for paper: what only a screen shows goes, the notebook is named."""

from __future__ import annotations

import pytest
from docutils import nodes

from cohesion.paper import prepare
from tests.paper.trees import page


class FileLink(nodes.inline):
    """A link to a file, as pages of downloads hold it."""


class HideInputCells(nodes.container):
    """A fold around a cell, as the theme makes it."""


def test_cells_scripts_and_empty_boxes_go_and_places_stay():
    document = page(
        nodes.container("", nodes.paragraph("", "code"), classes=["cell_input"]),
        nodes.container("", nodes.container("", nodes.raw("", "<x>", format="html"))),
        HideInputCells("", nodes.paragraph("", "fold")),
        nodes.container(ids=["a-place"]),
        nodes.paragraph("", "kept"),
    )
    prepare.drop_screen_only(document)
    section = document[0]
    assert [child.astext() for child in section.children] == ["Title", "", "kept"]
    assert section[1]["ids"] == ["a-place"]


def test_a_section_of_which_only_the_title_is_left_goes_with_it():
    document = page(
        nodes.paragraph("", "kept"),
        nodes.section("", nodes.title("", "Lists"), nodes.raw("", "<x>", format="html"), ids=["a"]),
        nodes.section("", nodes.title("", "Text"), nodes.paragraph("", "kept too"), ids=["b"]),
    )
    prepare.drop_screen_only(document)
    assert [child.astext() for child in document[0].children] == [
        "Title", "kept", "Text\n\nkept too",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, "Computed in notebooks/x.md."),
        ({"fact": 1, "claim": 4}, "Computed in notebooks/x.md; 1 fact."),
        ({"figure": 1, "table": 2, "fact": 3},
         "Computed in notebooks/x.md; 3 facts, 2 tables, 1 figure."),
    ],
)  # fmt: skip
def test_the_pointer_counts_what_the_notebook_published(counts, told):
    assert prepare.pointer("notebooks/x", counts) == told


def test_only_a_notebook_is_pointed_to():
    for name, pointers in (("notebooks/x", 1), ("book/x", 0), ("notebooks/profile-first", 0)):
        document = page(nodes.paragraph("", "x"))
        prepare.prepare(document, name, {"fact": 2}, {})
        found = [node for node in document.findall(nodes.paragraph) if "pointer" in node["classes"]]
        assert len(found) == pointers


def test_a_number_is_written_as_it_is_read():
    table = nodes.table(ids=["tab-x"])
    assert prepare.number_of(table, "table", {"table": {"tab-x": (3, 2)}}) == "Table 3.2"
    assert prepare.number_of(table, "figure", {"table": {"tab-x": (3, 2)}}) == ""
    assert prepare.number_of(nodes.table(), "table", {"table": {"tab-x": (3, 2)}}) == ""


def test_a_table_of_files_says_that_they_are_attached():
    group = nodes.tgroup(cols=1)
    group += nodes.colspec(colwidth=1)
    group += nodes.thead("", nodes.row("", nodes.entry("", nodes.paragraph("", "File"))))
    linked = nodes.paragraph("", "", FileLink("", "report.docx"))
    group += nodes.tbody("", nodes.row("", nodes.entry("", linked)))
    document = page(nodes.table("", group, classes=["published"]))
    prepare.prepare(document, "book/downloads", {}, {})
    assert "attached to the PDF edition" in document[0][1].astext()
    assert "table-block" in document[0][1]["classes"]


def test_the_caption_of_a_table_is_its_title():
    assert prepare.words_of_title(nodes.table("", nodes.title("", "A\nfinding."))) == "A finding."
    assert prepare.words_of_title(nodes.table()) == ""
