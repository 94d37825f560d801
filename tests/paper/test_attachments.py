"""What the PDF carries inside: each file once, described, and nothing of an earlier build."""

from __future__ import annotations

import json

import pytest

from cohesion import paths
from cohesion.paper import attachments

ITEMS = {"b": {"name": "b", "text": "é"}, "a": {"name": "a"}}


@pytest.fixture
def taken_away(tmp_path, monkeypatch):
    folder = tmp_path / "deliverables"
    folder.mkdir()
    for name in ("fiche.docx", "budget.xlsx", "all.zip", "notes.txt", "results.json"):
        (folder / name).write_text(name, "utf-8")
    monkeypatch.setattr(paths, "DELIVERABLES", folder)
    return folder


def test_files_lie_at_the_top_with_their_types_and_the_zip_stays_out(taken_away, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    for old in ("gone.docx", "book.json", "report.typ", "budget.xlsx"):
        (work / old).write_text("old", "utf-8")
    found = attachments.lay_out(work, ITEMS)
    assert [one["name"] for one in found] == ["budget.xlsx", "fiche.docx", "results.json"]
    assert [one["type"].rsplit(".", 1)[-1] for one in found] == ["sheet", "document",
                                                                "application/json"]  # fmt: skip
    assert {file.name for file in work.iterdir()} == {
        "budget.xlsx", "fiche.docx", "results.json", "book.json", "report.typ"
    }  # fmt: skip
    assert (work / "budget.xlsx").read_text("utf-8") == "budget.xlsx"
    assert (work / "book.json").read_text("utf-8") == "old"


def test_results_are_all_results_in_the_order_of_their_names(taken_away, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    attachments.lay_out(work, ITEMS)
    text = (work / "results.json").read_text("utf-8")
    assert [one["name"] for one in json.loads(text)] == ["a", "b"] and "é" in text


def test_without_files_to_take_away_the_results_are_there_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "DELIVERABLES", tmp_path / "none")
    found = attachments.lay_out(tmp_path, ITEMS)
    assert [one["name"] for one in found] == ["results.json"]
