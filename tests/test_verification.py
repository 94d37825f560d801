"""How far rows are verified: declared by readers, counted in manifests, checked by the audit."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
import yaml

from cohesion import paths
from cohesion.__main__ import main
from cohesion.building import quality
from cohesion.errors import DataError
from cohesion.readers import all_tables
from cohesion.readers import audit as readers_audit
from cohesion.readers.shared.standing import counts, standings, verification
from cohesion.readers.shared.table import Table
from cohesion.tables import manifest

NAMES = manifest.names()
FRAME = pd.DataFrame(
    {
        "state_code": ["01", "02", "01"],
        "year": 2010,
        "indicator": ["poverty", "poverty", "population"],
        "value": [1.0, 2.0, 3.0],
        "edition": ["first", "first", "series"],
    }
)


def a_table(**more: object) -> Table:
    described = {field.name: "x" for field in dataclasses.fields(Table)
                 if field.default is dataclasses.MISSING}  # fmt: skip
    described |= {"origin": "official file", "sources": ("x.csv",), "build": lambda _: FRAME}
    return Table(**(described | more))  # type: ignore[arg-type]


# ── what the manifests say ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_counted_once_and_the_comparison_is_named(name):
    described = manifest.load(name)
    entry = described["verification"]
    lines = manifest.table_path(name).read_bytes().count(b"\n") - 1
    assert sum(entry[word] for word in manifest.STANDINGS) == described["rows"] == lines
    for word in manifest.STANDINGS:
        assert (f"{word.replace('_', '-')}:" in entry["against"]) == (entry[word] > 0)


def test_only_tables_with_an_official_file_have_verified_rows():
    declared = {table.name: table for table, _ in all_tables()}
    for name in NAMES:
        described = manifest.load(name)
        if described["verification"]["verified"]:
            assert described["sources"] and described["origin"] != "transcription"
            assert described["origin"] == "official file" or declared[name].standing


def test_the_numbers_of_one_manifest_by_hand():
    """The lag of 2020 is CONEVAL's workbook; the years before come from an extract of LNPP-CIDE."""
    rows = (paths.DATA / "coneval_social_lag_states.csv").read_text("utf-8").splitlines()
    official = sum(row.endswith(",coneval_social_lag_2020") for row in rows)
    extract = sum(row.endswith(",coneval_social_lag_2000_2015") for row in rows)
    entry = manifest.load("coneval_social_lag_states")["verification"]
    # Nine figures of thirty-two states in 2020; one index in 2000, 2005, 2010 and 2015.
    assert (entry["verified"], entry["spot_checked"], entry["unverifiable"]) == (288, 128, 0)
    assert (official, extract) == (288, 128)
    assert "CONEVAL" in entry["against"] and "Guerrero largest" in entry["against"]


def test_figures_that_others_computed_are_not_called_verified():
    ratio = manifest.load("inegi_maternal_states")["verification"]
    rows = (paths.DATA / "inegi_maternal_states.csv").read_text("utf-8")
    assert ratio["unverifiable"] == rows.count("maternal_mortality_ratio_registered")
    assert manifest.load("envipe_incidence_derived_states")["verification"]["verified"] == 0


def test_the_outlines_are_counted_too():
    for file in sorted(paths.GEO.glob("*.yml")):
        described = yaml.safe_load(file.read_text("utf-8"))
        entry = described["verification"]
        assert sum(entry[word] for word in manifest.STANDINGS) == described["rows"] > 0


def test_the_chapter_gives_the_sums_of_the_manifests():
    tables = quality.data_summary()
    heads = ["Verified row by row", "Spot-checked", "Unverifiable"]
    assert (tables[heads].sum(axis=1) == tables["Rows"]).all()
    for head, word in zip(heads, manifest.STANDINGS, strict=True):
        assert tables[head].sum() == sum(manifest.load(n)["verification"][word] for n in NAMES)


# ── broken manifests ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verified": 1}, "add up to"),
        ({"verified": -1}, "whole and not negative"),
        ({"verified": 1.5}, "whole and not negative"),
        ({"verified": True}, "whole and not negative"),
        ({"against": " "}, "does not say against what"),
        ({"against": None}, "does not say against what"),
        (None, "it needs verified, spot_checked, unverifiable and against"),
    ],
)
def test_a_broken_entry_is_refused_with_a_cure(tmp_path, change, said):
    name = "coneval_nation_as_published"
    described = manifest.load(name)
    described["verification"] = {} if change is None else described["verification"] | change
    manifest.manifest_path(name, tmp_path).write_text(yaml.safe_dump(described), "utf-8")
    with pytest.raises(DataError, match=said) as caught:
        manifest.load(name, tmp_path)
    assert caught.value.column == "verification" and "make data" in caught.value.cure


# ── what readers declare ─────────────────────────────────────────────────────────────────────────


def test_an_official_file_speaks_for_all_its_rows():
    assert counts(a_table(), FRAME) == {"verified": 3, "spot_checked": 0, "unverifiable": 0}


def test_a_mixed_table_says_which_edition_is_what():
    mixed = a_table(origin="extraction", standing={"first": "spot_checked", "series": "verified"})
    assert standings(mixed, FRAME).tolist() == ["spot_checked", "spot_checked", "verified"]
    entry = verification(mixed, FRAME)
    assert entry["spot_checked"] == 2 and entry["verified"] == 1
    assert "verified: the publisher's own file" in entry["against"]


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({"origin": "extraction"}, "does not say how far"),
        ({"standing": "sure"}, "unknown standing"),
        ({"origin": "transcription", "standing": "verified"}, "cannot be verified"),
        ({"sources": ()}, "cannot be verified"),
        ({"standing": {"first": "verified"}}, "no standing covers the rows"),
        ({"standing": {"first": "verified", "third": "verified"}}, "no row has"),
        ({"standing": {"first": "verified", "poverty": "verified", "series": "verified"}},
         "declared twice"),
    ],
)  # fmt: skip
def test_a_bad_declaration_is_refused(declared, said):
    with pytest.raises(DataError, match=said) as caught:
        counts(a_table(**declared), FRAME)
    assert "every row" in caught.value.cure


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
    monkeypatch.setattr(readers_audit, "all_tables", lambda: [(table, "reader")])
    assert main(["audit", "--sources", str(copied)]) == 1
    assert f"counts its rows otherwise: {NATION}" in capsys.readouterr().out
