"""Tests of ``cohesion/pages/spared.py``."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest
from pybtex import plugin
from pybtex.database import Entry
from pybtex.style.formatting import BaseStyle
from pybtex.style.formatting.plain import Style
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_design.dropdown import DropdownHtmlTransform
from sphinx_design.tabs import TabSetHtmlTransform

from cohesion import paths
from cohesion.pages import spared
from cohesion.pages.placing import ResolveAlt


@pytest.fixture
def asked(monkeypatch):
    """What is asked of the environment, whose description is read for each question."""
    found = []
    true = getattr(plugin.entry_points, "__wrapped__", plugin.entry_points)

    def counted(**what):
        found.append(what)
        return true(**what)

    monkeypatch.setattr(plugin, "entry_points", counted)
    return found


def test_each_plug_in_is_looked_up_once(asked):
    for _ in range(2):
        # Each builder of a process comes by; nothing is wrapped twice.
        spared.remember_plugins(SimpleNamespace())
        for _ in range(3):
            assert plugin.find_plugin("pybtex.style.formatting", "plain") is Style
            with pytest.raises(plugin.PluginNotFound):
                plugin.find_plugin("pybtex.style.formatting", "no-such-style")
    group = "pybtex.style.formatting"
    assert [(one["group"], one["name"]) for one in asked] == [
        (group, "plain"), (group, "no-such-style"), (f"{group}.aliases", "no-such-style"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "left_out"),
    [
        ("A page.", {"DropdownHtmlTransform", "TabSetHtmlTransform"}),
        ("```{dropdown} More\n```", {"TabSetHtmlTransform"}),
        ("````{tab-set}\n````", {"DropdownHtmlTransform"}),
    ],
)
def test_a_transform_runs_where_a_source_has_something_for_it(
    tmp_path, monkeypatch, written, left_out
):
    for name in ("ROOT", "BOOK", "NOTEBOOKS"):
        monkeypatch.setattr(paths, name, tmp_path)
    (tmp_path / "index.md").write_text(written, "utf-8")
    every = [DropdownHtmlTransform, TabSetHtmlTransform, ResolveAlt]
    registry = SimpleNamespace(post_transforms=list(every))
    spared.look_for_nothing_that_is_not_there(SimpleNamespace(registry=registry))
    gone = set(every) - set(registry.post_transforms)
    assert {one.__name__ for one in gone} == left_out


def test_what_may_be_left_out_is_registered_under_its_name():
    for name in spared._ONLY_FOR:
        module, _, transform = name.rpartition(".")
        assert issubclass(getattr(importlib.import_module(module), transform), SphinxPostTransform)


@pytest.mark.parametrize(("name", "taken"), [("html", 0), ("gettext", 3)])
def test_only_the_pages_are_built_without_the_index_of_sphinx(name, taken):
    steps: list[str] = []

    class Builder(StandaloneHTMLBuilder):
        def __init__(self):
            self.name = name

        def load_indexer(self, pages):
            steps.append("load")

        def index_page(self, page, tree, title):
            steps.append("index")

        def dump_search_index(self):
            steps.append("dump")

    builder = Builder()
    spared.index_no_words(SimpleNamespace(builder=builder))
    builder.load_indexer(["a page"])
    builder.index_page("a page", None, "A title")
    builder.dump_search_index()
    assert len(steps) == taken


def test_sphinx_has_the_steps_that_are_left_out():
    for step in ("load_indexer", "index_page", "dump_search_index"):
        assert callable(getattr(StandaloneHTMLBuilder, step))


def test_an_entry_is_set_once_until_it_or_its_style_changes(monkeypatch):
    set_ = []
    monkeypatch.setattr(
        spared, "_FORMAT", lambda style, label, entry, data: set_.append(label) or label
    )
    monkeypatch.setattr(BaseStyle, "format_entry", BaseStyle.format_entry)
    env, style = SimpleNamespace(), Style()

    def entry(title):
        made = Entry("book", fields={"title": title})
        made.key = "a2011b"
        return made

    for label, title in (("1", "A"), ("1", "A"), ("1", "B"), ("2", "B"), ("1", "B")):
        spared.remember_entries(None, env, [])
        assert style.format_entry(label, entry(title)) == label
    # The last was not asked for in the build before it, so that it had been forgotten.
    assert set_ == ["1", "1", "2", "1"]
