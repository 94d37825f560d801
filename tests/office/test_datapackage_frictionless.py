"""The data package as the programs of others read it."""

from __future__ import annotations

import json

import pytest

from cohesion import paths
from cohesion.office import datapackage
from cohesion.office.published import PublishedTable

frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")


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
    report = frictionless.validate(str(file))
    return [row[-1] for row in report.flatten(["title", "message"])]


def test_a_package_is_valid(tmp_path):
    file = written(tmp_path, [["Chiapas", 78.48], ["=1+1", -5.36], ["México", 0]])
    assert faults(file) == []
    described = json.loads(file.read_text("utf-8"))
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    assert {one["profile"] for one in described["resources"]} == {"tabular-data-resource"}


@pytest.mark.parametrize("cell", ["−5.4", "4\u00a0796\u00a0580", "'1.9", "78.5 %"])
def test_a_number_that_nobody_can_read_is_found(tmp_path, cell):
    assert faults(written(tmp_path, [["Chiapas", cell]]))


def test_the_package_of_the_book_is_valid():
    file = paths.DELIVERABLES / "data" / "datapackage.json"
    if not file.is_file() or "licenses" not in json.loads(file.read_text("utf-8")):
        pytest.skip("make book first: there are no files of the present code")
    assert len(json.loads(file.read_text("utf-8"))["resources"]) == len(datapackage.TABLES)
    assert faults(file) == []
