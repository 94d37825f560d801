"""The data package: safe cells, the whole design as data, and what the programs of others read."""

from __future__ import annotations

import csv
import json

import pytest

from cohesion import paths
from cohesion.office import datapackage
from cohesion.office.published import PublishedTable
from cohesion.programme.design import load_design, quantities

EVIL = '=HYPERLINK("http://x","y")'


def written(folder, raw):
    """Write a package of one table as the deliverables do."""
    heads, numeric = ["", "Value"], [False, True]
    table = PublishedTable(
        name="tab-probe", caption="A probe.", notes="", sources="INEGI", publications="INEGI",
        heads=heads, rows=[[str(cell) for cell in row] for row in raw],
        raw=raw, numeric=numeric,
        stub=1, wide=False,
    )  # fmt: skip
    datapackage._write_csv(table, folder)
    package = {
        "profile": "tabular-data-package", "name": "probe", "licenses": [datapackage.LICENCE],
        "resources": [datapackage._resource(table)],
    }  # fmt: skip
    return datapackage._write_json(folder / "datapackage.json", package)


def faults(file) -> list[str]:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    report = frictionless.validate(str(file))
    return [row[-1] for row in report.flatten(["title", "message"])]


def test_a_package_is_valid(tmp_path):
    file = written(tmp_path, [["Chiapas", 78.48], ["=1+1", -5.36], ["México", 0]])
    assert faults(file) == []
    described = json.loads(file.read_text("utf-8"))
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    assert {one["profile"] for one in described["resources"]} == {"tabular-data-resource"}


@pytest.mark.parametrize(
    ("cell", "number"),
    [("−5.4", "-5.4"), ("4\u00a0796\u00a0580", "4796580"), ("78.5 %", "78.5"), ("+1.9", "1.9")],
)
def test_a_number_is_written_as_software_reads_it(tmp_path, cell, number):
    assert faults(written(tmp_path, [["Chiapas", cell]])) == []
    row = (tmp_path / "tab-probe.csv").read_text("utf-8").splitlines()[1]
    assert row == f"Chiapas,{number}"


@pytest.mark.parametrize("cell", ["'1.9", "many", "1.9 or so"])
def test_a_number_that_nobody_can_read_is_found(tmp_path, cell):
    assert faults(written(tmp_path, [["Chiapas", cell]]))


def test_the_package_of_the_book_is_valid():
    file = paths.DELIVERABLES / "data" / "datapackage.json"
    if not file.is_file() or "licenses" not in json.loads(file.read_text("utf-8")):
        pytest.skip("make book first: there are no files of the present code")
    assert len(json.loads(file.read_text("utf-8"))["resources"]) == len(datapackage.TABLES)
    assert faults(file) == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_starts_a_formula_gets_an_apostrophe(start):
    assert datapackage.safe(f"{start}1") == f"'{start}1"
    assert datapackage.safe(f"x{start}1") == f"x{start}1"
    assert datapackage.safe(-3) == -3


def test_a_column_without_a_head_is_called_item_in_file_and_description(tmp_path):
    file = written(tmp_path, [["Chiapas", 78.48]])
    rows = list(csv.reader((tmp_path / "tab-probe.csv").open(encoding="utf-8")))
    assert rows == [["item", "Value"], ["Chiapas", "78.48"]]
    fields = json.loads(file.read_text("utf-8"))["resources"][0]["schema"]["fields"]
    assert fields == [{"name": "item", "type": "string"}, {"name": "Value", "type": "number"}]


def test_hostile_cells_of_the_exported_table_are_safe(files):
    rows = list(csv.reader((files[0] / "data/tab-visibility-actions.csv").open()))
    assert [row[1] for row in rows[1:]] == ["'" + EVIL, "<b>&x</b>", "'-1+1"]


def test_the_design_as_data_is_the_whole_design(files):
    design = load_design()
    written_down = json.loads((files[0] / "data" / "programme.json").read_text("utf-8"))
    assert len(written_down["indicators"]) == len(design.indicators.indicators)
    assert [risk["id"] for risk in written_down["risks"]] == [risk.id for risk in design.risks]
    amounts = [line["amount"] for line in written_down["budget_lines"]]
    assert sum(amounts) == pytest.approx(design.budget_lines["amount"].sum())
    assert set(written_down["quantities"]) == set(quantities(design))
    for sections in written_down["documents"].values():
        assert sections and not any("{fact}" in section["text"] for section in sections)
