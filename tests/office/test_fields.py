"""Tests of ``cohesion/office/fields.py``."""

from __future__ import annotations

import docx
from docx.oxml.ns import qn

from cohesion.office import fields


def tags(paragraph):
    return [child.tag.split("}")[1] for child in paragraph._p]


def test_a_field_holds_its_instruction_and_what_is_shown_and_is_not_marked_as_out_of_date():
    paragraph = docx.Document().add_paragraph()
    result = fields.field(paragraph, r"PAGEREF _Toc0001 \h", "7")
    kinds = [mark.get(qn("w:fldCharType")) for mark in paragraph._p.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert [text.text for text in paragraph._p.iter(qn("w:instrText"))] == [
        r" PAGEREF _Toc0001 \h "
    ]
    assert result.text == paragraph.text == "7"
    assert not [mark for mark in paragraph._p.iter() if mark.get(qn("w:dirty"))]


def test_a_bookmark_stands_round_the_text_and_after_the_properties():
    document = docx.Document()
    heading, plain = document.add_heading("Rationale", level=1), document.add_paragraph("text")
    fields.bookmark(heading, "_Toc0003", 3)
    fields.bookmark(plain, "_Toc0004", 4)
    assert tags(heading) == ["pPr", "bookmarkStart", "r", "bookmarkEnd"]
    assert tags(plain) == ["bookmarkStart", "r", "bookmarkEnd"]
    start, end = heading._p[1], heading._p[3]
    assert start.get(qn("w:name")) == "_Toc0003"
    assert start.get(qn("w:id")) == end.get(qn("w:id")) == "3"


def test_a_link_takes_in_all_runs_and_keeps_their_order():
    document = docx.Document()
    paragraph = document.add_paragraph("1 Rationale\t", style="List Bullet")
    fields.field(paragraph, "PAGEREF _Toc0003", "2")
    fields.link(paragraph, "_Toc0003")
    assert tags(paragraph) == ["pPr", "hyperlink"]
    assert paragraph._p[1].get(qn("w:anchor")) == "_Toc0003"
    assert "".join(text.text or "\t" for text in paragraph._p.iter(qn("w:t"), qn("w:tab"))) == (
        "1 Rationale\t2"
    )
