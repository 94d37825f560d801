"""What the pages give a reader to work with: only where it is needed, made once, kept in step."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest

from cohesion.pages import cards, explorer, numbers, reader, sentences


class FakeApp:
    """As much of Sphinx as the finishing of a page needs."""

    def __init__(self, builder: str = "html", **env):
        self.builder = SimpleNamespace(name=builder)
        self.env = SimpleNamespace(found_docs=set(), titles={}, **env)
        self.config = SimpleNamespace(language="en")
        self.cohesion_items: dict = {}
        self.files: list[str] = []

    def add_css_file(self, name: str) -> None:
        self.files.append(name)

    def add_js_file(self, name: str, loading_method: str) -> None:
        assert loading_method == "defer"
        self.files.append(name)


@pytest.mark.parametrize(
    ("body", "scripts"),
    [
        ("<p>x</p>", []),
        ('<script id="card-data">', ["card.js"]),
        ('<div id="explorer"></div><div id="what-if"></div>', ["explorer.js", "whatif.js"]),
    ],
)
def test_a_page_gets_the_scripts_that_it_needs(body, scripts):
    app = FakeApp()
    reader.finish_page(app, "x", "", {"body": body}, None)
    assert app.files == ["reader.css", *scripts]
    paper = FakeApp("typst")
    reader.finish_page(paper, "x", "", {"body": body}, None)
    assert paper.files == []


def test_the_list_of_all_numbers_reads_the_pages_in_the_order_of_the_contents(monkeypatch):
    env = {"config": SimpleNamespace(root_doc="index"),
           "toctree_includes": {"index": ["b", "a"], "b": ["c", "index"]}}  # fmt: skip
    app = FakeApp(**env)
    app.env.titles = {"a": SimpleNamespace(astext=lambda: "A")}
    asked = {}
    monkeypatch.setattr(sentences, "first_readings",
                        lambda env, order: asked.update(order=order) or {})  # fmt: skip
    monkeypatch.setattr(numbers, "fill", lambda body, items, titles, root, readings: (
        asked.update(titles=titles, root=root) or "filled"))  # fmt: skip
    context = {"body": numbers.PLACE}
    reader.finish_page(app, "book/numbers", "", context, None)
    assert context["body"] == "filled" and asked["titles"] == {"a": "A"} and asked["root"] == "../"
    assert asked["order"] == {"index": 0, "b": 1, "c": 2, "a": 3}


def test_only_cells_of_notebooks_have_addresses():
    cell = '<div class="cell">x</div>'
    for page, builder, numbered in (
        ("notebooks/x", "html", True), ("book/x", "html", False), ("notebooks/x", "word", False),
    ):  # fmt: skip
        context = {"body": cell}
        reader.number_cells(FakeApp(builder), page, "", context, None)
        assert ('id="cell-1"' in context["body"]) is numbered


def test_pages_with_an_explorer_are_read_again_when_its_data_moved(monkeypatch):
    made = []
    monkeypatch.setattr(reader.processes, "apart", lambda work: work())
    monkeypatch.setattr(explorer, "prepare", lambda: made.append(1))
    monkeypatch.setattr(explorer, "inputs", lambda: "today")
    app = FakeApp()
    app.env.found_docs = {"book/explorer", "book/x"}
    reader.prepare(app, app.env, [])
    assert made == [1] and app.env.cohesion_explorers == {"book/explorer": "today"}
    nothing = (set(), set(), set())
    assert reader.outdated_explorers(app, app.env, *nothing) == []
    monkeypatch.setattr(explorer, "inputs", lambda: "tomorrow")
    assert reader.outdated_explorers(app, app.env, *nothing) == ["book/explorer"]
    app.env.found_docs = set()
    assert reader.outdated_explorers(app, app.env, *nothing) == []
    for other in (FakeApp("typst"), FakeApp()):
        reader.prepare(other, other.env, [])
        assert reader.outdated_explorers(other, other.env, *nothing) == []
    assert made == [1]


def test_tables_are_copied_once_and_old_ones_go(tmp_path, monkeypatch):
    source, folder = tmp_path / "a.csv", tmp_path / "out"
    source.write_text("1", "utf-8")
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "old.csv").write_text("x", "utf-8")
    monkeypatch.setattr(cards, "data_files", lambda: [(source, "geo/a.csv")])
    reader.copy_data(folder)
    copy = folder / "geo" / "a.csv"
    assert copy.read_text("utf-8") == "1" and not (folder / "deep" / "old.csv").exists()
    # What is as large and no older stays; what is newer or larger is taken again.
    copy.write_text("2", "utf-8")
    reader.copy_data(folder)
    assert copy.read_text("utf-8") == "2"
    source.write_text("3", "utf-8")
    os.utime(source, ns=(copy.stat().st_mtime_ns + 10, copy.stat().st_mtime_ns + 10))
    reader.copy_data(folder)
    assert copy.read_text("utf-8") == "3"
    source.write_text("33", "utf-8")
    os.utime(source, ns=(0, 0))
    reader.copy_data(folder)
    assert copy.read_text("utf-8") == "33" and len(list(folder.rglob("*.*"))) == 1


def test_files_are_written_at_the_end_of_a_good_build_alone(tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr(reader, "copy_data", written.append)
    monkeypatch.setattr(explorer, "write", written.append)
    for app, error in ((FakeApp("word"), None), (FakeApp(), ValueError("x"))):
        app.outdir = tmp_path
        reader.write_files(app, error)
    assert written == []
    plain, full = FakeApp(), FakeApp(cohesion_explorers={"x": "y"})
    plain.outdir = full.outdir = tmp_path
    reader.write_files(plain, None)
    assert written == [tmp_path / "_data"]
    reader.write_files(full, None)
    assert written[1:] == [tmp_path / "_data", tmp_path / "_static" / "explorer"]
