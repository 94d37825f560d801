"""``make verify``: what counts as identical, and how a change reads."""

from __future__ import annotations

import copy
import json
from types import SimpleNamespace

import pytest

from cohesion import paths
from cohesion.__main__ import main
from cohesion.building import collected, notebooks, run, verify

GOLDEN = {
    "poverty": {
        "inputs": {"code": "a", "data/poverty.csv": "b"},
        "facts": {"share": {"value": 46.149, "text": "46.1 %"},
                  "place": {"value": "x", "text": "x"}},
        "tables": {
            "tab-states": {"caption": "C.", "heads": ["State", "Share"],
                           "rows": [["Chiapas", 78.5], ["Oaxaca", 67.0]]},
        },
        "figures": {"fig-map": {"caption": "F.", "sha256": "1" * 64}},
        "prose": {"text": {"sha256": "2" * 64}},
    },
}  # fmt: skip


@pytest.fixture
def current() -> dict:
    return copy.deepcopy(GOLDEN)


def the_change(current: dict) -> tuple[int, verify.Change]:
    identical, changes = verify.compare(GOLDEN, current)
    (change,) = changes
    return identical, change


def test_the_same_results_are_identical(current):
    assert verify.compare(GOLDEN, current) == (5, [])


def test_last_digits_of_a_processor_are_no_change(current):
    current["poverty"]["facts"]["share"]["value"] *= 1 + 1e-12
    current["poverty"]["tables"]["tab-states"]["rows"][0][1] *= 1 - 1e-12
    assert verify.compare(GOLDEN, current) == (5, [])


def test_a_changed_fact_names_both_values_and_the_input_that_changed(current):
    current["poverty"]["facts"]["share"] = {"value": 47.0, "text": "47.0 %"}
    current["poverty"]["inputs"]["data/poverty.csv"] = "c"
    identical, change = the_change(current)
    assert identical == 4
    assert change.line() == (
        "fact share (poverty): 46.1 % → 47.0 %; changed inputs: data/poverty.csv"
    )


def test_a_changed_text_beside_the_same_value_is_a_change(current):
    current["poverty"]["facts"]["share"]["text"] = "46.2 %"
    assert the_change(current)[1].after == "46.2 %"


def test_a_changed_cell_is_named_by_row_and_column(current):
    current["poverty"]["tables"]["tab-states"]["rows"][1][1] = 67.5
    current["poverty"]["inputs"]["code"] = "z"
    line = the_change(current)[1].line()
    assert line == (
        "table tab-states (poverty): row 2 (Oaxaca), 'Share': 67.0 → 67.5; "
        "changed inputs: the notebook's code"
    )


def test_a_lost_row_and_a_new_caption_are_changes(current):
    current["poverty"]["tables"]["tab-states"]["rows"].pop()
    assert the_change(current)[1].before == "2 rows"
    current["poverty"]["tables"]["tab-states"] = {
        **GOLDEN["poverty"]["tables"]["tab-states"], "caption": "Another finding."
    }  # fmt: skip
    assert "another caption" in the_change(current)[1].after


@pytest.mark.parametrize(("kind", "name"), [("figures", "fig-map"), ("prose", "text")])
def test_a_figure_or_text_with_other_bytes_is_a_change(current, kind, name):
    current["poverty"][kind][name]["sha256"] = "f" * 64
    identical, change = the_change(current)
    assert identical == 4 and change.name == name
    assert change.cause.startswith("no input changed")


def test_missing_and_new_results_are_told_apart(current):
    del current["poverty"]["facts"]["share"]
    current["poverty"]["facts"]["new"] = {"value": 1, "text": "1"}
    identical, changes = verify.compare(GOLDEN, current)
    shown = {change.name: (change.before, change.after) for change in changes}
    assert identical == 4
    assert shown == {"share": ("46.1 %", "no longer there"), "new": ("not published before", "1")}


def test_a_notebook_that_is_gone_loses_each_of_its_results():
    identical, changes = verify.compare(GOLDEN, {})
    assert identical == 0 and len(changes) == 5
    assert {change.after for change in changes} == {"no longer there"}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [(1, 1.0, True), (1.0, 1.001, False), (None, None, True), (None, 0, False), ("a", "a", True),
     ([1, 2], [1, 2, 3], False), ({"a": 1}, {"b": 1}, False), ("1", 1.0, False),
     (0.0, 1e-300, True), ({"a": [1.0]}, {"a": [1.0 + 1e-12]}, True)],
)  # fmt: skip
def test_sameness(a, b, expected):
    assert verify.same(a, b) is expected


def test_golden_files_are_written_and_read_back(tmp_path):
    verify.write_golden(GOLDEN, tmp_path / "golden")
    assert verify.read_golden(tmp_path / "golden") == GOLDEN
    assert verify.read_golden(tmp_path / "golden", {"other"}) == {}
    first = (tmp_path / "golden" / "poverty.json").read_bytes()
    verify.write_golden(json.loads(json.dumps(GOLDEN)), tmp_path / "golden")
    assert (tmp_path / "golden" / "poverty.json").read_bytes() == first


def test_the_command_says_what_moved_and_fails(tmp_path, monkeypatch, capsys, current):
    current["poverty"]["facts"]["share"] = {"value": 47.0, "text": "47.0 %"}
    monkeypatch.setattr(verify, "rerun_from_nothing", lambda: tmp_path)
    monkeypatch.setattr(collected, "collect", lambda folder: current)
    monkeypatch.setattr(verify, "read_golden", lambda: GOLDEN)
    assert main(["verify"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "4 identical, 1 changed"
    monkeypatch.setattr(collected, "collect", lambda folder: GOLDEN)
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "5 identical, 0 changed\n"


def test_without_published_results_nothing_can_be_verified(monkeypatch, capsys):
    monkeypatch.setattr(verify, "read_golden", lambda: {})
    monkeypatch.setattr(verify, "rerun_from_nothing", lambda: pytest.fail("ran in vain"))
    assert main(["verify"]) == 1
    assert "make golden" in capsys.readouterr().err


def test_a_failing_notebook_fails_the_command(monkeypatch, capsys):
    def fails():
        raise run.NotebookError("the notebooks did not run; see above.")

    monkeypatch.setattr(verify, "read_golden", lambda: GOLDEN)
    monkeypatch.setattr(verify, "rerun_from_nothing", fails)
    assert main(["verify"]) == 1
    assert "did not run" in capsys.readouterr().err


def test_the_committed_results_cover_the_notebooks_of_the_book():
    if not paths.GOLDEN.is_dir():
        pytest.skip("no results are published yet: run make golden")
    names = {notebook.name for notebook in notebooks.notebooks_of_book()}
    assert set(verify.read_golden()) == names


def test_the_last_stage_runs_again_after_the_results_were_published(monkeypatch, tmp_path):
    """The chapter on quality compares the others with what is published, so it comes last."""
    book = [SimpleNamespace(name=name, stage=stage, folder=tmp_path / name)
            for name, stage in (("a", 1), ("quality", 3))]  # fmt: skip
    steps = []
    monkeypatch.setattr(verify.building_notebooks, "notebooks_of_book", lambda: book)

    def run_all(notebooks):
        steps.append([nb.name for nb in notebooks if not nb.folder.is_dir()])
        for notebook in notebooks:
            notebook.folder.mkdir(exist_ok=True)

    monkeypatch.setattr(verify.run, "run_all", run_all)
    monkeypatch.setattr(collected, "collect", lambda folder: {"at": len(steps)})
    monkeypatch.setattr(verify, "write_golden", lambda found: steps.append(found["at"]))
    assert verify.publish_results() == 2
    assert steps == [["a", "quality"], 1, ["quality"], 3]


@pytest.mark.parametrize("code", [0, 1])
def test_everything_is_rerun_in_an_empty_folder_of_its_own(monkeypatch, tmp_path, code):
    old = tmp_path / "_build" / "verify" / "results" / "old"
    old.mkdir(parents=True)
    called = {}

    def started(command, *, cwd, env):
        called.update(command=command, build=env["COHESION_BUILD"])
        assert not old.exists()
        return SimpleNamespace(returncode=code)

    monkeypatch.setattr(verify.paths, "ROOT", tmp_path)
    monkeypatch.setattr(verify.subprocess, "run", started)
    if code:
        with pytest.raises(verify.run.NotebookError, match="did not run"):
            verify.rerun_from_nothing()
    else:
        assert verify.rerun_from_nothing() == tmp_path / "_build" / "verify" / "results"
    assert called["build"] == "_build/verify" and called["command"][-2:] == ["book", "--notebooks"]
