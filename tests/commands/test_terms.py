"""``terms``: the file is what the manifests say, and a file that is not is refused."""

from __future__ import annotations

import argparse

import pytest

from cohesion.commands import terms
from cohesion.errors import DataError


@pytest.fixture
def file(monkeypatch, tmp_path):
    place = tmp_path / "DATA-TERMS.md"
    monkeypatch.setattr(terms, "FILE", place)
    return place


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    terms.add_arguments(parser)
    return terms.command(parser.parse_args(arguments))


def test_a_file_that_is_missing_or_old_is_refused_until_it_is_written(file):
    for content in (None, "old"):
        if content:
            file.write_text(content, "utf-8")
        with pytest.raises(DataError, match="not what the manifests say"):
            run("--check")
        assert not file.exists() or file.read_text("utf-8") == "old"
    assert run() == 0 and run("--check") == 0
    assert "CONEVAL" in file.read_text("utf-8")
