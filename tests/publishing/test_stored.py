"""Tests of ``cohesion/publishing/stored.py``."""

from __future__ import annotations

import json

import pytest

from cohesion.errors import DataError
from cohesion.publishing import stored


def test_two_notebooks_may_not_publish_the_same_name(tmp_path):
    for notebook in ("one", "two"):
        (tmp_path / notebook).mkdir()
        record = {"name": "x", "kind": "fact", "notebook": notebook}
        (tmp_path / notebook / "items.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    with pytest.raises(DataError, match="published by two notebooks: one and two"):
        stored.load(tmp_path)


def test_an_unknown_fact_is_named_with_the_nearest(tmp_path):
    (tmp_path / "one").mkdir()
    record = {"name": "poverty-share", "kind": "fact", "notebook": "one", "value": 1, "text": "1"}
    (tmp_path / "one" / "items.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    with pytest.raises(DataError, match="did you mean 'poverty-share'"):
        stored.fact("poverty-shares", tmp_path)


def stored_as(folder, text: str, notebook: str = "one"):
    """Write what a notebook left; return its folder."""
    results = folder / notebook
    results.mkdir(parents=True, exist_ok=True)
    (results / "items.jsonl").write_text(text, "utf-8")
    return results


def line(name: str, notebook: str = "one", **more) -> str:
    return json.dumps({"name": name, "kind": "fact", "notebook": notebook, **more}) + "\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (line("a") + line("b"), ""),
        (line("a"), "1 of 2 results are left"),
        (line("a") + line("b").rstrip("\n"), "line 2 is not whole"),
        (line("a") + "{", "line 2 is not whole"),
        (line("a") + "[1]\n", "line 2 is not whole"),
        (line("a") + '{"name": "b"}\n', "line 2 is not whole"),
        (line("a") + line("a"), "'a' stands twice"),
        (line("a") + line("b", "two"), "'b' belongs to two"),
    ],
)
def test_results_that_are_not_whole_say_what_is_wrong(tmp_path, text, said):
    results = stored_as(tmp_path, text)
    assert stored.damage(results, 2) == said
    if "line" in said or "twice" in said:
        with pytest.raises(DataError, match=r"results are damaged.*Run make book"):
            stored.load(tmp_path)


def test_results_that_go_at_this_moment_and_those_of_a_run_under_way_are_none(tmp_path):
    (tmp_path / "one").mkdir()
    assert stored.damage(tmp_path / "one") == "" and stored.load(tmp_path) == {}
    stored_as(tmp_path, "{", ".one.partial")
    assert stored.load(tmp_path) == {}


def test_a_fact_is_read_and_what_is_no_fact_is_refused(tmp_path):
    stored_as(tmp_path, line("n", value=26, text="26") + line("t").replace("fact", "table"))
    assert stored.fact("n", tmp_path) == 26 and stored.fact_text("n", tmp_path) == "26"
    with pytest.raises(DataError, match="'t' is a table, not a fact"):
        stored.fact("t", tmp_path)
    assert stored.facts_read()["n"] == stored.print_of_run(stored.item("n", tmp_path))


def test_without_any_results_the_cure_is_to_build(tmp_path):
    with pytest.raises(DataError, match=r"no notebook has results here yet.*make book"):
        stored.item("n", tmp_path)


def test_a_result_changes_its_print_and_words_of_a_page_do_not():
    item = {"name": "tab-x", "kind": "table", "rows": 1, "words": "page", "caption": "A."}
    other = item | {"caption": "B."}
    assert stored.print_of_run(item) == stored.print_of_run(other)
    assert stored.fingerprint(item) != stored.fingerprint(other)
    assert stored.print_of_run(item) != stored.print_of_run(item | {"rows": 2})
    assert json.loads(stored.as_line(item)) == item and stored.as_line(item).endswith("\n")


def test_who_listens_hears_which_results_are_asked_for_and_only_while_it_lasts(tmp_path):
    stored_as(tmp_path, line("n") + line("m"))
    with stored.listening() as outer:
        stored.item("n", tmp_path)
        with stored.listening() as inner:
            stored.item("m", tmp_path)
    stored.item("n", tmp_path)
    assert (outer, inner) == ({"n", "m"}, {"m"})
