"""The bibliography: names in the text as the reference list has them."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.files import bibliography

TEXT = r"""
@article{one2001, author = {Sen, Amartya}, title = {The {Idea} of \& More}, journal = {J. of X},
  year = {2001}, url = {https://example.org}}
@book{two2002, author = {van der Berg, Ana and {INEGI}}, title = {Two}, publisher = {P},
  year = {2002}}
@book{three2003, author = {A, B and C, D and E, F}, title = {Three}, year = {2003}}
@techreport{nobody, institution = {{CONEVAL}}, title = {Four}}
@misc{untitled, title = {Five}, year = {2005}}
"""


@pytest.fixture
def small(tmp_path, monkeypatch):
    (tmp_path / "bib").mkdir()
    (tmp_path / "bib" / "x.bib").write_text(TEXT, "utf-8")
    # An entry of the first file wins over one of the same key.
    (tmp_path / "a.bib").write_text("@misc{untitled, title = {First}, year = {1999}}\n", "utf-8")
    found = bibliography.bibliography(tmp_path)
    monkeypatch.setattr(bibliography, "bibliography", lambda: found)


@pytest.mark.parametrize(
    ("key", "names", "year"),
    [
        ("one2001", "Sen", "2001"),
        ("two2002", "van der Berg and INEGI", "2002"),
        ("three2003", "A et al.", "2003"),
        ("nobody", "CONEVAL", "n.d."),
        ("untitled", "First", "1999"),
    ],
)
def test_authors_and_year(small, key, names, year):
    assert bibliography.author_year(key) == (names, year)


def test_a_reference_names_title_place_and_page(small):
    assert bibliography.reference("one2001") == (
        "The Idea of & More", "J. of X", "https://example.org"
    )  # fmt: skip
    assert bibliography.reference("two2002") == ("Two", "P", "")


def test_an_act_names_its_journal_a_copy_no_page_and_a_language_its_title(tmp_path, monkeypatch):
    (tmp_path / "x.bib").write_text(
        "@misc{act, title = {Act 1--2}, year = {2006}, spanish = {Ley}, url = {https://x.eu},\n"
        "  howpublished = {Official Journal L 1}}\n"
        "@misc{copy, title = {Guide}, year = {2012}, url = {https://documents.pub/guide},\n"
        "  note = {The day; read as a check}}\n",
        "utf-8",
    )
    found = bibliography.bibliography(tmp_path)
    monkeypatch.setattr(bibliography, "bibliography", lambda: found)
    assert bibliography.reference("act") == ("Act 1–2", "Official Journal L 1", "")
    assert bibliography.reference("act", "es")[0] == "Ley"
    assert bibliography.reference("copy", "es") == ("Guide", "", "")
    assert bibliography.is_read_later("copy") and not bibliography.is_read_later("act")


def test_an_unknown_key_is_named(small):
    with pytest.raises(DataError, match="no bibliography entry 'sen2001'"):
        bibliography.author_year("sen2001")


@pytest.mark.parametrize(
    ("content", "row", "said"),
    [
        (b"@book{a,\n title = {X},\n year 2001}\n", 3, "cannot be read"),
        ("@book{a,\n title = {Año}}\n".encode("latin-1"), 2, "0xf1 is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_names_its_line(tmp_path, content, row, said):
    (tmp_path / "x.bib").write_bytes(content)
    with pytest.raises(DataError, match=said) as caught:
        bibliography.bibliography(tmp_path)
    assert caught.value.row == row


def test_every_work_of_the_book_has_names_and_a_year():
    keys = list(bibliography.bibliography().entries)
    assert len(keys) > 100
    for key in keys:
        names, year = bibliography.author_year(key)
        assert names and "{" not in names, key
        assert year == "n.d." or year[:4].isdigit(), key
