"""The list of files is another one when a file came, went or grew."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.office import word
from cohesion.office.build import BOTH
from cohesion.pages import deliverables


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
