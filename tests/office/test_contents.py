"""Tests of ``cohesion/office/contents.py``: links with pages, known only for what was set."""

from __future__ import annotations

import itertools
import re
import shutil

import docx
import pytest
from docx.oxml.ns import qn

from cohesion.errors import DataError
from cohesion.files import csv
from cohesion.office import contents, word
from cohesion.programme.documents import DOCUMENTS, load_document
from cohesion.translation.catalogue import english
from tests.tools import word_pages

HEAD = ",".join(contents.COLUMNS)
ENTRIES = [(0, 1, "1 Rationale"), (2, 2, "1.1 Sector"), (5, 1, "2 Budget")]


@pytest.fixture
def made():
    document = docx.Document()
    contents.add_styles(document)
    return document, contents.add(document, ENTRIES)


def bookmarks(document):
    starts = document.element.body.iter(qn("w:bookmarkStart"))
    return [start.get(qn("w:name")) for start in starts]


def anchors(document):
    links = document.element.body.iter(qn("w:hyperlink"))
    return [link.get(qn("w:anchor")) for link in links]


def instructions(document):
    found = " ".join(text.text for text in document.element.body.iter(qn("w:instrText")))
    return re.findall(r"PAGEREF (\S+) \\h", found)


def test_entries_are_links_with_a_field_each_and_dots_to_the_right_margin(made):
    document, runs = made
    assert anchors(document) == instructions(document) == ["_Toc0000", "_Toc0002", "_Toc0005"]
    assert [run.text for run in runs] == ["", "", ""]
    assert [p.style.name for p in document.paragraphs] == ["TOC 1", "TOC 2", "TOC 1"]
    (stop,) = document.styles["TOC 2"].paragraph_format.tab_stops
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    assert abs(stop.position - width) < 1000  # twentieths of a point are 635 units


def test_pages_go_into_their_entries_and_none_where_none_is_known(made):
    document, runs = made
    before = contents.fingerprint(document)
    contents.fill(runs, [])
    assert [run.text for run in runs] == ["", "", ""] and contents.fingerprint(document) == before
    contents.fill(runs, [2, 3, 11])
    assert [run.text for run in runs] == ["2", "3", "11"]
    with pytest.raises(ValueError, match="longer|shorter"):
        contents.fill(runs, [2, 3])


@pytest.mark.parametrize("change", ["text", "style"])
def test_what_is_set_otherwise_has_another_fingerprint(made, change):
    document, _ = made
    before = contents.fingerprint(document)
    if change == "text":
        document.add_paragraph("One more.")
    else:
        document.styles["Normal"].font.size = 140000
    assert contents.fingerprint(document) != before


@pytest.mark.parametrize(
    ("document", "language", "of", "pages"),
    [
        ("fiche", "en-GB", "aa", [2, 3, 12]),
        ("fiche", "es-MX", "bb", [2, 4, 13]),
        ("fiche", "en-GB", "bb", []),
        ("taps", "en-GB", "aa", []),
    ],
)
def test_pages_are_known_only_for_what_was_set(tmp_path, document, language, of, pages):
    file = tmp_path / "pages.csv"
    file.write_text(f"{HEAD}\nfiche,en-GB,aa,2 3 12\nfiche,es-MX,bb,2 4 13\n", "utf-8")
    assert contents.counted(document, language, of, file) == pages


def test_a_table_that_is_cut_off_is_told(tmp_path):
    file = tmp_path / "pages.csv"
    file.write_text(f"{HEAD}\nfiche,en-GB,aa", "utf-8")
    with pytest.raises(DataError, match="cut off"):
        contents.counted("fiche", "en-GB", "aa", file)


def test_the_noted_pages_are_those_of_every_document_and_never_go_back():
    rows = csv.read(contents.FILE, contents.COLUMNS)
    assert set(rows["document"]) == set(DOCUMENTS) and set(rows["language"]) == {"en-GB", "es-MX"}
    for pages in rows["pages"]:
        numbers = [int(page) for page in pages.split()]
        assert numbers == sorted(numbers) and numbers[0] >= 1 and len(numbers) > 2


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("language", "name"), list(itertools.product(("en", "es"), DOCUMENTS)))
def test_each_entry_of_a_document_leads_to_its_heading(files, spoken, name, language):
    # Of made-up results no Spanish file is complete, so that none was written.
    document = (
        docx.Document(files[0] / word.FILES[name])
        if language == "en"
        else word.build(load_document(name), spoken())
    )
    assert anchors(document) == instructions(document)
    assert set(anchors(document)) <= set(bookmarks(document))
    assert len(bookmarks(document)) == len(set(bookmarks(document)))
    headings = {
        start.get(qn("w:name")): "".join(
            text.text for text in start.getparent().iter(qn("w:t"))
        )
        for start in document.element.body.iter(qn("w:bookmarkStart"))
    }  # fmt: skip
    for link in document.element.body.iter(qn("w:hyperlink")):
        shown = "".join(text.text or "" for text in link.iter(qn("w:t")))
        assert headings[link.get(qn("w:anchor"))] in shown
    assert "w:dirty" not in document.element.xml
    assert "updateFields" not in document.settings.element.xml


def test_the_pages_of_a_document_are_shown_once_it_was_set(files, tmp_path, monkeypatch):
    """Noted for just this text they are in the file; after one more word they are not."""
    plan, words = load_document("fiche"), english()
    built, runs = word.without_pages(plan, words)
    noted = " ".join(str(number) for number in range(1, len(runs) + 1))
    file = tmp_path / "pages.csv"
    file.write_text(f"{HEAD}\nfiche,en-GB,{contents.fingerprint(built)},{noted}\n", "utf-8")
    monkeypatch.setattr(contents.counted, "__defaults__", (file,))
    assert f"\t{len(runs)}" in "\n".join(shown(word.build(plan)))
    longer = plan.model_copy(update={"title": f"{plan.title} again"})
    assert all(text.endswith("\t") for text in shown(word.build(longer)))


def shown(document):
    """Return the entries of the contents as they are shown."""
    return [
        "".join(text.text or "\t" for text in link.iter(qn("w:t"), qn("w:tab")))
        for link in document.element.body.iter(qn("w:hyperlink"))
    ]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_the_noted_pages_are_those_that_libreoffice_counts():
    """Of the results at hand; where this fails: python -m tests.tools.word_pages."""
    rows = csv.read(contents.FILE, contents.COLUMNS)
    noted = [tuple(row) for row in rows[list(contents.COLUMNS)].itertuples(index=False)]
    assert sorted(word_pages.rows()) == noted
