"""How far rows are verified: declared by readers, counted in manifests, checked by the audit."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from cohesion import paths
from cohesion.__main__ import main
from cohesion.commands import audit as commands_audit
from cohesion.readers import all_tables
from cohesion.readers import audit as readers_audit
from cohesion.readers.shared.table import Table
from cohesion.tables import manifest

# ── the audit ────────────────────────────────────────────────────────────────────────────────────

NATION = "coneval_cohesion_national"


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of one small table, its manifest, and its official files as empty stand-ins."""
    for file in (manifest.table_path(NATION), manifest.manifest_path(NATION)):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(manifest.load, "__defaults__", (tmp_path,))
    monkeypatch.setattr(manifest.table_path, "__defaults__", (tmp_path,))
    monkeypatch.setattr(manifest.manifest_path, "__defaults__", (tmp_path,))
    return tmp_path


def held_table() -> Table:
    """The table as its reader declares it, read from the copy that the project holds."""
    declared = {table.name: table for table, _ in all_tables()}[NATION]
    rows = pd.read_csv(paths.DATA / f"{NATION}.csv", dtype={"state_code": str})
    return dataclasses.replace(declared, build=lambda _: rows)


def audited(folder, table: Table) -> readers_audit.Audit:
    for name in table.sources:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return readers_audit.audit_table(table, folder)


def test_an_honest_manifest_agrees_with_the_audit(copied):
    found = audited(copied, held_table())
    assert found.honest and found.different == 0
    assert found.found == {"verified": 80, "spot_checked": 0, "unverifiable": 0}
    assert "80 verified" in found.line()


def test_a_manifest_that_claims_too_much_is_found(copied):
    table = dataclasses.replace(held_table(), standing="spot_checked")
    found = audited(copied, table)
    assert not found.honest
    assert "MANIFEST SAYS 80 verified" in found.line()


def test_a_row_that_differs_is_not_verified(copied):
    table = held_table()
    rows = table.build(copied).copy()
    rows.loc[0, "value"] += 1
    found = audited(copied, dataclasses.replace(table, build=lambda _: rows))
    assert found.different == 1 and not found.honest
    assert found.found["verified"] == 79


@pytest.mark.parametrize("lost", ["in the table", "in the files"])
def test_standard_errors_that_one_side_lost_are_noticed(copied, lost):
    table = held_table()
    rows = table.build(copied)
    given = int(rows["se"].notna().sum())
    assert given > 10
    if lost == "in the table":
        file = copied / f"{NATION}.csv"
        rows.drop(columns="se").to_csv(file, index=False, lineterminator="\n")
    else:
        table = dataclasses.replace(table, build=lambda _: rows.drop(columns="se"))
    found = audited(copied, table)
    assert found.different == given and not found.honest
    assert "standard error: held" in found.line() and "nan" in found.line()


def test_without_the_official_files_nothing_is_said(copied):
    found = readers_audit.audit_table(held_table(), copied)
    assert found.found is None and found.honest and found.compared == 0


def test_a_mismatch_fails_the_command(copied, monkeypatch, capsys):
    table = dataclasses.replace(held_table(), standing="unverifiable")
    audited(copied, table)
    monkeypatch.setattr(commands_audit, "all_tables", lambda: [(table, "reader")])
    assert main(["audit", "--sources", str(copied)]) == 1
    assert f"counts its rows otherwise: {NATION}" in capsys.readouterr().out
