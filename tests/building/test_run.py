"""Running notebooks: what makes one stale, and how a failure reads."""

from __future__ import annotations

import dataclasses
import json
import os
import threading

import pytest

from cohesion import paths
from cohesion.building import environment, freshness, run
from cohesion.publishing import stored
from tests.tools import probe

GOOD = probe.page(probe.GINI)


@pytest.fixture
def project(tmp_path, monkeypatch):
    return probe.project(tmp_path, monkeypatch)


def test_a_failing_cell_is_named_and_earlier_results_stay(project, warm, monkeypatch):
    good = probe.notebook(project, GOOD, "good")
    run.run_one(good, warm)
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


#: Stands where the kernel's own program is looked for: ends at once, so many times.
_ENDS = """\
import pathlib, sys
count = pathlib.Path(__file__).with_name("count")
tried = int(count.read_text()) if count.exists() else 0
count.write_text(str(tried + 1))
if tried < {times}:
    sys.exit(1)
from ipykernel.kernelapp import launch_new_instance
launch_new_instance()
"""


def ending_kernels(folder, monkeypatch, times):
    """Let the first kernels end while they start; return the file that counts them."""
    program = folder / "dead" / "ipykernel_launcher"
    program.mkdir(parents=True)
    (program / "__init__.py").touch()
    (program / "__main__.py").write_text(_ENDS.format(times=times), "utf-8")
    looked_in = os.pathsep.join([str(program.parent), str(paths.ROOT)])
    monkeypatch.setitem(environment.KERNEL_ENVIRONMENT, "PYTHONPATH", looked_in)
    return program / "count"


def test_a_kernel_that_never_starts_is_one_message(project, tmp_path, monkeypatch):
    """The message names notebook and cure; nothing is left to fail when the process ends."""
    count = ending_kernels(tmp_path, monkeypatch, times=99)
    waiting = []
    monkeypatch.setattr(run.atexit, "register", waiting.append)
    monkeypatch.setattr(run.atexit, "unregister", waiting.remove)
    with pytest.raises(run.NotebookError, match="good.md: the kernel did not start") as caught:
        run.run_one(probe.notebook(project, GOOD, "good"))
    assert "COHESION_COLD_KERNELS=1" in str(caught.value)
    assert waiting == [] and count.read_text() == str(run.STARTS)


@pytest.mark.dear
def test_a_kernel_that_lost_its_port_is_started_again(project, tmp_path, monkeypatch):
    count = ending_kernels(tmp_path, monkeypatch, times=1)
    run.run_one(probe.notebook(project, GOOD, "good"))
    assert count.read_text() == "2"
    assert stored.load(paths.RESULTS)["probe-gini"]["kind"] == "fact"


def test_no_kernel_is_started_again_when_the_build_is_to_end(project, tmp_path, monkeypatch):
    count = ending_kernels(tmp_path, monkeypatch, times=1)
    stop = threading.Event()
    stop.set()
    with pytest.raises(run.NotebookError, match="the kernel did not start"):
        run.run_one(probe.notebook(project, GOOD, "good"), stop=stop)
    assert count.read_text() == "1"


def test_what_rests_on_a_later_result_is_refused_and_forgotten(project):
    """A claim, fact or table that read what an earlier build left would never be true again."""
    reader = probe.notebook(project, GOOD, "reader")
    reader.folder.mkdir(parents=True)
    record = {"code": "", "files": {}, "facts": {"late": "print"}}
    (reader.folder / "record.json").write_text(json.dumps(record), "utf-8")
    items = {"late": {"notebook": "writer"}}
    later = dataclasses.replace(reader, stage=2)
    run._refuse_later([later], {"reader": 2, "writer": 1}, items)
    with pytest.raises(run.NotebookError, match=r"reader.md \(stage 1\) reads 'late'.*writer.md"):
        run._refuse_later([reader], {"reader": 1, "writer": 2}, items)
    assert not reader.folder.exists()
    # Without results there is nothing to refuse.
    run._refuse_later([reader], {"reader": 1, "writer": 2}, items)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("condition", "value", "problem"),
    [
        ("n > 1", 'stored.fact("no-such-fact")', "no-such-fact"),
        ("n / (n - n) > 1", "2", "ZeroDivisionError"),
        ("n - n", "2", "not true or false"),
        ("n > 1", 'float("nan")', "missing"),
        ("n >= 0", "2", "no value in the recorded range"),
    ],
)
def test_a_bad_claim_names_notebook_cell_and_cure_and_leaves_what_stood(
    project, warm, condition, value, problem
):
    cell = (
        "from cohesion.publishing import claims, publish, stored\n"
        f'publish.claim("more", holds="{condition}", says="It is so.",\n'
        f'              rests_on={{"n": claims.count({value}, of=3)}},\n'
        '              source="programme/edition.yml")\n'
    )
    run.run_one(probe.notebook(project, GOOD, "good"), warm)
    with pytest.raises(run.NotebookError) as caught:
        run.run_all([probe.notebook(project, probe.page(cell), "good")], say=lambda line: None)
    message = str(caught.value)
    assert "notebooks/good.md, code cell 1" in message and "Cure:" in message
    assert problem in message
    assert "probe-gini" in stored.load()


def test_all_stages_take_their_kernels_from_one_parent_which_ends_with_them(project, monkeypatch):
    found = [dataclasses.replace(probe.notebook(project, GOOD, name), stage=stage)
             for stage, name in enumerate(("one", "two", "three"), start=1)]  # fmt: skip
    parents, used = [], []

    class Parent:
        closed = 0

        def close(self):
            self.closed += 1

    def parent(notebooks):
        parents.append(Parent())
        return parents[-1]

    def stage(stale, reasons, workers, say, unable, nursery):
        assert not nursery.closed
        used.append(nursery)
        if stale[0].name == "three":
            raise run.NotebookError("three fails")
        return {}

    monkeypatch.setattr(run, "_nursery", parent)
    monkeypatch.setattr(run, "_run_stage", stage)
    monkeypatch.setattr(run, "_refuse_later", lambda *_: None)
    with pytest.raises(run.NotebookError, match="three fails"):
        run.run_all(found, say=lambda line: None)
    assert len(parents) == 1 and used == parents * 3 and parents[0].closed == 1


def test_a_notebook_counts_as_long_as_it_last_took_then_as_recorded(project, warm):
    good = probe.notebook(project, GOOD, "good")
    assert run._last_seconds(good, {}) == 10
    assert run._last_seconds(good, {"good": 3.5}) == 3.5
    run.run_one(good, warm)
    assert run._last_seconds(good, {"good": 99.0}) < 99
