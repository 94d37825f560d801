"""Tests of ``cohesion/building/freshness.py``."""

from __future__ import annotations

import json

import pytest

from cohesion import paths
from cohesion.building import environment, freshness, run
from cohesion.files import hashes
from cohesion.publishing import stored
from cohesion.tables import store
from tests.tools import probe

GOOD = probe.page(probe.GINI)


@pytest.fixture
def project(tmp_path, monkeypatch, warm):
    # The words of the book's pages belong to results that are not made here.
    monkeypatch.setattr(run.words, "of_book", lambda files: {})
    return probe.project(tmp_path, monkeypatch)


def test_a_notebook_runs_once_and_again_only_when_something_changed(project, monkeypatch):
    good = probe.notebook(project, GOOD, "good")
    said: list[str] = []
    assert set(run.run_all([good], say=said.append)) == {"good"}
    items = stored.load(paths.RESULTS)
    assert items["probe-gini"]["notebook"] == "good"
    record = json.loads((good.folder / "record.json").read_text("utf-8"))
    assert "data/coneval_gini_states.csv" in record["files"]
    assert "cohesion/tables/vintage.py" in record["files"]
    assert "data/programme/edition.yml" in record["files"]
    assert "data/conapo_dp2_states.csv" not in record["files"]
    # Of the other tables a notebook uses only where indicators are: a hash of that is noted.
    assert "data/coneval_gini_states.csv.yml" in record["files"]
    assert "data/conapo_dp2_states.csv.yml" not in record["files"]
    assert record["notes"] == {store.INDEX: store.index_fingerprint()}
    assert run.run_all([good], say=said.append) == {}
    assert any("[1/1] notebooks/good.md" in line for line in said)

    other_prose = probe.notebook(project, GOOD.replace("# Probe", "# Another heading"), "good")
    assert freshness.why_stale(other_prose, items) == ""
    other_code = probe.notebook(project, GOOD.replace("digits=3", "digits=2"), "good")
    assert freshness.why_stale(other_code, items) == "its code changed"

    true_hash = hashes.file_hash
    # A build asks once for its environment and for a file; here both are asked anew each time.
    monkeypatch.setattr(environment, "fingerprint", environment.fingerprint.__wrapped__)
    monkeypatch.setattr(freshness, "_hash", freshness._hash.__wrapped__)

    def changed(name):
        return lambda file: "x" if str(file).endswith(name) else true_hash(file)

    for name, reason in (
        ("data/coneval_gini_states.csv", "data/coneval_gini_states.csv changed"),
        ("cohesion/tables/vintage.py", "cohesion/tables/vintage.py changed"),
        ("requirements.txt", "the environment changed"),
    ):
        monkeypatch.setattr(hashes, "file_hash", changed(name))
        assert freshness.why_stale(good, items) == reason
    monkeypatch.setattr(hashes, "file_hash", changed("data/conapo_dp2_states.csv"))
    assert freshness.why_stale(good, items) == ""
    monkeypatch.setattr(store, "index_fingerprint", lambda: "another")
    assert freshness.why_stale(good, items) == f"{store.INDEX} changed"


def test_later_stages_are_stale_when_a_result_they_read_changed(project):
    good = probe.notebook(project, GOOD, "good")
    good.folder.mkdir(parents=True)
    (good.folder / "executed.ipynb").write_text("{}", "utf-8")
    item = {"name": "a", "kind": "fact", "value": 1}
    record = {
        "code": good.code_hash, "environment": environment.fingerprint(), "files": {},
        "facts": {"a": stored.fingerprint(item)}, "seconds": 1,
    }  # fmt: skip
    (good.folder / "record.json").write_text(json.dumps(record), "utf-8")
    assert freshness.why_stale(good, {"a": item}) == ""
    assert freshness.why_stale(good, {"a": {**item, "value": 2}}) == "the result 'a' changed"
    assert freshness.why_stale(good, {}) == "the result 'a' changed"


def test_a_file_that_changed_is_hashed_again(tmp_path):
    file = tmp_path / "a.csv"
    assert freshness._present(file) == ""
    file.write_text("one", encoding="utf-8")
    first = freshness._present(file)
    assert first == hashes.file_hash(file)
    file.write_text("three", encoding="utf-8")
    assert freshness._present(file) == hashes.file_hash(file) != first
