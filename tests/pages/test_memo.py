"""Trees are read once while pages are written, and the pages stay the same."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from cohesion.pages import memo
from tests.paper import small


def _build(folder: Path, patch: pytest.MonkeyPatch, *, shared: bool) -> tuple[dict[str, str], int]:
    """Build the small book as HTML; return its pages and how often a tree was loaded."""
    source = folder / "source"
    source.mkdir(parents=True)
    (source / "conf.py").write_text(small.CONF, "utf-8")
    # Many references to one page: Sphinx loads its tree for each.
    pages = {**small.PAGES, "sheet": small.SHEET + "\n{numref}`tab-first`\n" * 20}
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text, "utf-8")
    loads = 0
    real = pickle.loads

    def counted(*arguments):
        nonlocal loads
        loads += 1
        return real(*arguments)

    with docutils_namespace(), patch_docutils(str(source)):
        app = Sphinx(str(source), str(source), str(folder / "html"), str(folder / "trees"), "html",
                     status=None, warning=io.StringIO())  # fmt: skip
        if shared:
            app.connect("write-started", memo.share_trees)
            app.connect("build-finished", memo.forget_trees)
        app.connect("write-started", lambda app, builder: patch.setattr("pickle.loads", counted))
        app.build()
        patch.setattr("pickle.loads", real)
        assert "get_doctree" not in vars(app.env)
        pickle.dumps(app.env)
    pages = {
        file.name: file.read_text("utf-8") for file in sorted((folder / "html").glob("*.html"))
    }
    return pages, loads


def test_the_pages_are_the_same_and_trees_are_loaded_less_often(tmp_path, monkeypatch):
    plain, often = _build(tmp_path / "plain", monkeypatch, shared=False)
    shared, seldom = _build(tmp_path / "shared", monkeypatch, shared=True)
    assert len(plain) >= len(small.PAGES) and plain == shared
    assert often >= 20 > seldom


def test_a_page_is_loaded_only_for_what_its_outline_lacks():
    table, paragraph = nodes.table(ids=["tab-a"]), nodes.paragraph(ids=["words"])
    outline, tree = new_document("x"), new_document("x")
    outline += table
    tree.ids = {"words": paragraph}
    loads: list[str] = []

    def load(page: str) -> nodes.document:
        loads.append(page)
        return tree

    ids = memo.Ids(SimpleNamespace(cohesion_counted={"page": outline}), "page", load)
    assert ids.get("tab-a") is table and loads == []
    assert ids.get("words") is paragraph and ids.get("nothing") is None
    assert loads == ["page", "page"]
