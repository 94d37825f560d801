"""Tests of ``cohesion/office/word.py``."""

from __future__ import annotations

import csv
import json
import re
import zipfile

import docx
import openpyxl
import pandas as pd
import pytest

from cohesion import formats
from cohesion.files.entries import read_yaml
from cohesion.office import build, published, word
from cohesion.programme import (
    baselines,
    budget,
    identification,
    indicators,
    logframe,
    schedule,
    tables,
)
from cohesion.programme import targets as programme_targets
from cohesion.programme.design import load_design, quantities
from cohesion.programme.documents import DOCUMENTS, load_document
from cohesion.publishing import publish, stored

STATES = ["20", "24"]
EVIL = '=HYPERLINK("http://x","y")'


@pytest.fixture(scope="module")
def targets():
    design = load_design()
    values = programme_targets.baseline_values(
        design.baselines, baselines.selections(design.baselines), STATES
    )
    return programme_targets.target_values(
        design.indicators, design.baselines, values, design.activities, design.n_states
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory, targets):
    """Publish what the chapters publish into a folder of its own, and export twice."""
    root = tmp_path_factory.mktemp("results")
    patch = pytest.MonkeyPatch()
    patch.setenv("COHESION_OUT", str(root / "test"))
    patch.setenv("COHESION_NOTEBOOK", "test")
    (root / "test").mkdir()
    patch.setattr(publish, "_published", set())
    _publish_everything(load_design(), targets)
    loaded = stored.load(root)
    patch.setattr(stored, "_loaded", lambda folder: loaded)
    patch.setattr(build, "state_targets", lambda design: targets)
    folders = [tmp_path_factory.mktemp(name) / "out" for name in ("first", "second")]
    for folder in folders:
        build.export(folder)
    yield folders
    patch.undo()


def _publish_everything(design, targets):
    source = "programme/budget.yml"

    def table(name, frame):
        publish.table(name, frame, caption=f"Caption of {name}.", digits=0, source=source)

    for name, (value, unit, digits) in quantities(design).items():
        publish.fact(name, value, unit=unit, digits=digits, source=source)
    wanted = {n for d in DOCUMENTS for s in load_document(d).sections for n in _facts(s.text)}
    wanted |= {n for row in read_yaml("identification")["rows"] for n in _facts(row["value"])}
    for name in sorted(wanted - set(quantities(design))):
        publish.fact(name, f"[{name}]", source=source)
    lines, plan = design.budget_lines, design.budget
    table("tab-fiche-identification", identification.identification())
    table("tab-programme-risks", tables.risks(design))
    table("tab-budget-fiche", tables.fiche_budget(design))
    table("tab-budget-components", budget.by(lines, "component", "funder", plan))
    table("tab-budget-instruments", budget.by(lines, "instrument", "funder", plan))
    table("tab-budget-years", budget.by(lines, "component", "year", plan))
    table("tab-budget-lines", tables.budget_lines(design))
    table("tab-budget-methods", tables.methods(design))
    table("tab-timetable", schedule.display_table(design.timetable))
    table("tab-timetable-critical", schedule.display_table(design.timetable))
    table("tab-timetable-milestones", tables.milestones(design))
    table("tab-timetable-responsibilities", tables.responsibilities(design))
    table("tab-logframe-pcm", logframe.pcm(design, targets))
    table("tab-logframe-today", logframe.results_chain(design, targets))
    table("tab-logframe-activities", logframe.activity_matrix(design))
    table("tab-indicator-specifications", tables.specifications(design))
    table("tab-indicator-targets", tables.targets(design, targets))
    table("tab-indicator-quality", indicators.quality_table(design.indicators))
    table("tab-indicator-verification", indicators.verification_table(design.indicators, {}))
    table("tab-tor-experts", tables.experts())
    # One table carries what an attacker would write into the design.
    table("tab-visibility-actions", pd.DataFrame({"Action": [EVIL, "<b>&x</b>", "-1+1"]}))


def _facts(text):
    return re.findall(r"\{fact\}`([^`]+)`", text)


def word_text(path):
    document = docx.Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_word_has_headings_contents_captions_and_repeated_heads(files, name):
    path = files[0] / word.FILES[name]
    document, plan = docx.Document(path), load_document(name)
    heads = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert heads[: len(plan.sections)] == [section.title for section in plan.sections]
    with zipfile.ZipFile(path) as file:
        xml = file.read("word/document.xml").decode()
        styles = file.read("word/styles.xml").decode()
    assert 'TOC \\o "1-2"' in xml and xml.count("SEQ Table") == len(plan.tables)
    assert xml.count("<w:tblHeader/>") == len(plan.tables)
    assert 'w:lang w:val="en-GB"' in styles
    wide = sum(published.table(table).wide for table in plan.tables)
    landscape = [s for s in document.sections if s.page_width > s.page_height]
    assert bool(landscape) == bool(wide)
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
    assert book["Envelope"]["B6"].value == total and book["Envelope"]["B9"].value == 0
    rows = list(csv.reader((folder / "data/tab-budget-lines.csv").open(encoding="utf-8")))
    assert int(rows[-1][-1]) == total
    assert sum(int(row[-1]) for row in rows[1:-1]) == total
    data = json.loads((folder / "data/programme.json").read_text(encoding="utf-8"))
    assert sum(line["amount"] for line in data["budget_lines"]) == total
    assert data["quantities"]["budget-total"]["value"] == total


def test_baselines_and_targets_agree_between_word_and_excel(files, targets):
    sheet = openpyxl.load_workbook(files[0] / "indicators.xlsx")["Baselines and targets"]
    document = docx.Document(files[0] / word.FILES["taps"])
    grid = next(
        t for t in document.tables if "Smallest visible change" in [c.text for c in t.rows[0].cells]
    )
    in_word = [[cell.text for cell in row.cells] for row in grid.rows[1:]]
    in_excel = [
        [cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=3 + len(in_word))
    ]
    assert in_word == in_excel
    assert len(in_word) == len(targets)
    poverty = next(row for row in in_word if row[0] == "O-1" and row[2] == "Oaxaca")
    assert poverty[3] == "67.0\u00a0%"  # CONEVAL 2010: 66.99


def test_markup_in_the_design_stays_text_in_word():
    document = load_document("tor").model_copy(
        update={"title": "<w:b/>&amp; \x07", "sections": load_document("tor").sections[:1]}
    )
    built = word.build(document)
    assert built.paragraphs[0].text == "<w:b/>&amp; "
    assert "&lt;w:b/&gt;&amp;amp;" in built.element.xml


def test_column_widths_fill_the_page_and_fit_the_longest_word():
    table = published.PublishedTable(
        "t", "c", "", "s", ["No.", "Text"], [["RK01", "word " * 80]], [], [False, False], 1, False
    )
    narrow, wide = word.column_widths(table, 6_000_000)
    assert narrow + wide == pytest.approx(6_000_000, abs=2)
    assert 4 * 9 * 0.5 * 12700 < narrow < wide
