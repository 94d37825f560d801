"""What is taken away from the built book works where it is opened."""

from __future__ import annotations

import json
import re

import pytest

from tests.book.conftest import PAGES

pytestmark = pytest.mark.skipif(
    not (PAGES / ".nojekyll").exists(), reason="there is no book of the present code: run make book"
)
NOTEBOOKS = sorted((PAGES / "_notebooks").glob("*.ipynb"))
_PLACEHOLDER = re.compile(r"\{(published|fact|cell)\}")


def test_hosts_that_hide_folders_show_all_of_the_book():
    """Jekyll leaves out what begins with an underscore, unless this empty file says otherwise."""
    assert (PAGES / ".nojekyll").read_bytes() == b""
    assert [folder for folder in PAGES.glob("_*") if folder.is_dir()]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
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
