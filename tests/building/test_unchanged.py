"""Tests of ``cohesion/building/unchanged.py``: what makes a book that stands one to be built."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.building import unchanged
from cohesion.commands import book


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A project with a page, a table, a result and a book that was built from them."""
    build = tmp_path / "_build"
    for name, folder in (("ROOT", tmp_path), ("RESULTS", build / "results")):
        monkeypatch.setattr(paths, name, folder)
    monkeypatch.setattr(paths, "HTML", build / "html")
    for name, text in (
        ("index.md", "# One"), ("data/x.csv", "a\n1\n"), ("cohesion/x.py", "X = 1\n"),
        ("_build/results/one/items.jsonl", "{}\n"), ("_build/results/one/figures/f.svg", "<svg/>"),
        ("_build/html/index.html", "<p>One</p>"),
    ):  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    assert not unchanged.book_stands(paths.HTML)
    unchanged.note(paths.HTML, unchanged.of_project())
    return paths.HTML


def test_a_book_stands_while_nothing_changes(place):
    assert unchanged.book_stands(place)
    # What no build reads decides nothing.
    for name in (".venv/lib/y.py", "_build/build.log", "cohesion/__pycache__/x.pyc"):
        file = paths.ROOT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("new", "utf-8")
    assert unchanged.book_stands(place)


@pytest.mark.parametrize(
    "name",
    ["index.md", "data/x.csv", "cohesion/x.py", "cohesion/new.py", "book/static/new.css",
     "_build/results/one/items.jsonl", "_build/results/one/figures/f.svg",
     "_build/results/two/items.jsonl"],
)  # fmt: skip
def test_one_changed_or_new_file_means_a_look(place, name):
    file = paths.ROOT / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("changed", "utf-8")
    assert not unchanged.book_stands(place)


@pytest.mark.parametrize("name", ["index.md", "_build/results/one/items.jsonl",
                                  "_build/html/index.html"])  # fmt: skip
def test_a_file_that_is_gone_means_a_look(place, name):
    (paths.ROOT / name).unlink()
    assert not unchanged.book_stands(place)


def test_a_renamed_file_means_a_look(place):
    (paths.ROOT / "data" / "x.csv").rename(paths.ROOT / "data" / "y.csv")
    assert not unchanged.book_stands(place)


def test_another_environment_means_a_look(place, monkeypatch, tmp_path):
    other = tmp_path / "_build" / "site-packages"
    (other / "numpy-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(other))
    assert not unchanged.book_stands(place)


def test_nothing_is_noted_where_a_file_changed_during_the_build(place):
    before = unchanged.of_project()
    (paths.ROOT / "index.md").write_text("# Two", "utf-8")
    unchanged.note(place, before)
    assert not unchanged.book_stands(place)


def test_the_command_builds_only_where_something_changed(place, monkeypatch, capsys):
    from argparse import Namespace

    from cohesion.building import html

    built = []
    monkeypatch.setattr(html, "build_html", lambda: built.append("book"))
    plain = {"run": None, "notebooks": False, "explore": False, "language": "en"}
    assert book.command(Namespace(**plain)) == 0
    assert not built and "_build/html/index.html (nothing changed)" in capsys.readouterr().out
    (paths.ROOT / "index.md").write_text("# Two", "utf-8")
    assert book.command(Namespace(**plain)) == 0
    assert built == ["book"]
