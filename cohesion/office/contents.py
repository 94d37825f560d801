"""Contents of a Word file: links to the headings, each with a field that counts its page.

LibreOffice counts such fields when it opens a file; Word does so on F9 and before it prints, and
shows until then what stands in the file. How pages fall is known only to a program that sets them,
and none is needed to build the book. So the pages that LibreOffice counted stand in
``word_pages.csv`` beside this module, each row with the hash of what it set, and go into a file
that holds just that; into any other they do not, since no number is better than a wrong one.
``python -m tests.tools.word_pages`` writes the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Emu, Pt
from docx.styles.style import ParagraphStyle
from docx.text.run import Run
from lxml import etree

from cohesion.files import csv, hashes
from cohesion.office import fields

FILE = Path(__file__).with_name("word_pages.csv")
COLUMNS = ("document", "language", "set", "pages")
#: Levels of headings that the contents list.
LEVELS = (1, 2)
_INDENT = Pt(17)


def add_styles(word: WordDocument) -> None:
    """Add the styles of entries: dots lead to the number of the page at the right margin."""
    section = word.sections[0]
    right = Emu(section.page_width - section.left_margin - section.right_margin)
    for level in LEVELS:
        style = word.styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = word.styles["Normal"]
        form = style.paragraph_format
        form.left_indent, form.right_indent = Emu(_INDENT * (level - 1)), Pt(0)
        form.space_after = Pt(1)
        form.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def add(word: WordDocument, entries: Sequence[tuple[int, int, str]]) -> list[Run]:
    """Add the entries; return the run of each that is to show its page.

    Parameters
    ----------
    entries : sequence of (int, int, str)
        Number of the heading's bookmark, its level, and its text with its number.
    """
    runs = []
    for number, level, text in entries:
        paragraph = word.add_paragraph(style=f"TOC {level}")
        paragraph.add_run(f"{text}\t")
        runs.append(fields.field(paragraph, rf"PAGEREF {name(number)} \h", ""))
        fields.link(paragraph, name(number))
    return runs


def name(number: int) -> str:
    """Return the name of a heading's bookmark."""
    return f"_Toc{number:04d}"


def fingerprint(word: WordDocument) -> str:
    """Return a hash of what decides how pages fall: the body, still without pages, and styles."""
    parts = [etree.tostring(part) for part in (word.element.body, word.styles.element)]
    return hashes.sha256(b"\0".join(parts))[:16]


def fill(runs: Sequence[Run], pages: Sequence[int]) -> None:
    """Let the entries show their pages, where these are known."""
    for run, page in zip(runs, pages, strict=bool(pages)):
        run.text = str(page)


def counted(document: str, language: str, of: str, file: Path = FILE) -> list[int]:
    """Return the pages that LibreOffice counted for the entries; none where the text is another.

    Parameters
    ----------
    of : str
        The :func:`fingerprint` of the file that is being made.

    Raises
    ------
    DataError
        The table of pages is no such table.
    """
    rows = csv.read(file, COLUMNS)
    same = (rows["document"] == document) & (rows["language"] == language) & (rows["set"] == of)
    return [int(page) for pages in rows.loc[same, "pages"] for page in pages.split()]
