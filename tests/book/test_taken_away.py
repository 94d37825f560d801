"""What is taken away from the built book works where it is opened."""

from __future__ import annotations

import json
import re

import docx
import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from cohesion.office import sheets
from cohesion.office.columns import one_line
from tests.book.conftest import PAGES
from tests.tools.each import each

pytestmark = pytest.mark.skipif(
    not (PAGES / ".nojekyll").exists(), reason="there is no book of the present code: run make book"
)
NOTEBOOKS = sorted((PAGES / "_notebooks").glob("*.ipynb"))
DOCUMENTS = sorted((PAGES / "_files").glob("*.docx"))
WORKBOOKS = sorted((PAGES / "_files").glob("*.xlsx"))
#: Capital letters that are no abbreviation: Roman numbers, and a name that stands in full beside.
_NO_ABBREVIATION = re.compile(r"[IVX]+|SEDESOH")
_PLACEHOLDER = re.compile(r"\{(published|fact|cell)\}")


def test_hosts_that_hide_folders_show_all_of_the_book():
    """Jekyll leaves out what begins with an underscore, unless this empty file says otherwise."""
    assert (PAGES / ".nojekyll").read_bytes() == b""
    assert [folder for folder in PAGES.glob("_*") if folder.is_dir()]


@each(NOTEBOOKS, name=lambda file: file.stem)
def test_a_downloaded_notebook_holds_what_its_page_shows(file):
    content = json.loads(file.read_text("utf-8"))
    cells = content["cells"]
    assert cells
    outputs = [out for cell in cells for out in cell.get("outputs", ())]
    shown = json.dumps([out.get("data", out.get("text", "")) for out in outputs])
    prose = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    for text in (shown, prose):
        found = _PLACEHOLDER.search(text)
        assert found is None, text[max(0, found.start() - 60) : found.end() + 60]


def test_no_table_as_csv_holds_what_only_a_page_understands():
    for file in sorted((PAGES / "_tables").glob("*.csv")):
        text = file.read_text("utf-8-sig")
        found = re.search(r"\{(fact|cell|cite:[pt]|numref|doc)\}`|\]\{\.", text)
        assert found is None, f"{file.name}: {text[found.start() - 60 : found.end() + 60]}"


def test_some_notebook_holds_tables_and_pictures():
    text = "".join(file.read_text("utf-8") for file in NOTEBOOKS)
    assert "<table" in text and ("image/svg+xml" in text or "image/png" in text)


@each(WORKBOOKS, name=lambda file: file.stem)
def test_no_workbook_prints_hashes_for_a_number(file):
    for sheet in openpyxl.load_workbook(file, data_only=True):
        for cell in (cell for row in sheet for cell in row):
            column = sheet.column_dimensions.get(get_column_letter(cell.column))
            if not isinstance(cell.value, (int, float)) or column is None or column.hidden:
                continue
            shown = sheets.formatted(cell.value, cell.number_format)
            # An indent is given up before a number is.
            room = column.width * sheets.UNIT + 3.75 + 6
            assert room >= one_line(shown, sheets.SIZE), f"{sheet.title} {cell.coordinate}: {shown}"


@each(DOCUMENTS, name=lambda file: file.stem)
def test_every_abbreviation_of_a_document_is_explained(file):
    document = docx.Document(file)
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    explained = {text.partition("\t")[0] for text in paragraphs if "\t" in text}
    ends = [n for n, text in enumerate(paragraphs) if text in ("References", "Referencias")]
    texts = [text for text in paragraphs[: ends[0] if ends else None] if "\t" not in text]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    found = set(re.findall(r"(?<![\w/-])[A-ZÁÉÍÓÚÑ]{3,}(?![\w/-])", " ".join(texts)))
    found = {short for short in found if not _NO_ABBREVIATION.fullmatch(short)}
    assert found <= explained, found - explained
