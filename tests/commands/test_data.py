"""``data``: all tables, some of them, or the outlines and names of places."""

from __future__ import annotations

import argparse

import pytest

from cohesion import paths
from cohesion.commands import data


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    data.add_arguments(parser)
    return parser.parse_args(arguments)


@pytest.fixture
def called(monkeypatch):
    seen = []
    monkeypatch.setattr(data, "build_all", lambda sources, only: seen.append((sources, only)) or [
        "a", "b"])  # fmt: skip
    for name in ("outlines", "municipal_outlines", "municipality_names"):
        module = getattr(data, name)
        monkeypatch.setattr(
            module, "build",
            lambda sources, folder, name=name: seen.append((name, sources)) or [folder / name],
        )  # fmt: skip
    return seen


def test_tables_are_built_from_the_folder_that_is_named(called, tmp_path, capsys):
    assert data.command(options("--sources", str(tmp_path), "--only", "x", "y")) == 0
    assert called == [(tmp_path.resolve(), ["x", "y"])]
    assert capsys.readouterr().out == "2 tables in data/\n"
    data.command(options())
    assert called[1] == (paths.SOURCES.resolve(), [])


def test_places_are_built_instead_and_no_table(called, tmp_path, capsys):
    assert data.command(options("--geo", "--sources", str(tmp_path))) == 0
    written = ["outlines", "municipal_outlines", "municipality_names"]
    assert [name for name, _ in called] == written
    assert capsys.readouterr().out.splitlines() == [f"data/geo/{name}" for name in written]
