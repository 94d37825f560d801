"""Tests of ``cohesion/tables/manifest.py``."""

from __future__ import annotations

import pytest
import yaml

from cohesion import paths
from cohesion.building import quality
from cohesion.errors import DataError
from cohesion.readers import all_tables
from cohesion.tables import manifest
from tests.tools.each import each

NAMES = manifest.names()


# ── what the manifests say ───────────────────────────────────────────────────────────────────────


@each(NAMES)
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


def test_line_ends_that_git_changed_are_named(tmp_path):
    good = b"state_code,year\n07,2010\n"
    described = {"sha256": manifest.sha256(good)}
    manifest.check_sum(good, described, "x.csv")
    with pytest.raises(DataError) as caught:
        manifest.check_sum(good.replace(b"\n", b"\r\n"), described, "x.csv")
    assert "lines end as on Windows" in caught.value.problem
    assert "core.autocrlf" in caught.value.cure
    for other in (good.replace(b"07", b"08"), good.replace(b"07", b"08").replace(b"\n", b"\r\n")):
        with pytest.raises(DataError, match="changed by hand"):
            manifest.check_sum(other, described, "x.csv")
