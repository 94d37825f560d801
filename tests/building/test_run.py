"""Running notebooks: what makes one stale, and how a failure reads."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.building import environment, freshness, run
from cohesion.publishing import stored
from tests.tools import probe

GOOD = probe.page(probe.GINI)


@pytest.fixture
def project(tmp_path, monkeypatch):
    return probe.project(tmp_path, monkeypatch)


def test_a_failing_cell_is_named_and_earlier_results_stay(project):
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


def test_a_kernel_that_ends_while_it_starts_is_one_message(project, tmp_path, monkeypatch):
    """The message names notebook and cure; nothing is left to fail when the process ends."""
    dead = tmp_path / "dead" / "ipykernel_launcher"
    dead.mkdir(parents=True)
    (dead / "__init__.py").touch()
    (dead / "__main__.py").write_text("import sys\nsys.exit(1)\n", "utf-8")
    monkeypatch.setitem(environment.KERNEL_ENVIRONMENT, "PYTHONPATH", str(dead.parent))
    waiting = []
    monkeypatch.setattr(run.atexit, "register", waiting.append)
    monkeypatch.setattr(run.atexit, "unregister", waiting.remove)
    with pytest.raises(run.NotebookError, match="good.md: the kernel did not start") as caught:
        run.run_one(probe.notebook(project, GOOD, "good"))
    assert "COHESION_COLD_KERNELS=1" in str(caught.value)
    assert waiting == []
