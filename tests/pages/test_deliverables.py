"""The list of files is another one when a file came, went or grew."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from docutils import nodes

from cohesion import paths
from cohesion.office import word
from cohesion.office.build import BOTH
from cohesion.pages import deliverables, placing
from tests.pages.directives import placed


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "DELIVERABLES", tmp_path)
    (tmp_path / "budget.xlsx").write_bytes(b"x" * 5000)
    return tmp_path


def test_a_page_with_the_list_is_read_again_when_the_list_changes(folder):
    seen = [deliverables.files_print()]
    assert deliverables.files_print() == seen[0]
    (folder / "presupuesto.xlsx").write_bytes(b"x" * 5000)
    seen.append(deliverables.files_print())
    (folder / "presupuesto.xlsx").write_bytes(b"x" * 9000)
    seen.append(deliverables.files_print())
    (folder / "budget.xlsx").unlink()
    seen.append(deliverables.files_print())
    assert len(set(seen)) == 4


def test_every_document_is_described_in_the_list():
    written = {*BOTH, *(spanish for spanish, _ in BOTH.values()), "indicators.xlsx"}
    assert written == set(deliverables.DESCRIPTIONS)
    assert {spanish for spanish, _ in BOTH.values()} == set(deliverables.SPANISH)
    assert set(word.FILES.values()) <= set(BOTH)


@pytest.fixture
def full(folder):
    """Four files and a folder: known in the order of the list, an archive, an unknown one."""
    for name, size in (("action-fiche.docx", 1600), ("presupuesto.xlsx", 90), ("all.zip", 10**6)):
        (folder / name).write_bytes(b"x" * size)
    (folder / "parts").mkdir()
    return folder


def rows_of(table: nodes.table) -> list[list[str]]:
    return [[cell.astext() for cell in row.children] for row in table.findall(nodes.row)]


def test_files_stand_in_the_order_of_the_list_with_words_and_size(full):
    [table], env = placed(deliverables.Deliverables)
    assert rows_of(table) == [
        ["File", "What it is", "Size"],
        ["action-fiche.docx", "Action Fiche", "2 kB"],
        ["budget.xlsx", "Budget, with live formulas", "5 kB"],
        ["presupuesto.xlsx", "Presupuesto (budget)", "1 kB"],
        ["all.zip", "All of these files, with the tables as CSV and JSON", "1000 kB"],
    ]
    sizes = [row.children[2]["classes"] for row in table.findall(nodes.row)]
    assert sizes == [["number"]] * 5
    used = placing.uses(env)["book/x"]
    assert used == {deliverables.FILES: deliverables.files_print()}


def test_the_spanish_list_holds_the_spanish_documents_alone(full):
    [table], _ = placed(deliverables.Deliverables, "es")
    wanted = [["Archivo", "Qué es", "Tamaño"],
              ["presupuesto.xlsx", "Presupuesto, con fórmulas", "1 kB"]]  # fmt: skip
    assert rows_of(table) == wanted


def test_a_name_leads_to_the_file_beside_the_pages(full):
    [table], _ = placed(deliverables.Deliverables)
    link = next(iter(table.findall(deliverables.FileLink)))
    writer = SimpleNamespace(body=[])
    deliverables.visit_link(writer, link)
    deliverables.depart_link(writer, link)
    assert "".join(writer.body) == '<a href="@@root@@_files/action-fiche.docx" download></a>'


def test_files_of_an_earlier_book_do_not_stay_beside_the_pages(full, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    (out / "_files").mkdir()
    (out / "_files" / "withdrawn.docx").write_bytes(b"old")
    deliverables.copy_beside_pages(out)
    copied = {file.name: file.stat().st_size for file in (out / "_files").iterdir()}
    assert copied == {"action-fiche.docx": 1600, "presupuesto.xlsx": 90, "all.zip": 10**6,
                      "budget.xlsx": 5000}  # fmt: skip
