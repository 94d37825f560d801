"""Running notebooks: what makes one stale, and how a failure reads."""

from __future__ import annotations

import dataclasses
import json

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
    project, condition, value, problem
):
    cell = (
        "from cohesion.publishing import claims, publish, stored\n"
        f'publish.claim("more", holds="{condition}", says="It is so.",\n'
        f'              rests_on={{"n": claims.count({value}, of=3)}},\n'
        '              source="programme/edition.yml")\n'
    )
    run.run_one(probe.notebook(project, GOOD, "good"))
    with pytest.raises(run.NotebookError) as caught:
        run.run_all([probe.notebook(project, probe.page(cell), "good")], say=lambda line: None)
    message = str(caught.value)
    assert "notebooks/good.md, code cell 1" in message and "Cure:" in message
    assert problem in message
    assert "probe-gini" in stored.load()
