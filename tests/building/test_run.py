"""Running notebooks: what makes one stale, and how a failure reads."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.building import freshness, run
from cohesion.publishing import stored
from tests.tools import probe

GOOD = probe.page(probe.GINI)


@pytest.fixture
def project(tmp_path, monkeypatch):
    return probe.project(tmp_path, monkeypatch)


def test_a_failing_cell_is_named_and_earlier_results_stay(project, monkeypatch):
    good = probe.notebook(project, GOOD, "good")
    run.run_one(good)
    broken = probe.notebook(
        project, GOOD.replace('select("gini_income"', 'select("gini_incom"'), "good"
    )
    with pytest.raises(run.NotebookError) as caught:
        run.run_all([broken], say=lambda line: None)
    message = str(caught.value)
    assert "notebooks/good.md, code cell 1" in message
    assert "unknown indicator 'gini_incom' (did you mean 'gini_income'?)" in message
    assert message.splitlines()[-1].strip().startswith("DataError")
    assert (paths.RESULTS / "good" / "executed.ipynb").is_file()
    # Under another assumption it is told and stops nothing.
    monkeypatch.setattr(run.words, "check_names", lambda given, items: None)
    unable: list[str] = []
    assert run.run_all([broken], say=lambda line: None, unable=unable) == {}
    assert len(unable) == 1 and unable[0] == message
    assert stored.load()


def test_a_killed_run_leaves_nothing_that_counts(project):
    """What a killed kernel left behind is not mistaken for a result."""
    good = probe.notebook(project, GOOD, "good")
    partial = paths.RESULTS / ".good.partial"
    partial.mkdir(parents=True)
    (partial / "items.jsonl").write_text('{"name": "half', "utf-8")
    assert stored.load(paths.RESULTS) == {}
    assert freshness.why_stale(good, {}) == "no results yet"
    run._forget_removed([good])
    assert not partial.exists()
