"""Kernels forked from a warm parent: the same results as ordinary ones, and never a hang."""

from __future__ import annotations

import contextlib
import io
import json
import signal
import subprocess
import sys
import time

import pytest

from cohesion.building import environment, kernels, notebooks, run
from tests.tools import probe

PROBE = probe.page(
    """\
import time
import matplotlib.pyplot as plt
import numpy as np
import scipy.stats
from cohesion.publishing import publish
from cohesion.tables import store
chosen = store.select("gini_income", years=[2010])
values = chosen.wide(2010)["gini_income"]
draws = np.random.default_rng(7).choice(values, (200, 32)).mean(axis=1)
publish.fact("probe-mean", float(draws.mean()), digits=6, source=chosen)
publish.fact("probe-p", float(scipy.stats.shapiro(values).pvalue), digits=6, source=chosen)
publish.fact("probe-hash", str(hash("cohesion")), source=chosen)
publish.fact("probe-zone", time.tzname[0], source=chosen)
publish.fact("probe-random", float(np.random.default_rng(1).normal()), digits=9, source=chosen)
fig, ax = plt.subplots()
ax.hist(draws)
publish.figure("fig-probe", fig, caption="A histogram.", alt="Bars around the mean.", source=chosen)
"""
)
ENDS = probe.page("import os\nos._exit(9)\n")


@pytest.fixture
def project(tmp_path, monkeypatch):
    return probe.project(tmp_path, monkeypatch)


@pytest.fixture
def doomed():
    """A parent that no other test uses."""
    parent = kernels.Nursery(environment.for_kernels())
    yield parent
    with contextlib.suppress(OSError):
        parent.close()


def results_of(ran) -> tuple[list[dict], bytes, dict]:
    lines = (ran.folder / "items.jsonl").read_text("utf-8").splitlines()
    figure = (ran.folder / "figures" / "fig-probe.svg").read_bytes()
    record = json.loads((ran.folder / "record.json").read_text("utf-8"))
    return [json.loads(line) for line in lines], figure, {**record, "seconds": None, "cpu": None}


@pytest.mark.dear
def test_warm_and_ordinary_kernels_give_the_same_bytes(project, nursery):
    found = probe.notebook(project, PROBE)
    run.run_one(found)
    cold, pages = results_of(found), (found.folder / "executed.ipynb").read_bytes()
    for _ in range(2):
        run.run_one(notebooks.read_notebook(found.path), nursery)
        assert results_of(found) == cold
        assert (found.folder / "executed.ipynb").read_bytes() == pages


def test_a_change_of_the_package_is_seen_by_a_warm_kernel():
    """The parent has imported published libraries only, nothing of this project."""
    assert not [name for name in kernels.LIBRARIES if name.split(".")[0] == "cohesion"]


def test_a_kernel_that_dies_is_noticed(project, nursery):
    """As when the system ends it for want of memory: an error soon, not a wait for the timeout."""
    found = probe.notebook(project, ENDS, "ends")
    start = time.perf_counter()
    with pytest.raises(run.NotebookError, match="notebooks/ends.md"):
        run.run_one(found, nursery)
    # Half of it leaves room for a busy machine.
    assert time.perf_counter() - start < run.TIMEOUT / 2
    assert not found.folder.exists()
    # The parent is unharmed and gives the next kernel.
    run.run_one(probe.notebook(project, PROBE), nursery)


def test_a_parent_that_dies_is_named_with_its_cure(project, doomed):
    doomed._process.kill()
    doomed._process.wait()
    with pytest.raises(run.NotebookError, match="probe.md.*COHESION_COLD_KERNELS=1"):
        run.run_one(probe.notebook(project, PROBE), doomed)


def test_a_parent_that_takes_too_long_to_end_is_ended(monkeypatch):
    monkeypatch.setattr(kernels, "PATIENCE", 0.1)
    slow = [sys.executable, "-c", "import time; time.sleep(600)"]
    started = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _, **options: started(slow, **options))
    nursery = kernels.Nursery(environment.for_kernels())
    nursery.close()
    assert nursery._process.returncode == -signal.SIGKILL


def test_ordinary_kernels_can_be_asked_for(monkeypatch):
    assert kernels.available()
    monkeypatch.setenv("COHESION_COLD_KERNELS", "1")
    assert not kernels.available()
    assert run._nursery(5) is None


def test_a_parent_that_does_not_end_in_time_is_killed():
    """On a busy machine the parent may take long to end: no build fails for that."""

    class Stuck:
        stdin, killed, ended = io.StringIO(), False, False

        def wait(self, timeout=None):
            if not self.killed:
                raise subprocess.TimeoutExpired("kernels", timeout)
            self.ended = True

        def kill(self):
            self.killed = True

    parent = kernels.Nursery.__new__(kernels.Nursery)
    parent._process = Stuck()
    parent.close()
    assert parent._process.ended and parent._process.stdin.closed
