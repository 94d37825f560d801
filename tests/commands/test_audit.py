"""``audit``: what it prints of every table, and when it fails."""

from __future__ import annotations

import argparse
from types import SimpleNamespace

import pytest

from cohesion.commands import audit
from cohesion.errors import DataError
from cohesion.tables import manifest


def one(name: str, different: int = 0, honest: bool = True):
    """A table's audit of ten rows, nine compared."""
    found = dict.fromkeys(manifest.STANDINGS, 0) | {next(iter(manifest.STANDINGS)): 10}
    return SimpleNamespace(table=name, rows=10, compared=9, different=different, honest=honest,
                           found=found, line=lambda: f"{name}: read")  # fmt: skip


def run(monkeypatch, tmp_path, *audits) -> int:
    known = {table.table: table for table in audits}
    monkeypatch.setattr(audit, "all_tables", lambda: [(name, None) for name in known])
    monkeypatch.setattr(audit, "audit_table", lambda name, sources: known[name])
    return audit.command(argparse.Namespace(sources=tmp_path))


def test_tables_that_agree_are_counted(monkeypatch, tmp_path, capsys):
    assert run(monkeypatch, tmp_path, one("a"), one("b")) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:3] == ["a: read", "b: read",
                        "18 of 20 rows compared with the files at hand, 0 differ"]  # fmt: skip
    assert said[3].startswith("of 20 rows: ")


def test_a_row_that_differs_fails(monkeypatch, tmp_path, capsys):
    assert run(monkeypatch, tmp_path, one("a"), one("b", different=2)) == 1
    assert "2 differ" in capsys.readouterr().out


def test_a_manifest_that_counts_otherwise_fails_and_is_named(monkeypatch, tmp_path, capsys):
    assert run(monkeypatch, tmp_path, one("a"), one("b", honest=False)) == 1
    assert "counts its rows otherwise: b" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(DataError, match=r"official files are not there.*make audit SOURCES="):
        audit.command(argparse.Namespace(sources=tmp_path / "none"))


def test_a_table_without_counts_of_its_rows_is_compared_all_the_same(monkeypatch, tmp_path, capsys):
    bare = one("a")
    bare.found = None
    assert run(monkeypatch, tmp_path, bare, one("b")) == 0
    assert "of 10 rows: " in capsys.readouterr().out
