"""The files to take away: the same figures as the pages, the same bytes twice, no injection."""

import csv
import json
import re
import shutil
import subprocess
import zipfile

import docx
import openpyxl
import pandas as pd
import pypdf
import pytest

from cohesion import formats
from cohesion.errors import DataError
from cohesion.files.entries import read_yaml
from cohesion.office import archive, budget_workbook, build, datapackage, published, sheets, word
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
from cohesion.publishing.readable import plain_text

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


def test_two_runs_give_the_same_bytes(files):
    first, second = files
    names = sorted(p.relative_to(first) for p in first.rglob("*") if p.is_file())
    assert len(names) > 25
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_source_date_epoch_is_the_time_in_every_file(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1340000000")  # 18 June 2012
    archive.pack({"b": b"2", "[Content_Types].xml": b"1"}, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as file:
        assert file.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time[:3] for info in file.infolist()} == {(2012, 6, 18)}


def test_zip_holds_every_file(files):
    folder = files[0]
    with zipfile.ZipFile(folder / build.ZIP) as file:
        inside = set(file.namelist())
    outside = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert inside == outside - {build.ZIP}


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


def test_every_component_has_one_amount_in_word_and_excel(files):
    folder, design = files[0], load_design()
    sums = design.budget_lines.groupby("component")["amount"].sum()
    document = docx.Document(folder / "action-fiche.docx")
    grid = next(t for t in document.tables if t.cell(0, 0).text == "Component")
    in_word = {row.cells[0].text: row.cells[3].text for row in grid.rows}
    sheet = openpyxl.load_workbook(folder / "budget.xlsx", data_only=True)["By component"]
    in_excel = {row[0].value: row[4].value for row in sheet.iter_rows(min_row=4)}
    for item in design.budget.components:
        assert in_word[item.title] == formats.integer(sums[item.id])
        assert in_excel[item.title] == sums[item.id]


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


def test_formulas_carry_the_values_of_the_model(files):
    path = files[0] / "budget.xlsx"
    formulas, values = (openpyxl.load_workbook(path, data_only=flag) for flag in (False, True))
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    assert values[sheet.title][cell.coordinate].value is not None, cell
    assert count > 400
    lines = formulas["Lines"]
    totals = {row[0].value: row[8] for row in lines.iter_rows(min_row=4)}
    assert totals["E12"].value.startswith("=ROUND(")
    assert totals["E02"].value.startswith("=SUMIF('Expert days'")


def test_weighted_formula_gives_the_model_amount_by_hand(files):
    """The rule written as a formula, computed here once more from the cells of the workbook."""
    sheet = openpyxl.load_workbook(files[0] / "budget.xlsx", data_only=True)
    rows = [[c.value for c in row] for row in sheet["Lines"].iter_rows(min_row=4)][:-1]
    eu = [row for row in rows if row[3] == "eu"]
    pot = sheet["Envelope"]["B4"].value - sum(row[8] for row in eu if row[7] is None)
    weights = sum(row[7] for row in eu if row[7])
    by_id = {row[0]: row for row in eu}
    assert by_id["E12"][8] == round(pot * by_id["E12"][7] / weights / 1000) * 1000
    assert sum(row[8] for row in rows) == sheet["Envelope"]["B6"].value


def test_text_of_the_design_cannot_become_a_formula(files, tmp_path):
    book = sheets.Book("x")
    sheet = book.sheet("x")
    for row, text in enumerate([EVIL, "+1", "-2", "@x", "\x0bplain"], start=1):
        sheets.put(sheet, row, 1, text)
    path = book.save(tmp_path / "x.xlsx")
    read = openpyxl.load_workbook(path)["x"]
    assert [cell.data_type for cell in read["A"]] == ["s"] * 5
    assert read["A1"].value == EVIL and read["A1"].quotePrefix
    assert read["A5"].value == "plain"
    rows = list(csv.reader((files[0] / "data/tab-visibility-actions.csv").open()))
    assert [row[1] for row in rows[1:]] == ["'" + EVIL, "<b>&x</b>", "'-1+1"]
    assert datapackage.safe(-3) == -3


def test_markup_in_the_design_stays_text_in_word():
    document = load_document("tor").model_copy(
        update={"title": "<w:b/>&amp; \x07", "sections": load_document("tor").sections[:1]}
    )
    built = word.build(document)
    assert built.paragraphs[0].text == "<w:b/>&amp; "
    assert "&lt;w:b/&gt;&amp;amp;" in built.element.xml


def test_unknown_names_are_named():
    with pytest.raises(DataError, match="nothing is published as 'no-such-fact'"):
        plain_text("{fact}`no-such-fact`", facts={})
    with pytest.raises(DataError, match="no bibliography entry 'nobody1900'"):
        plain_text("{cite:p}`nobody1900`")


def test_plain_text_resolves_every_role():
    text = plain_text(
        "{fact}`a` {cite:t}`ec2012prag` {cite:p}`ec2012prag,bloom1995minimum` {numref}`tab-x`",
        facts={"a": "EUR\u00a01"},
        numbers={"tab-x": "Table 3"},
    )
    assert text == (
        "EUR\u00a01 European Commission (2012) (European Commission 2012; Bloom 1995) Table 3"
    )


def test_encoding_sheet_has_one_row_per_value(targets):
    frame = tables.encoding(load_design(), targets)
    assert len(frame) == 3 * len(targets)
    assert set(frame["Value type"]) == {"Baseline", "Target", "Current"}
    assert frame.loc[frame["Value type"] == "Current", "Value"].isna().all()
    names = frame.reset_index().groupby("Indicator name")["Indicator code"].nunique()
    assert (names == 1).all()


def test_column_widths_fill_the_page_and_fit_the_longest_word():
    table = published.PublishedTable(
        "t", "c", "", "s", ["No.", "Text"], [["RK01", "word " * 80]], [], [False, False], 1, False
    )
    narrow, wide = word.column_widths(table, 6_000_000)
    assert narrow + wide == pytest.approx(6_000_000, abs=2)
    assert 4 * 9 * 0.5 * 12700 < narrow < wide


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_files_and_agrees_with_the_formulas(files, tmp_path):
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for target, names in (("pdf", ["action-fiche.docx"]), ("xlsx", ["budget.xlsx"])):
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", target, "--outdir", tmp_path]
            + [files[0] / name for name in names],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    pages = pypdf.PdfReader(tmp_path / "action-fiche.pdf").pages
    assert 6 <= len(pages) <= 9
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert " ".join(stored.fact_text("budget-total").split()) in text
    model = openpyxl.load_workbook(files[0] / "budget.xlsx", data_only=True)
    office = openpyxl.load_workbook(tmp_path / "budget.xlsx", data_only=True)
    for sheet in model:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)):
                    again = office[sheet.title][cell.coordinate].value
                    assert again == pytest.approx(cell.value), (sheet.title, cell.coordinate)


def test_budget_workbook_follows_another_envelope(files, tmp_path):
    """Change the envelope in the model: the formulas stay, the values move, the control is 0."""
    design = load_design()
    envelope = design.budget.envelope.model_copy(
        update={"eu_contribution": 12_000_000, "total": 22_000_000}
    )
    plan = design.budget.model_copy(update={"envelope": envelope})
    changed = design.__class__(
        **{
            **vars(design),
            "budget": plan,
            "budget_lines": budget.build(plan, design.timetable, design.costed),
        }
    )
    path = budget_workbook.write(changed, tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(path, data_only=True)
    before = openpyxl.load_workbook(files[0] / "budget.xlsx")
    after = openpyxl.load_workbook(path)
    assert book["Envelope"]["B6"].value == 22_000_000
    same = [c.value == after["Lines"][c.coordinate].value for c in before["Lines"]["I"]]
    # Fixed amounts are equal too; only the shown title row could differ.
    assert all(same)
