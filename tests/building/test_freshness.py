"""Tests of ``cohesion/building/freshness.py``."""

from __future__ import annotations

import json

import pytest

from cohesion import paths
from cohesion.building import environment, freshness, run
from cohesion.building import notebooks as building_notebooks
from cohesion.files import hashes
from cohesion.publishing import stored
from cohesion.tables import store

GOOD = """\
---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
cohesion: {stage: 1}
---
# Probe

```{code-cell}
from cohesion.publishing import publish
from cohesion.tables import store
chosen = store.select("gini_income", years=[2010])
publish.fact("probe-gini", chosen.nation("gini_income", 2010), digits=3, source=chosen)
```
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(run, "CACHE", tmp_path / "cache")
    monkeypatch.delenv("COHESION_PAGES_ONLY", raising=False)
    # The words of the book's pages belong to results that are not made here.
    monkeypatch.setattr(run.words, "of_book", lambda files: {})
    return tmp_path


def notebook(folder, name, text):
    file = folder / f"{name}.md"
    file.write_text(text, "utf-8")
    return building_notebooks.read_notebook(file)


def test_a_notebook_runs_once_and_again_only_when_something_changed(project, monkeypatch):
    good = notebook(project, "good", GOOD)
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

    other_prose = notebook(project, "good", GOOD.replace("# Probe", "# Another heading"))
    assert freshness.why_stale(other_prose, items) == ""
    other_code = notebook(project, "good", GOOD.replace("digits=3", "digits=2"))
    assert freshness.why_stale(other_code, items) == "its code changed"

    true_hash = hashes.file_hash
    # A build asks once for its environment; here it is asked anew after each change.
    monkeypatch.setattr(environment, "fingerprint", environment.fingerprint.__wrapped__)

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
    good = notebook(project, "good", GOOD)
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
