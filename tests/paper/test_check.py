"""Text off the page and text over other text are seen; neighbours are not."""

from __future__ import annotations

from cohesion.paper import check
from cohesion.paper.reading import Page, Piece, read


def _page(*pieces: Piece) -> list[Page]:
    empty = Page(595.0, 842.0, ())
    return [empty, Page(595.0, 842.0, pieces)]


def test_text_over_text_is_told():
    found = check.faults(
        _page(Piece(1, "one", (100, 700, 150, 708)), Piece(2, "two", (140, 701, 190, 709)))
    )
    assert found == ["page 2: 'one' stands over 'two'"]


def test_neighbours_and_following_lines_are_no_fault():
    line = Piece(1, "one", (100, 700, 150, 708))
    beside = Piece(2, "two", (151, 700, 190, 708))
    below = Piece(3, "three", (100, 692.5, 150, 701))
    assert check.faults(_page(line, beside, below)) == []


def test_text_off_the_text_area_is_told_and_running_heads_are_not():
    off = Piece(4, "off", (500, 700, 560, 708))
    low = Piece(5, "low", (100, 20, 150, 28))
    head = Piece(-1, "head", (100, 800, 150, 808))
    assert check.faults(_page(off, low, head)) == [
        "page 2: 'off' stands outside the text area", "page 2: 'low' stands outside the text area",
    ]  # fmt: skip


def test_a_page_that_lies_has_other_margins():
    wide = Piece(1, "wide", (60, 300, 780, 308))
    assert check.faults([Page(595.0, 842.0, ()), Page(842.0, 595.0, (wide,))]) == []


def test_typst_sets_text_over_text_without_a_word_and_the_check_sees_it(book, tmp_path):
    from cohesion.paper import typeset

    (book.folder / "over.typ").write_text(
        '#set document(title: "x")\n#set page(margin: (x: 23mm, top: 26mm, bottom: 22mm))\n'
        "= First\n#pagebreak()\nplain words here\n#box(width: 0pt)[one text]other text\n", "utf-8"
    )  # fmt: skip
    (book.folder / "over.typ").write_text(
        (book.folder / "over.typ").read_text("utf-8").replace(
            "= First", '#set text(font: "Source Sans Pro")\n= First'
        ), "utf-8"
    )  # fmt: skip
    typeset.typeset(book.folder, "over.typ", tmp_path / "over.pdf", 0)
    found = check.faults(read(tmp_path / "over.pdf")[0])
    assert len(found) == 1 and "stands over" in found[0]
