"""Tests of ``cohesion/office/word.py``."""

from __future__ import annotations

import csv
import json
import re
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from cohesion import formats
from cohesion.errors import DataError
from cohesion.office import published, word
from cohesion.programme.abbreviations import used
from cohesion.programme.design import load_design
from cohesion.programme.documents import DOCUMENTS, load_document
from cohesion.publishing import stored
from cohesion.translation.catalogue import english

STATES = ["20", "24"]
EVIL = '=HYPERLINK("http://x","y")'


def word_text(path):
    document = docx.Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_word_has_headings_contents_captions_and_repeated_heads(files, name):
    path = files[0] / word.FILES[name]
    document, plan = docx.Document(path), word.spoken(load_document(name), english())
    heads = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert heads[: len(plan.sections)] == [word.shown_heading(x, english()) for x in plan.sections]
    with zipfile.ZipFile(path) as file:
        xml = file.read("word/document.xml").decode()
        styles = file.read("word/styles.xml").decode()
    listed = sum(section.level <= 2 for section in plan.sections) + (heads[-1] == "References")
    assert xml.count(" PAGEREF _Toc") == listed and xml.count("SEQ Table") == len(plan.tables)
    assert xml.count("<w:tblHeader/>") == len(plan.tables) + 1  # and the visas
    assert 'w:lang w:val="en-GB"' in styles
    wide = sum(published.table(table).wide for table in plan.tables)
    landscape = [s for s in document.sections if s.page_width > s.page_height]
    assert wide or not landscape
    assert document.core_properties.title.startswith(plan.title)
    assert "{fact}" not in xml and "{cite" not in xml and "{numref}" not in xml


def test_same_total_in_page_word_excel_csv_and_json(files):
    folder, design = files[0], load_design()
    total = design.budget.envelope.total
    written = formats.euro(total)
    assert stored.fact_text("budget-total") == written
    assert written in word_text(folder / "action-fiche.docx")
    assert written in word_text(folder / word.FILES["taps"])
    book = openpyxl.load_workbook(folder / "budget.xlsx", data_only=True)
    assert book["Inputs"]["B6"].value == total and book["Inputs"]["B16"].value == 0
    rows = list(csv.reader((folder / "data/tab-budget-lines.csv").open(encoding="utf-8")))
    assert int(rows[-1][-1]) == total
    assert sum(int(row[-1]) for row in rows[1:-1]) == total
    data = json.loads((folder / "data/programme.json").read_text(encoding="utf-8"))
    assert sum(line["amount"] for line in data["budget_lines"]) == total
    assert data["quantities"]["budget-total"]["value"] == total


def _shown(cell) -> str:
    """Return what a reader sees in a cell: a number in its format, with its unit."""
    if not isinstance(cell.value, (int, float)):
        return cell.value
    digits, unit = re.fullmatch(r'(?:#,##)?0(?:\.(0+))?(?:"(.*)")?', cell.number_format).groups()
    value = round(cell.value, len(digits or "")) + 0.0
    return f"{value:.{len(digits or '')}f}{unit or ''}".replace("-", "−")


def test_baselines_and_targets_agree_between_word_and_excel(files, targets):
    sheet = openpyxl.load_workbook(files[0] / "indicators.xlsx")["Baselines and targets"]
    document = docx.Document(files[0] / word.FILES["taps"])
    grid = next(
        t for t in document.tables if "Smallest visible change" in [c.text for c in t.rows[0].cells]
    )
    # A number holds to its unit in Word.
    in_word = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in grid.rows[1:]]
    in_excel = [
        [_shown(cell).replace("\u00a0", " ") for cell in row]
        for row in sheet.iter_rows(min_row=4, max_row=3 + len(in_word))
    ]
    assert in_word == in_excel
    assert len(in_word) == len(targets)
    poverty = next(row for row in in_word if row[0] == "O-1" and row[2] == "Oaxaca")
    assert poverty[3] == "67.1 %"  # CONEVAL, as published in 2011


def test_markup_in_the_design_stays_text_in_word():
    document = load_document("tor").model_copy(
        update={"title": "<w:b/>&amp; \x07", "sections": load_document("tor").sections[:1]}
    )
    built = word.build(document)
    assert built.paragraphs[0].text == "<w:b/>&amp; "
    assert "&lt;w:b/&gt;&amp;amp;" in built.element.xml


@pytest.mark.parametrize("name", DOCUMENTS)
def test_headings_count_themselves_and_tables_have_styles(files, name):
    document = docx.Document(files[0] / word.FILES[name])
    for level in (1, 2, 3):
        numbered = document.styles[f"Heading {level}"].element.pPr.find(qn("w:numPr"))
        assert numbered.find(qn("w:numId")).get(qn("w:val")) == word.HEADING_LIST
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith("Heading"):
            assert not re.match(r"^(\d|[A-Z]\.)", paragraph.text), paragraph.text
    used_styles = {
        paragraph.style.name
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        if paragraph.text
    }
    assert used_styles <= {"Table Text", "Table Small", "Table Head"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_of_the_project_or_of_the_template_is_left(files, name):
    path = files[0] / word.FILES[name]
    with zipfile.ZipFile(path) as file:
        names, settings = file.namelist(), file.read("word/settings.xml").decode()
        header = file.read(next(n for n in names if n.startswith("word/header"))).decode()
    assert not [n for n in names if "thumbnail" in n]
    assert 'w:name="compatibilityMode"' in settings and 'w:val="15"' in settings
    assert "version" in header and "June 2012" in header
    text = word_text(path)
    assert "data/programme" not in text and "programme design (" not in text
    assert "Visas" in text and "Signature" in text


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("Partes interesadas", "3.5 Partes interesadas"),
        ("Parte A: Marco", "Parte A: Marco"),
        ("Objetivos", "3.5 Objetivos"),
    ],
)
def test_contents_number_every_heading_that_bears_no_number_of_its_own(spoken, heading, shown):
    section = (
        load_document("fiche").sections[0].model_copy(update={"id": "3.5", "heading": heading})
    )
    assert word.listed(section, spoken()) == shown


def test_a_section_out_of_order_is_refused():
    plan = load_document("taps")
    wrong = [x for x in plan.sections if x.id != "2.1"]
    with pytest.raises(DataError, match="section '2.2' would be numbered 2.1"):
        word.check_numbers(plan.model_copy(update={"sections": wrong}))


def test_abbreviations_are_those_that_the_text_uses():
    found = [item.short for item in used("AMEXCID signs the CFE; CFEX and amexcid are no words.")]
    assert found == ["AMEXCID", "CFE"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("32.2 points", "32.2\u00a0points"),
        ("1,200 puntos", "1,200\u00a0puntos"),
        ("not behind", "not behind"),
        ("12 months at most", "12 months at most"),
    ],
)
def test_a_number_and_its_unit_stay_on_one_line(text, shown):
    assert word._measured(text) == shown


def test_a_table_after_a_landscape_one_shares_its_page(files):
    document = docx.Document(files[0] / "technical-administrative-provisions.docx")
    breaks = document.element.body.xpath(".//w:sectPr")
    turned = [one.xpath("./w:pgSz/@w:orient") == ["landscape"] for one in breaks]
    assert True in turned and len(breaks) < 14


def test_references_are_in_the_order_of_the_alphabet(files):
    document = docx.Document(files[0] / "action-fiche.docx")
    texts = [paragraph.text for paragraph in document.paragraphs]
    works = texts[texts.index("References") + 1 :]
    assert len(works) > 5 and works == sorted(works, key=str.casefold)
    assert not any("--" in text or "scribd" in text for text in works)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_list_of_references_holds_every_work_of_texts_and_tables(files, name):
    plan, document = load_document(name), docx.Document(files[0] / word.FILES[name])
    texts = [paragraph.text for paragraph in document.paragraphs]
    keys = word.works(plan)
    listed = texts[texts.index("References") + 1 :] if keys else []
    assert len(listed) == len(keys)
    # Two works with one mark could not be told apart in the text.
    marks = [text.split("). ")[0] for text in listed]
    assert len(set(marks)) == len(marks)
    assert not re.search(r"/20(1[3-9]|2[0-9])/", " ".join(listed))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_captions_end_and_quarters_hold_together(files, name):
    document = docx.Document(files[0] / word.FILES[name])
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Caption":
            assert paragraph.text.endswith(".") and not paragraph.text.endswith("..")
    for table in document.tables:
        for cell in table._tbl.iter(qn("w:tc")):
            shown = "".join(text.text or "" for text in cell.iter(qn("w:t")))
            assert not re.search(r"20[0-9]{2}-[QT][1-4]", shown)


def test_numbers_among_texts_stand_on_their_side(files):
    document = docx.Document(files[0] / "technical-administrative-provisions.docx")
    for table in document.tables:
        for column in table.columns:
            sides = {cell.paragraphs[0].alignment for cell in column.cells[1:] if cell.text}
            assert len(sides) <= 1, column.cells[0].text


def test_each_profile_begins_on_a_page_of_its_own(files):
    document = docx.Document(files[0] / "state-profiles.docx")
    heads = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [bool(p.paragraph_format.page_break_before) for p in heads] == [False, True, True, True]
