"""Tests of ``cohesion/building/text_counts.py``."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.building import freshness, text_counts
from cohesion.checking.conclusions import NoClaim
from cohesion.files import tracking

PAGE = """# Title

In most states it rose. [It fell in fewer]{.claim .claim--x} states. The text is a draft.

:::{published} tab-x
Most states stand higher than before

Notes: The most deprived class comes first.
:::
"""


def test_each_concluding_sentence_has_one_standing():
    excused = [NoClaim("a.md", "The most deprived class", "method")]
    found = text_counts.said({"a.md": PAGE}, excused)
    assert (found.bound, found.open, dict(found.excused)) == (1, 2, {"method": 1})
    assert (found.captions, found.captions_bound) == (2, 1)
    assert found.coverage == pytest.approx(50)


def test_a_reason_counts_on_its_own_page_alone():
    excused = [NoClaim("a.md", "The most deprived class", "method")]
    assert text_counts.said({"b.md": PAGE}, excused).open == 3


def test_without_concluding_sentences_nothing_is_divided():
    assert text_counts.said({"a.md": "The text is a draft.\n"}, []).coverage == 0


def test_nothing_is_counted_twice_and_all_of_the_book_is_counted():
    found = text_counts.of_book()
    assert found.said.open == 0 and found.typed == 0
    assert found.places > 500 and found.bindings > 300
    # Of the kept counts and of new ones the same comes out.
    assert text_counts.fingerprint() == text_counts._print(found)


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book of one page and one text of the programme."""
    for name in ("book", "programme"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "BUILD", tmp_path / "_build")
    monkeypatch.setattr(paths, "PROGRAMME", tmp_path / "programme")
    page = tmp_path / "book" / "a.md"
    page.write_text(PAGE, "utf-8")
    (tmp_path / "programme" / "a.yml").write_text(
        "text: A sentence of more than 30 letters, with 44 towns.\nid: short\n...\n", "utf-8"
    )
    monkeypatch.setattr(text_counts.typed_numbers, "prose_files", lambda: [page])
    monkeypatch.setattr(text_counts.words, "bound_sentences", lambda: ["one"])
    monkeypatch.setattr(text_counts.conclusions, "no_claims", lambda: [])
    return page


def test_numbers_typed_in_text_code_and_programme_are_counted(book):
    before = text_counts.of_book()
    assert (before.typed, before.places, before.bindings) == (2, 2, 1)
    book.write_text(
        PAGE + "\nA text with 77 people.\n\n```{code-cell}\nsay(caption='more than 88 of all')\n"
        "```\n", "utf-8",
    )  # fmt: skip
    assert text_counts.of_book().typed == 4


def test_a_sentence_that_concludes_nothing_changes_no_count_and_runs_no_notebook(book):
    text_counts.of_book()
    noted = tracking.notes()[text_counts.NAME]
    book.write_text(PAGE.replace("The text is a draft.", "The text was a draft."), "utf-8")
    assert freshness._noted(text_counts.NAME) == noted
    book.write_text(PAGE + "\nIt rose in most states.\n", "utf-8")
    assert freshness._noted(text_counts.NAME) != noted
    assert text_counts.of_book().said.open == 4


def test_the_texts_themselves_are_not_recorded(book, monkeypatch):
    opened = []
    monkeypatch.setattr(tracking, "_note_opened", opened.append)
    text_counts.of_book()
    assert str(book) not in map(str, opened)
