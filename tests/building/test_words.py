"""The words of pages come into the stored results, and decide nothing about what runs."""

from __future__ import annotations

import json

import pytest

from cohesion import paths
from cohesion.building import words
from cohesion.errors import DataError
from cohesion.publishing import bodies, stored

PAGE = ":::{published} tab-x\nThe caption.\n\nNotes: The notes.\n:::\n"
TABLE = {"name": "tab-x", "kind": "table", "notebook": "probe", "caption": "", "notes": "",
         "wide": False, "words": "page", "raw": {"heads": ["a"], "rows": [[1]]}}  # fmt: skip
FACT = {"name": "n", "kind": "fact", "notebook": "probe", "value": 1, "text": "1"}


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "RESULTS", tmp_path / "results")
    folder = tmp_path / "results" / "probe"
    folder.mkdir(parents=True)
    (folder / "items.jsonl").write_text("".join(map(stored.as_line, (FACT, TABLE))), "utf-8")
    return tmp_path


def give(project, page: str) -> int:
    file = project / "probe.md"
    file.write_text(page, "utf-8")
    found = bodies.by_name(bodies.of_page(page, file))
    return words.give([("probe", file)], found)


def items(project) -> dict:
    lines = (project / "results/probe/items.jsonl").read_text("utf-8").splitlines()
    return {item["name"]: item for item in map(json.loads, lines)}


def test_words_come_into_the_results_once_and_follow_the_page(project):
    assert give(project, PAGE) == 1
    assert items(project)["tab-x"]["caption"] == "The caption."
    assert items(project)["n"] == FACT
    assert give(project, PAGE) == 0
    assert give(project, PAGE.replace("The caption.", "Another one.")) == 1
    assert items(project)["tab-x"]["caption"] == "Another one."


def test_a_caption_changes_the_page_and_makes_no_notebook_stale(project):
    give(project, PAGE)
    before = items(project)["tab-x"]
    give(project, PAGE.replace("The caption.", "Another one."))
    after = items(project)["tab-x"]
    assert stored.print_of_run(before) == stored.print_of_run(after)
    assert stored.fingerprint(before) != stored.fingerprint(after)
    moved = {**after, "raw": {"heads": ["a"], "rows": [[2]]}}
    assert stored.print_of_run(moved) != stored.print_of_run(after)


def test_both_ways_are_checked(project):
    with pytest.raises(DataError, match="'tab-x' has no caption"):
        give(project, "Text.\n")
    with pytest.raises(DataError, match=r"probe.md, row 1: no result is published as 'tab-y'"):
        page = PAGE.replace("tab-x", "tab-y")
        (project / "probe.md").write_text(page, "utf-8")
        found = bodies.by_name(bodies.of_page(page, project / "probe.md"))
        words.check_names(found, items(project))
