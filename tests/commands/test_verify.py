"""``verify``: 0 only if every result is as published and every bound sentence still holds."""

from __future__ import annotations

import argparse
from types import SimpleNamespace

import pytest

from cohesion.commands import verify
from cohesion.errors import DataError


def line(text: str):
    return SimpleNamespace(line=lambda: text)


@pytest.fixture
def result(monkeypatch, tmp_path):
    """What the rerun finds; each test may change it."""
    found = {"golden": {"a": 1}, "changes": [], "fallen": [], "odd": []}
    monkeypatch.setattr(verify.verify, "read_golden", lambda: found["golden"])
    monkeypatch.setattr(verify.verify, "rerun_from_nothing", lambda: tmp_path)
    monkeypatch.setattr(verify.collected, "collect", lambda fresh: {})
    monkeypatch.setattr(verify.verify, "compare", lambda one, other: (7, found["changes"]))
    monkeypatch.setattr(verify.verify, "publish_results", lambda: 3)
    monkeypatch.setattr(verify.stored, "load", lambda folder: {})
    monkeypatch.setattr(verify, "bound_texts", lambda items: {"p": 1, "q": 2})
    monkeypatch.setattr(verify.claims, "fallen", lambda items, sentences: found["fallen"])
    monkeypatch.setattr(verify.one_value, "unexplained", lambda items, pages: found["odd"])
    return found


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    verify.add_arguments(parser)
    return verify.command(parser.parse_args(arguments))


def test_nothing_moved(result, capsys):
    assert run() == 0
    assert capsys.readouterr().out == "7 identical, 0 changed\n"


def test_a_change_is_printed_and_fails(result, capsys):
    result["changes"] = [line("x moves: 1 → 2")]
    assert run() == 1
    assert capsys.readouterr().out == "x moves: 1 → 2\n7 identical, 1 changed\n"


def test_a_sentence_that_fell_fails_although_nothing_moved(result, capsys):
    result["fallen"], result["odd"] = [line("page: a sentence")], ["two values of one thing"]
    assert run() == 1
    said = capsys.readouterr().out
    assert "page: a sentence\ntwo values of one thing\n" in said
    assert said.endswith("1 of 2 bound sentences no longer hold\n")


def test_without_published_results_there_is_nothing_to_compare_with(result):
    result["golden"] = {}
    with pytest.raises(DataError, match="no results are published yet"):
        run()


def test_accepting_compares_nothing(result, capsys):
    result["golden"] = {}
    assert run("--accept") == 0
    assert capsys.readouterr().out == "3 notebooks published to tests/golden/\n"
