"""``DATA-TERMS.md`` says what the manifests say."""

from __future__ import annotations

import shutil

from cohesion import paths
from cohesion.tables import manifest, terms


def entry(name, publisher="A", licence="free", publication="P", checked="2026-01-01"):
    return {"name": name, "publisher": publisher, "licence": licence,
            "licence_checked": checked, "publication": publication}  # fmt: skip


def test_tables_stand_under_their_publisher_terms_and_publication():
    text = terms.document(
        [entry("a"), entry("b"), entry("c", publication="Q"), entry("d", licence="not stated"),
         entry("e", publisher="B")]
    )  # fmt: skip
    assert text.count("\n## ") == 2
    first, second = text.split("## A\n")[1].split("## B\n")
    assert "**Terms:** free. Checked 2026-01-01.\n\n- *P*: `a`, `b`\n- *Q*: `c`\n" in first
    assert "**Terms:** not stated. Checked 2026-01-01.\n\n- *P*: `d`\n" in first
    assert second.endswith("- *P*: `e`\n")


def test_manifests_of_tables_and_outlines_are_sorted_by_publisher(tmp_path):
    name = "coneval_gini_states"
    for file in (manifest.table_path(name), manifest.manifest_path(name)):
        shutil.copy(file, tmp_path / file.name)
    (tmp_path / "geo").mkdir()
    shutil.copy(paths.GEO / "states.geojson.yml", tmp_path / "geo")
    (tmp_path / "geo" / "first.yml").write_text("{publisher: Aa, name: z}\n", "utf-8")
    found = terms.manifests(tmp_path)
    assert [one["publisher"] for one in found] == sorted(one["publisher"] for one in found)
    assert {one["name"] for one in found} == {name, "states.geojson", "z"}


def test_the_file_of_the_project_is_what_its_manifests_say():
    assert terms.FILE.read_text("utf-8") == terms.document(terms.manifests())
