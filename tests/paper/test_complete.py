"""No word is lost: the test that would see it, shown to see it."""

from __future__ import annotations

import shutil

import pytest

from cohesion.errors import DataError
from cohesion.paper import complete
from cohesion.paper.reading import Run
from cohesion.paper.words import Block


def _blocks(*texts: str) -> list[Block]:
    return [Block(text, "page.md", line) for line, text in enumerate(texts, start=1)]


def test_texts_in_their_order_are_complete_however_they_are_broken():
    pages = [_blocks("First words", "See Table 1.1."), _blocks("Second page")]
    runs = [Run("Contents 1", 1), Run("First wo-", 2), Run("rds", 2),
            Run("See Table 1.1, p. 14.", 2), Run("Part", 3), Run("Second page", 3)]  # fmt: skip
    assert complete.missing(pages, runs) == []


@pytest.mark.parametrize(
    ("texts", "told"),
    [(["First", "Third"], "Second"), (["Second", "First", "Third"], "First|Second"),
     (["First", "Second", "Second", "Third"], "more than the page"),
     (["First", "Secnd", "Third"], "Second")],
)  # fmt: skip
def test_lost_moved_doubled_and_damaged_texts_are_seen(texts, told):
    expected = [f"{word} text of some length" for word in ("First", "Second", "Third")]
    runs = [Run(f"{word} text of some length", 1) for word in texts]
    found = complete.missing([_blocks(*expected)], runs)
    assert found and "page.md, line" in found[0]
    assert any(word in " ".join(found) for word in told.split("|"))


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [("one.typ", "Words before the first", "Words before first"),
     ("one.typ", "A point that comes first.", "A point that comes."),
     ("sheet.typ", 'par("Words of the sheet.")', ""),
     ("two.typ", '"Another finding."', '"Another."')],
)  # fmt: skip
def test_a_document_with_a_word_removed_is_refused(book, file, before, after):
    """The code of a page loses a word, as if Typst had dropped it: the file is not made."""
    page = book.folder / "pages" / file
    whole = page.read_text("utf-8")
    assert before in whole
    good = shutil.copy(book.folder / "whole.pdf", book.folder / "good.pdf")
    page.write_text(whole.replace(before, after, 1), "utf-8")
    try:
        with pytest.raises(DataError, match="not in the PDF|more than the page"):
            book.set()
    finally:
        page.write_text(whole, "utf-8")
        shutil.copy(good, book.folder / "whole.pdf")
    book.set()
