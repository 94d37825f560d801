"""Results that are not whole are recognised, dropped in one message, and made again."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion import paths
from cohesion.building import freshness, run
from cohesion.building import notebooks as building_notebooks
from cohesion.errors import DataError
from cohesion.publishing import stored
from tests.tools import probe

PROBE = probe.page(
    probe.ONE + 'publish.fact("probe-two", 2, source="programme/edition.yml", digits=0)\n'
)


def item(name: str, notebook: str = "probe", **more) -> dict:
    return {"name": name, "kind": "fact", "notebook": notebook, "value": 1, "text": "1", **more}


def lay_out(folder, items=None):
    """Write whole results of a notebook into a folder."""
    folder.mkdir(parents=True)
    items = [item("probe-one"), item("probe-two")] if items is None else items
    (folder / "items.jsonl").write_text("".join(map(stored.as_line, items)), "utf-8")
    (folder / "executed.ipynb").write_text(json.dumps({"cells": []}), "utf-8")
    record = {"code": "c", "environment": "e", "files": {}, "notes": {}, "facts": {}, "seconds": 1,
              "results": len(items)}  # fmt: skip
    (folder / "record.json").write_text(json.dumps(record), "utf-8")
    return folder


def half(file):
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def twice(file):
    file.write_bytes(file.read_bytes() * 2)


def interleaved(file):
    """Write as two programs do that write line by line into one file."""
    file.write_bytes(b"".join(line * 2 for line in file.read_bytes().splitlines(keepends=True)))


SPOILT = {
    "items twice": ("items.jsonl", twice, "stands twice"),
    "items interleaved": ("items.jsonl", interleaved, "stands twice"),
    "half of the items": ("items.jsonl", half, "1 of 2 results are left"),
    "no item left": ("items.jsonl", lambda file: file.write_bytes(b""), "0 of 2"),
    "last line without its end": (
        "items.jsonl", lambda file: file.write_bytes(file.read_bytes()[:-1]), "not whole"),
    "items of another notebook": (
        "items.jsonl", lambda file: file.write_text(stored.as_line(item("x", "other"))), "other"),
    "items as a list": ("items.jsonl", lambda file: file.write_text("[1]\n"), "not whole"),
    "items as zeros": ("items.jsonl", lambda file: file.write_bytes(b"\0" * 40), "not whole"),
    "no UTF-8": ("items.jsonl", lambda file: file.write_bytes(b'{"a": "\xff"}\n'), "not whole"),
    "no items": ("items.jsonl", lambda file: file.unlink(), "gone"),
    "half of the record": ("record.json", half, "record"),
    "an empty record": ("record.json", lambda file: file.write_bytes(b""), "record"),
    "a record without files": ("record.json", lambda file: file.write_text("{}"), "record"),
    "a record as a list": ("record.json", lambda file: file.write_text("[]"), "record"),
    "a record with a list of files": (
        "record.json",
        lambda file: file.write_text('{"code": "c", "files": [], "facts": {}}'), "record"),
    "no record": ("record.json", lambda file: file.unlink(), "record"),
    "half of the outputs": ("executed.ipynb", half, "outputs"),
    "no outputs": ("executed.ipynb", lambda file: file.unlink(), "outputs are gone"),
    "outputs as a list": ("executed.ipynb", lambda file: file.write_text("[]"), "outputs"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SPOILT)
def test_each_kind_of_damage_is_named(tmp_path, kind):
    folder = lay_out(tmp_path / "probe")
    assert freshness.damage(folder) == ""
    name, spoil, told = SPOILT[kind]
    spoil(folder / name)
    assert told in freshness.damage(folder)


def test_no_results_and_no_items_are_no_damage(tmp_path):
    assert freshness.damage(tmp_path / "absent") == ""
    (tmp_path / "empty").mkdir()
    assert freshness.damage(tmp_path / "empty") == ""
    assert freshness.damage(lay_out(tmp_path / "probe", [])) == ""


@given(st.data())
def test_a_results_file_that_was_cut_anywhere_is_damaged(tmp_path_factory, data):
    folder = lay_out(tmp_path_factory.mktemp("cut") / "probe")
    file = folder / "items.jsonl"
    content = file.read_bytes()
    ends = {n + 1 for n, byte in enumerate(content) if byte == 10} | {0}
    cut = data.draw(st.integers(0, len(content) - 1))
    file.write_bytes(content[:cut])
    assert freshness.damage(folder) != ""
    if cut not in ends:
        with pytest.raises(DataError, match="make book"):
            stored.load(folder.parent)


@pytest.fixture
def project(tmp_path, monkeypatch, warm):
    probe.project(tmp_path, monkeypatch)
    # The words of the book's pages belong to results that are not made here.
    monkeypatch.setattr(run.words, "of_book", lambda files: {})
    (tmp_path / "probe.md").write_text(PROBE, "utf-8")
    return tmp_path


def test_damaged_results_are_made_again_with_one_message(project):
    names = ["one", "two", "three"]
    found = [building_notebooks.Notebook(name, project / f"{name}.md", 1, "", "") for name in names]
    for notebook in found:
        lay_out(notebook.folder, [item(notebook.name, notebook.name)])
    twice(found[0].folder / "items.jsonl")
    half(found[2].folder / "record.json")
    said: list[str] = []
    run._forget_damaged(found, said.append)
    assert len(said) == 1 and "made again" in said[0]
    assert "one ('one' stands twice)" in said[0]
    assert "three (" in said[0] and "two (" not in said[0]
    assert [notebook.folder.exists() for notebook in found] == [False, True, False]
    run._forget_damaged(found, said.append)
    assert len(said) == 1


def test_a_build_over_doubled_results_gives_what_it_gave_before(project, warm):
    notebook = building_notebooks.read_notebook(project / "probe.md")
    run.run_one(notebook, warm)
    before = stored.load()
    assert set(before) == {"probe-one", "probe-two"}
    twice(notebook.folder / "items.jsonl")
    said: list[str] = []
    run.run_all([notebook], say=said.append)
    assert stored.load() == before
    assert said[0].startswith("damaged results are made again: probe (")
    assert freshness.damage(notebook.folder) == ""


def test_a_run_whose_list_of_inputs_is_gone_says_what_to_do(project, warm):
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    text = PROBE.replace(
        "from cohesion",
        f"import os; os.environ['COHESION_OUT'] = {str(elsewhere)!r}\nfrom cohesion",
    )
    (project / "probe.md").write_text(text, "utf-8")
    with pytest.raises(run.NotebookError, match="no list of what it used") as caught:
        run.run_one(building_notebooks.read_notebook(project / "probe.md"), warm)
    assert "Cure: run again" in str(caught.value)
    assert not (paths.RESULTS / "probe").exists()


def test_without_any_results_the_cure_is_to_build_first(tmp_path):
    stored._loaded.cache_clear()
    with pytest.raises(DataError) as caught:
        stored.item("selection-state-1-code", tmp_path)
    assert "make book first" in caught.value.cure and "earlier stage" not in str(caught.value)


def test_where_only_some_notebooks_ran_the_first_cure_is_to_build(tmp_path):
    """A notebook run by hand in a fresh clone, after one that publishes something else."""
    stored._loaded.cache_clear()
    (tmp_path / "visibility").mkdir()
    line = stored.as_line({"kind": "fact", "name": "x", "notebook": "visibility"})
    (tmp_path / "visibility" / "items.jsonl").write_text(line, "utf-8")
    with pytest.raises(DataError, match="nothing is published as 'selection-proposed") as caught:
        stored.item("selection-proposed-codes", tmp_path)
    first, second = caught.value.cure.split(". ")
    assert "run make book first" in first and "earlier stage" in second
