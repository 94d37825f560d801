"""Word files of the documents: real headings, numbered captions, contents, landscape matrices."""

from __future__ import annotations

import io
import re
from pathlib import Path

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from cohesion import formats
from cohesion.files.bibliography import reference
from cohesion.markup import blocks, cited_keys, runs
from cohesion.office import archive, published
from cohesion.office.published import PublishedTable
from cohesion.programme.documents import Document, load_document
from cohesion.publishing.readable import plain_text

BLUE, GREY = RGBColor(0x00, 0x33, 0x66), RGBColor(0x55, 0x55, 0x55)
FONT = "Arial"
FILES = {
    "fiche": "action-fiche.docx",
    "taps": "technical-administrative-provisions.docx",
    "tor": "terms-of-reference.docx",
}
_PAGE, _MARGIN = (Cm(21.0), Cm(29.7)), Cm(2.2)
# Characters that XML 1.0 cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(name: str, folder: Path) -> Path:
    """Build one document of the programme as a Word file and return its path."""
    document = load_document(name)
    target = folder / FILES[name]
    buffer = io.BytesIO()
    build(document).save(buffer)
    archive.normalise(buffer.getvalue(), target)
    return target


def build(document: Document) -> WordDocument:
    """Return the Word document: title, contents, sections with tables, references."""
    head = {name: clean(getattr(document, name)) for name in ("title", "subtitle", "subject")}
    document = document.model_copy(update=head)
    word = new_document()
    _set_up(word, document)
    _title(word, document)
    tables = {name: published.table(name) for name in document.tables}
    numbers = {name: f"Table {n}" for n, name in enumerate(tables, start=1)}
    _contents(word, document)
    for index, section in enumerate(document.sections):
        placed = [tables[table] for table in section.tables]
        # A heading with little text goes onto the landscape page of its matrix.
        is_short = len(section.text.split()) < 40
        _turn(word, landscape=bool(placed) and placed[0].wide and is_short)
        heading = word.add_heading(clean(section.title), level=section.level)
        _bookmark(heading, f"_Toc{index:04d}", index)
        for kind, text in blocks(plain_text(section.text, numbers=numbers)):
            style = {"p": None, "li": "List Bullet", "h": "Heading 4"}[kind]
            paragraph = word.add_paragraph(style=style)
            paragraph.paragraph_format.keep_with_next = bool(placed) and is_short or None
            _write(paragraph, text)
        for name in section.tables:
            _table(word, tables[name], numbers[name])
    _references(word, document)
    return word


def clean(text: str) -> str:
    """Take out characters that a Word file cannot hold."""
    return _CONTROL.sub("", text)


def _write(paragraph: Paragraph, text: str) -> None:
    for piece, style in runs(clean(text)):
        run = paragraph.add_run(piece)
        run.bold = style == "bold" or None
        run.italic = style == "italic" or None


def _set_up(word: WordDocument, document: Document) -> None:
    """Set page, styles, language and properties."""
    section = word.sections[0]
    section.page_width, section.page_height = _PAGE
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, _MARGIN)
    styles = word.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(6)
    sizes = {"Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5, "Heading 4": 10.5}
    for name, size in (sizes | {"Title": 24, "Subtitle": 12}).items():
        style = styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = GREY if name == "Subtitle" else BLUE
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)
        style.paragraph_format.keep_with_next = name in sizes
    caption = styles["Caption"]
    caption.font.name, caption.font.size, caption.font.color.rgb = FONT, Pt(9.5), BLUE
    caption.paragraph_format.keep_with_next = True
    language = OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), document.language)
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    run_properties = defaults.find(qn("w:rPr"))
    for old in run_properties.findall(qn("w:lang")):
        run_properties.remove(old)
    run_properties.append(language)
    properties = word.core_properties
    properties.title = f"{document.title}: {document.subtitle}"
    properties.subject, properties.keywords = document.subject, clean(", ".join(document.keywords))
    properties.author, properties.last_modified_by = "Formulation mission", "Formulation mission"
    properties.language, properties.comments, properties.category = document.language, "", "Draft"
    properties.revision = 1
    properties.created = properties.modified = archive.timestamp()


def _title(word: WordDocument, document: Document) -> None:
    title = word.add_paragraph(style="Title")
    title.add_run(document.title)
    subtitle = word.add_paragraph(style="Subtitle")
    subtitle.add_run(document.subtitle)
    word.add_paragraph(
        f"Draft of the formulation mission, {archive.timestamp():%-d %B %Y}. Amounts are planning "
        "assumptions. Figures come from the formulation report of the same date."
    )
    section = word.sections[0]
    header = section.header.paragraphs[0]
    header.text = f"{document.title} · {document.subtitle}"
    header.runs[0].font.size, header.runs[0].font.color.rgb = Pt(8.5), GREY
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run("Page ")
    _field(footer, "PAGE", "1")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES", "1")
    for run in footer.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), GREY


def _contents(word: WordDocument, document: Document) -> None:
    """Add a contents field that holds the headings until Word fills in the pages."""
    head = word.add_paragraph("Contents")
    head.runs[0].bold, head.runs[0].font.size, head.runs[0].font.color.rgb = True, Pt(13), BLUE
    shown = [(i, section) for i, section in enumerate(document.sections) if section.level <= 2]
    for position, (index, section) in enumerate(shown):
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.6 * (section.level - 1))
        paragraph.paragraph_format.space_after = Pt(1)
        if position == 0:
            _mark(paragraph, "begin", dirty=True)
            _instruction(paragraph, r'TOC \o "1-2" \h \z \u')
            _mark(paragraph, "separate")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"_Toc{index:04d}")
        link.append(paragraph.add_run(clean(section.title))._r)
        paragraph._p.append(link)
        if position == len(shown) - 1:
            _mark(paragraph, "end")
    word.add_page_break()


def _table(word: WordDocument, table: PublishedTable, number: str) -> None:
    """Add a table with caption and source; a wide one on landscape pages of its own."""
    _turn(word, landscape=table.wide)
    caption = word.add_paragraph(style="Caption")
    caption.add_run("Table ")
    _field(caption, r"SEQ Table \* ARABIC", number.split()[-1])
    caption.add_run(f". {clean(table.caption)}")
    section = word.sections[-1]
    available = section.page_width - section.left_margin - section.right_margin
    widths = column_widths(table, available)
    grid = word.add_table(rows=1 + len(table.rows), cols=len(table.heads))
    grid.style, grid.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    _describe(grid, table)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    size = Pt(8 if table.wide else 9)
    for number, (row, texts) in enumerate(zip(grid.rows, [table.heads, *table.rows], strict=True)):
        bold = number == 0 or texts[0] == "Total"
        for position, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            right = number > 0 and (table.numeric[position] or formats.looks_numeric(text))
            _cell(cell, text, size, bold=bold, right=right, fill="" if number else "DCE6F1")
            cell.width = widths[position]
        _row_property(row, "w:cantSplit")
    _row_property(grid.rows[0], "w:tblHeader")
    note = word.add_paragraph()
    note.paragraph_format.space_before = Pt(3)
    parts = [clean(part) for part in (table.notes, f"Source: {table.sources}.") if part]
    run = note.add_run(" ".join(parts))
    run.font.size, run.font.color.rgb = Pt(8), GREY


def column_widths(table: PublishedTable, available: int) -> list[int]:
    """Share the width of the page between columns: no word is cut, long texts get the rest."""
    size = 8 if table.wide else 9
    least, wishes = [], []
    for position, head in enumerate(table.heads):
        texts = [head, *(row[position] for row in table.rows)]
        # Lines end at spaces; amounts hold together by their no-break spaces.
        pieces = [piece for text in texts for piece in re.split(r"[ /]", text)]
        # Bold capitals take about 0.62 of the type size; 12 points of padding per cell.
        least.append(Pt(min(max(map(len, pieces)), 24) * size * 0.62 + 12))
        wishes.append(sum(map(len, texts)) / len(texts))
    spare = max(0, available - sum(least))
    scale = min(1.0, available / sum(least))
    return [
        int(minimum * scale + spare * wish / sum(wishes))
        for minimum, wish in zip(least, wishes, strict=True)
    ]


def _cell(
    cell: _Cell, text: str, size: Pt, *, bold: bool, right: bool = False, fill: str = ""
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(clean(text))
    run.font.size, run.bold = size, bold or None
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if fill:
        shade = OxmlElement("w:shd")
        for attribute, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            shade.set(qn(f"w:{attribute}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _describe(grid: Table, table: PublishedTable) -> None:
    """Give a table a title and a description for readers who do not see it."""
    for tag, text in (("w:tblCaption", table.name), ("w:tblDescription", table.caption)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), clean(text))
        grid._tbl.tblPr.append(element)


def _row_property(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _turn(word: WordDocument, *, landscape: bool) -> None:
    """Start a page of the wanted orientation, unless the current one has it."""
    wanted = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    if word.sections[-1].orientation == wanted:
        return
    section = word.add_section(WD_SECTION.NEW_PAGE)
    short, long = _PAGE
    section.orientation = wanted
    section.page_width, section.page_height = (long, short) if landscape else (short, long)


def _references(word: WordDocument, document: Document) -> None:
    keys = sorted({key for section in document.sections for key in cited_keys(section.text)})
    if not keys:
        return
    _turn(word, landscape=False)
    word.add_heading("References", level=1)
    for key in keys:
        paragraph = word.add_paragraph(clean(reference(key)))
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.first_line_indent = Cm(-0.8)


def _field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    _mark(paragraph, "begin")
    _instruction(paragraph, instruction)
    _mark(paragraph, "separate")
    paragraph.add_run(shown)
    _mark(paragraph, "end")


def _mark(paragraph: Paragraph, kind: str, *, dirty: bool = False) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)


def _instruction(paragraph: Paragraph, text: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {text} "
    paragraph.add_run()._r.append(instruction)


def _bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            element.set(qn("w:name"), name)
        paragraph._p.append(element)
