"""Fields and bookmarks of Word files: what Word and LibreOffice count themselves."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def field(paragraph: Paragraph, instruction: str, shown: str) -> Run:
    """Add a field and return the run that shows its result until it is counted again.

    No field is marked as out of date: Word would ask whoever opens the file whether "fields that
    may refer to other files" are to be updated.
    """
    _mark(paragraph, "begin")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)
    _mark(paragraph, "separate")
    result = paragraph.add_run(shown)
    _mark(paragraph, "end")
    return result


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put a bookmark round the text of a paragraph."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            element.set(qn("w:name"), name)
            paragraph._p.insert(0 if paragraph._p.pPr is None else 1, element)
        else:
            paragraph._p.append(element)


def link(paragraph: Paragraph, name: str) -> None:
    """Make all that a paragraph holds one link to a bookmark."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("w:anchor"), name)
    element.set(qn("w:history"), "1")
    for run in paragraph._p.findall(qn("w:r")):
        element.append(run)
    paragraph._p.append(element)


def _mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)
