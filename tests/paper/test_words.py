"""What must be read on paper: the texts of a page in their order, with numbers and marks."""

from __future__ import annotations

from docutils import nodes

from cohesion.paper import words
from tests.paper.trees import page


class Counted(nodes.inline):
    """A cell that the build fills with a count."""


class NotCounted(nodes.paragraph):
    """The line that stands where nothing was counted."""


def texts(document, role="chapter", number="7", numbers=None, counts=None) -> list[str]:
    found = words.blocks(document, role, number, numbers or {}, counts or {})
    return [" ".join(block.words.split()) for block in found]


def test_only_the_first_heading_has_the_number_of_the_chapter():
    below = nodes.section("", nodes.title("", "Limits"), nodes.paragraph("", "None."))
    assert texts(page(below)) == ["7 Title", "Limits", "None."]


def test_the_summary_has_no_title_of_its_own():
    below = nodes.section("", nodes.title("", "Summary"), nodes.paragraph("", "It is."))
    assert texts(page(below), role="summary", number="") == ["Summary", "It is."]


def test_items_carry_their_sign_or_number_before_the_first_text():
    item = nodes.list_item("", nodes.paragraph("", "one"), nodes.paragraph("", "more"))
    bullets = nodes.bullet_list("", item)
    numbered = nodes.enumerated_list("", *[
        nodes.list_item("", nodes.paragraph("", text)) for text in ("three", "four")
    ], start=3)  # fmt: skip
    assert texts(page(bullets, numbered)) == ["7 Title", "• one", "more", "3. three", "4. four"]


def test_captions_have_their_numbers_and_silent_nodes_are_not_read():
    figure = nodes.figure("", nodes.caption("", "A map."), ids=["fig-x"])
    table = nodes.table("", nodes.title("", "A finding."), ids=["tab-x"])
    numbers = {"figure": {"fig-x": (7, 1)}, "table": {"tab-x": (7, 2)}}
    cover = nodes.container("", nodes.paragraph("", "unseen"), classes=["cover"])
    document = page(figure, table, cover, nodes.raw("", "<x>", format="html"))
    assert texts(document, numbers=numbers) == [
        "7 Title", "Figure 7.1 A map.", "Table 7.2 A finding."
    ]  # fmt: skip


def test_counts_fill_their_cells_or_a_line_says_that_there_are_none():
    cell = nodes.paragraph("", "", Counted("", "–", key="links"))
    line = NotCounted("", "Nothing was counted.")
    assert texts(page(cell, line), counts={"links": "12"}) == ["7 Title", "12"]
    assert texts(page(cell.deepcopy(), line.deepcopy())) == [
        "7 Title", "–", "Nothing was counted."
    ]  # fmt: skip


def test_a_citation_is_its_label_and_its_words():
    citation = nodes.citation("", nodes.label("", "Bloom 1995"), nodes.paragraph("", "A book."))
    assert texts(page(citation)) == ["7 Title", "Bloom 1995", "A book."]


def test_every_text_knows_its_place():
    paragraph = nodes.paragraph("", "x")
    paragraph.source, paragraph.line = "/x/page.md", 9
    (_, block) = words.blocks(page(paragraph), "chapter", "", {}, {})
    assert (block.file, block.line) == ("/x/page.md", 9)
