"""Word files of the documents: real headings, numbered captions, contents, landscape matrices."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from cohesion import formats, paths
from cohesion.errors import DataError
from cohesion.markup import ROLE, blocks, cited_keys, runs
from cohesion.office import archive, columns, contents, fields, published, reading
from cohesion.office.published import PublishedTable
from cohesion.office.reading import filled, work
from cohesion.office.sheets import edition_line
from cohesion.programme.abbreviations import used
from cohesion.programme.documents import Document, Section, load_document
from cohesion.translation.catalogue import Catalogue, english
from cohesion.translation.numbers import without_commas

BLUE, GREY = RGBColor(0x00, 0x33, 0x66), RGBColor(0x55, 0x55, 0x55)
FONT = "Arial"
FILES = {
    "fiche": "action-fiche.docx",
    "taps": "technical-administrative-provisions.docx",
    "tor": "terms-of-reference.docx",
    "applicants": "guidelines-for-applicants.docx",
    "summary": "summary.docx",
    "profile_pages": "state-profiles.docx",
}
#: Paragraph styles of tables and front matter, with their size in points.
TEXT_STYLES = {
    "Table Text": 9,
    "Table Small": 8,
    "Table Head": 8.5,
    "Table Note": 8,
    "Contents Heading": 13,
}
#: Number of the list of headings; the template uses none as high.
HEADING_LIST = "77"
#: So many abbreviations fit below the contents; more begin the page of the text.
_FEW = 8
_PAGE, _MARGIN = (Cm(21.0), Cm(29.7)), Cm(2.2)
#: The hyphen of a quarter, at which no line may end: 2013-Q3.
_QUARTER = re.compile("(?<=[0-9]{4})-(?=[QT][1-4])")
# Characters that XML 1.0 cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(name: str, target: Path, words: Catalogue | None = None) -> Path:
    """Build one document of the programme as a Word file and return its path."""
    buffer = io.BytesIO()
    build(load_document(name), words).save(buffer)
    archive.normalise(buffer.getvalue(), target)
    return target


def build(document: Document, words: Catalogue | None = None) -> WordDocument:
    """Return the Word document: title, contents, sections with tables, references."""
    words = words or english()
    word, pages = without_pages(document, words)
    of = contents.fingerprint(word)
    contents.fill(pages, contents.counted(document.id, words.locale, of))
    return word


def without_pages(document: Document, words: Catalogue) -> tuple[WordDocument, list[Run]]:
    """Return the Word document and the runs of its contents that are to show a page."""
    keys = works(document)
    words = replace(words, letters=reading.letters(keys))
    check_numbers(document)
    parts = in_parts(document)
    document = spoken(document, words)
    word = docx.Document()
    _set_up(word, document, words, parts=parts)
    _title(word, document, words)
    tables = {name: published.table(name, words) for name in document.tables}
    table_word = words.text("Table")
    numbers = {name: f"{table_word} {n}" for n, name in enumerate(tables, start=1)}
    pages = _contents(word, document, words)
    _abbreviations(word, document, tables, words)
    for index, section in enumerate(document.sections):
        placed = [tables[table] for table in section.tables]
        # A heading with little text goes onto the landscape page of its matrix.
        is_short = len(section.text.split()) < 40
        _turn(word, landscape=bool(placed) and needs_landscape(placed[0]) and is_short)
        heading = _paragraph(word, f"Heading {section.level}", clean(shown_heading(section, words)))
        if not is_numbered(section, words):
            _unnumbered(heading)
        # Of profiles, each is a sheet to hand over.
        heading.paragraph_format.page_break_before = document.id == "profile_pages" and index > 0
        fields.bookmark(heading, contents.name(index), index)
        for kind, text in blocks(filled(section.text, words, numbers)):
            style = {"p": "", "li": "List Bullet", "h": "Heading 4"}[kind]
            paragraph = _paragraph(word, style)
            paragraph.paragraph_format.keep_with_next = bool(placed) and is_short or None
            _write(paragraph, text)
        for position, name in enumerate(section.tables):
            # A table after a landscape one shares its page.
            stays = position > 0 and word.sections[-1].orientation == WD_ORIENT.LANDSCAPE
            if not stays:
                _turn(word, landscape=needs_landscape(tables[name]))
            _table(word, tables[name], numbers[name], words)
    _references(word, keys, len(document.sections), words)
    return word, pages


def works(document: Document) -> list[str]:
    """Return the keys of the works that a document cites, in its texts and in its tables."""
    found = [key for section in document.sections for key in cited_keys(section.text)]
    found += [key for name in document.tables for key in published.works(name)]
    return sorted(set(found))


_PART = re.compile(r"^Part [A-Z]: ")


def spoken(document: Document, words: Catalogue) -> Document:
    """Return a document in the language of the look-up, its language set to it."""
    sections = [
        section.model_copy(
            update={"heading": _heading(section.heading, words), "text": words.prose(section.text)}
        )
        for section in document.sections
    ]
    head = {name: clean(words.text(getattr(document, name))) for name in _HEAD}
    keywords = [words.text(keyword) for keyword in document.keywords]
    return document.model_copy(
        update=head | {"sections": sections, "keywords": keywords, "language": words.locale}
    )


def _heading(heading: str, words: Catalogue) -> str:
    """Return a heading in the language of the look-up; a name that is a fact is no text."""
    return filled(heading if ROLE.fullmatch(heading) else words.text(heading), words)


_HEAD = ("title", "subtitle", "subject")


def is_numbered(section: Section, words: Catalogue) -> bool:
    """Whether a heading takes part in the automatic numbers; an appendix carries its own."""
    return not section.heading.startswith(words.text("Appendix"))


def in_parts(document: Document) -> bool:
    """Whether the first level of a document is lettered parts."""
    return any(_PART.match(section.heading) for section in document.sections)


def shown_heading(section: Section, words: Catalogue) -> str:
    """Return a heading without the number or letter that the list of headings gives it."""
    return re.sub(rf"^{words.text('Part')} [A-Z]: ", "", section.heading)


def listed(section: Section, words: Catalogue) -> str:
    """Return a heading as the contents list it: with its number, where none is part of it."""
    # The whole word: "Partes interesadas" is no "Parte".
    own = "|".join(re.escape(words.text(word)) for word in ("Appendix", "Part"))
    numbered = re.match(rf"(?:{own})\b", section.heading)
    return section.heading if numbered else f"{section.id} {section.heading}"


def check_numbers(document: Document) -> None:
    """Refuse sections whose ids are not what an automatic list of headings would count.

    Raises
    ------
    DataError
        Naming the section and the number that Word would give it.
    """
    counts = [0, 0, 0]
    for section in document.sections:
        if not is_numbered(section, english()):
            continue
        counts[section.level - 1] += 1
        counts[section.level :] = [0] * (3 - section.level)
        first = chr(ord("A") + counts[0] - 1) if in_parts(document) else str(counts[0])
        number = ".".join([first, *map(str, counts[1 : section.level])])
        if number != section.id:
            raise DataError(
                f"section '{section.id}' would be numbered {number}.",
                file=paths.PROGRAMME / f"{document.id}.yml",
                row=section.id,
                cure="Number sections one after the other, in the order of the file.",
            )


def needs_landscape(table: PublishedTable) -> bool:
    """Whether a table is too wide for a page upright: many columns, or columns of long texts."""
    texts = [max((len(row[k]) for row in table.rows), default=0) for k in range(len(table.heads))]
    return table.wide and (len(table.heads) > 7 or sum(length > 60 for length in texts) > 2)


def clean(text: str) -> str:
    """Take out characters that a Word file cannot hold."""
    return _CONTROL.sub("", text)


def _write(paragraph: Paragraph, text: str) -> None:
    for piece, style in runs(clean(text)):
        run = paragraph.add_run(piece)
        run.bold = style == "bold" or None
        run.italic = style == "italic" or None


def _set_up(word: WordDocument, document: Document, words: Catalogue, *, parts: bool) -> None:
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
    for name, size in TEXT_STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = normal, Pt(size)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1.5)
    styles["Table Head"].font.bold = True
    styles["Table Note"].font.color.rgb = GREY
    styles["Table Note"].paragraph_format.space_before = Pt(3)
    styles["Table Note"].paragraph_format.space_after = Pt(6)
    front = styles["Contents Heading"]
    front.font.bold, front.font.color.rgb = True, BLUE
    front.paragraph_format.keep_with_next = True
    front.paragraph_format.space_before, front.paragraph_format.space_after = Pt(12), Pt(4)
    contents.add_styles(word)
    for name in ("Header", "Footer"):
        styles[name].font.size, styles[name].font.color.rgb = Pt(8), GREY
    _number_headings(word, words.text("Part") if parts else "")
    _modern(word)
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
    properties.author = properties.last_modified_by = words.text("Formulation mission")
    properties.language, properties.comments = document.language, ""
    properties.category = words.text("Draft")
    properties.revision = 1
    properties.created = properties.modified = archive.timestamp()
    _without_old_styles(word)


def _without_old_styles(word: WordDocument) -> None:
    """Drop the second copy of the styles, which the template keeps for Word 2007 only."""
    for key, relation in list(word.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            word.part.drop_rel(key)


def _title(word: WordDocument, document: Document, words: Catalogue) -> None:
    title = _paragraph(word, "Title")
    title.add_run(document.title)
    subtitle = _paragraph(word, "Subtitle")
    subtitle.add_run(document.subtitle)
    word.add_paragraph(
        f"{edition_line(words)}. "
        + words.text(
            "Draft of the formulation mission. Amounts are planning assumptions. "
            "Figures come from the formulation report of the same date."
        )
    )
    _visa(word, words)
    section = word.sections[0]
    header = section.header.paragraphs[0]
    header.text = f"{document.title} · {document.subtitle}"
    stamp = section.header.add_paragraph(edition_line(words), style="Header")
    stamp.paragraph_format.space_after = Pt(6)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run(words.text("Page") + " ")
    fields.field(footer, "PAGE", "1")
    footer.add_run(f" {words.text('of')} ")
    fields.field(footer, "NUMPAGES", "1")


def _contents(word: WordDocument, document: Document, words: Catalogue) -> list[Run]:
    """Add the contents; return the run of each entry that is to show its page."""
    _paragraph(word, "Contents Heading", words.text("Contents"))
    entries = [
        (index, section.level, clean(listed(section, words)))
        for index, section in enumerate(document.sections)
        if section.level in contents.LEVELS
    ]
    if works(document):
        entries.append((len(document.sections), 1, words.text("References")))
    return contents.add(word, entries)


def _table(word: WordDocument, table: PublishedTable, number: str, words: Catalogue) -> None:
    """Add a table with caption and source on a page as it lies."""
    caption = _paragraph(word, "Caption")
    caption.add_run(words.text("Table") + " ")
    fields.field(caption, rf"SEQ {words.text('Table')} \* ARABIC", number.split()[-1])
    caption.add_run(f". {clean(table.caption).rstrip('.')}.")
    section = word.sections[-1]
    room = Emu(section.page_width - section.left_margin - section.right_margin).pt
    size = TEXT_STYLES["Table Small" if table.wide else "Table Text"]
    lines = [table.heads, *([_measured(text) for text in row] for row in table.rows)]
    head = TEXT_STYLES["Table Head"]
    shares = columns.shared(lines[0], lines[1:], size, room, head)
    widths = [Pt(width) for width in shares]
    sides = _sides(table)
    grid = word.add_table(rows=1 + len(table.rows), cols=len(table.heads))
    grid.style, grid.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    _describe(grid, table)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for number, (row, texts) in enumerate(zip(grid.rows, lines, strict=True)):
        bold = number == 0 or texts[0] == "Total"
        for position, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            right = sides[position]
            _cell(cell, text, small=table.wide, bold=bold, right=right, head=not number)
            cell.width = widths[position]
        _row_property(row, "w:cantSplit")
    _row_property(grid.rows[0], "w:tblHeader")
    source = f"{words.text('Source:')} {table.publications}." if table.publications else ""
    parts = [clean(part) for part in (table.notes, source) if part]
    note = _paragraph(word, "Table Note", " ".join(parts))
    if any("†" in text for row in [table.heads, *table.rows] for text in row):
        note.add_run(" " * bool(parts) + words.text(published.DAGGER))


def _paragraph(word: WordDocument, style: str, text: str = "") -> Paragraph:
    """Add a paragraph in a style, or in that of the text for ''."""
    paragraph = word.add_paragraph(text)
    if style:
        _style(paragraph, style)
    return paragraph


def _style(paragraph: Paragraph, name: str) -> None:
    # By its id: python-docx looks through all styles of the template for each name it is given.
    paragraph._p.style = name.replace(" ", "")


def _measured(text: str) -> str:
    """Return a cell whose number and unit no line parts: '32.2 points'."""
    number, _, unit = text.partition(" ")
    return f"{number}{formats.NBSP}{unit}" if unit.isalpha() and _is_number(number) else text


def _is_number(text: str) -> bool:
    return formats.looks_numeric(without_commas(text))


def _sides(table: PublishedTable) -> list[bool]:
    """Return for each column whether it stands on the right: its cells are numbers and dashes."""
    pairs = zip(table.numeric, zip(*table.rows, strict=True), strict=True)
    return [
        numeric or formats.column_of_numbers(list(map(without_commas, cells)))
        for numeric, cells in pairs
    ]


def _cell(
    cell: _Cell, text: str, *, small: bool, bold: bool, right: bool = False, head: bool = False
) -> None:
    paragraph = cell.paragraphs[0]
    _style(paragraph, "Table Head" if head else "Table Small" if small else "Table Text")
    run = paragraph.add_run()
    for number, piece in enumerate(_QUARTER.split(clean(text))):
        if number:
            run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(piece)
    run.bold = bold and not head or None
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if head:
        shade = OxmlElement("w:shd")
        for attribute, value in (("val", "clear"), ("color", "auto"), ("fill", "DCE6F1")):
            shade.set(qn(f"w:{attribute}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _describe(grid: Table, table: PublishedTable) -> None:
    """Give a table a title and a description for readers who do not see it."""
    texts = ("w:tblCaption", table.caption), ("w:tblDescription", table.notes or table.caption)
    for tag, text in texts:
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


def _visa(word: WordDocument, words: Catalogue) -> None:
    """Add the block in which those who check and sign write; it is empty until they do."""
    _paragraph(word, "Contents Heading", words.text("Visas"))
    heads = [words.text(head) for head in ("", "Name", "Function", "Date", "Signature")]
    bodies = ("Prepared by", "Quality control", "European Union", "Mexico")
    rows = [words.text(body) for body in bodies]
    grid = word.add_table(rows=1 + len(rows), cols=len(heads))
    grid.style = "Table Grid"
    for cell, text in zip(grid.rows[0].cells, heads, strict=True):
        _cell(cell, text, small=False, bold=True, head=True)
    for row, text in zip(grid.rows[1:], rows, strict=True):
        _cell(row.cells[0], text, small=False, bold=False)
        row.height = Cm(0.8)
    _row_property(grid.rows[0], "w:tblHeader")
    for tag, text in (("w:tblCaption", "Visas"), ("w:tblDescription", "Empty until signature")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), words.text(text))
        grid._tbl.tblPr.append(element)


def _abbreviations(
    word: WordDocument,
    document: Document,
    tables: dict[str, PublishedTable],
    words: Catalogue,
) -> None:
    """List the abbreviations that the document uses, before the page of the text or at its head."""
    texts = [filled(section.text, words) for section in document.sections]
    for table in tables.values():
        texts += [table.caption, table.notes, table.publications, *table.heads]
        texts += [text for row in table.rows for text in row]
    found = used(" ".join(texts), words.language)
    is_long = len(found) > _FEW
    if is_long:
        word.add_page_break()
    if found:
        _paragraph(word, "Contents Heading", words.text("Abbreviations"))
    for item in found:
        line = _paragraph(word, "Table Text")
        line.add_run(item.short).bold = True
        first, other = (item.es, "") if words.language == "es" else (item.en, item.es)
        line.add_run(f"\t{clean(first)}")
        if other and other != first:
            line.add_run(f" ({clean(other)})")
        line.paragraph_format.tab_stops.add_tab_stop(Cm(2.6))
        line.paragraph_format.left_indent = Cm(2.6)
        line.paragraph_format.first_line_indent = Cm(-2.6)
    if not is_long:
        word.add_page_break()


def _number_headings(word: WordDocument, parts: str) -> None:
    """Give Heading 1 to 3 the numbers of one list of several levels, as Word itself does.

    The first level counts in figures or, for a document in parts, in letters after the word that
    ``parts`` gives.
    """
    numbering = word.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), HEADING_LIST)
    several = OxmlElement("w:multiLevelType")
    several.set(qn("w:val"), "multilevel")
    abstract.append(several)
    for level in range(3):
        entry = OxmlElement("w:lvl")
        entry.set(qn("w:ilvl"), str(level))
        text = ".".join(f"%{k + 1}" for k in range(level + 1))
        if parts and level == 0:
            text = f"{parts} %1:"
        for tag, value in (
            ("w:start", "1"),
            ("w:numFmt", "upperLetter" if parts and level == 0 else "decimal"),
            ("w:pStyle", f"Heading{level + 1}"),
            ("w:lvlText", text),
            ("w:lvlJc", "left"),
        ):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            entry.append(element)
        properties, indent = OxmlElement("w:pPr"), OxmlElement("w:ind")
        hanging = "1134" if parts and level == 0 else "567" if level == 0 else "737"
        indent.set(qn("w:left"), hanging)
        indent.set(qn("w:hanging"), hanging)
        properties.append(indent)
        entry.append(properties)
        abstract.append(entry)
    # All definitions of lists stand before the lists that use them.
    first = numbering.find(qn("w:num"))
    first.addprevious(abstract) if first is not None else numbering.append(abstract)
    used_list = OxmlElement("w:num")
    used_list.set(qn("w:numId"), HEADING_LIST)
    reference_ = OxmlElement("w:abstractNumId")
    reference_.set(qn("w:val"), HEADING_LIST)
    used_list.append(reference_)
    numbering.append(used_list)
    for level in range(3):
        properties = word.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        properties.append(_list_properties(level, HEADING_LIST))


def _list_properties(level: int, number: str) -> OxmlElement:
    properties = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", str(level)), ("w:numId", number)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        properties.append(element)
    return properties


def _unnumbered(heading: Paragraph) -> None:
    """Take a heading out of the list: number 0 is none."""
    properties = heading._p.get_or_add_pPr()
    properties.append(_list_properties(0, "0"))
    heading.paragraph_format.left_indent = Cm(0)
    heading.paragraph_format.first_line_indent = Cm(0)


def _modern(word: WordDocument) -> None:
    """Take out the template's picture and the mode of an older Word."""
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    settings = word.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compatibility, mode = OxmlElement("w:compat"), OxmlElement("w:compatSetting")
    for attribute, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        mode.set(qn(f"w:{attribute}"), value)
    compatibility.append(mode)
    # The order of settings is fixed: this one stands before the variables and the rest.
    after = settings.find(qn("w:rsids"))
    after.addprevious(compatibility) if after is not None else settings.append(compatibility)


def _references(word: WordDocument, keys: list[str], number: int, words: Catalogue) -> None:
    """Add the works under a heading that has the bookmark ``number``."""
    if not keys:
        return
    _turn(word, landscape=False)
    heading = _paragraph(word, "Heading 1", words.text("References"))
    _unnumbered(heading)
    fields.bookmark(heading, contents.name(number), number)
    for text in sorted({work(key, words) for key in keys}, key=str.casefold):
        paragraph = word.add_paragraph(clean(text))
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.first_line_indent = Cm(-0.8)
