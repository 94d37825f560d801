"""Work that extensions would repeat or do for nothing, left out while the pages are built.

A citation asks the environment which plug-ins are installed, which reads the description of every
package; Sphinx indexes every word of every page for a search that the book does not use. Both
took a tenth of the time of a build. Every build sets all entries of the bibliography again, also
those that no page changed. Each extension looks through every tree for its own parts, also where
no source has any.
"""

from __future__ import annotations

import functools
from typing import Any

import pybtex
from pybtex import plugin
from pybtex.style.formatting import BaseStyle
from sphinx.application import Sphinx

from cohesion import paths

#: Transforms, and the word without which a source holds nothing for them.
_ONLY_FOR = {
    "sphinx_design.dropdown.DropdownHtmlTransform": "{dropdown}",
    "sphinx_design.aside.AsideHtmlTransform": "{aside}",
    "sphinx_design.tabs.TabSetHtmlTransform": "{tab-",
    "sphinx.builders.html.transforms.KeyboardTransform": "{kbd}",
}
#: The attribute of the environment that keeps entries as they were set.
_ENTRIES = "cohesion_entries"
_FORMAT = BaseStyle.format_entry


def connect(app: Sphinx) -> None:
    """Register the events."""
    app.connect("builder-inited", remember_plugins)
    app.connect("builder-inited", index_no_words)
    app.connect("builder-inited", look_for_nothing_that_is_not_there)
    app.connect("env-before-read-docs", remember_entries)


def remember_plugins(app: Sphinx) -> None:
    """Look up each plug-in of the bibliography once: none is installed while pages are built."""
    if not hasattr(plugin.entry_points, "cache_info"):
        plugin.entry_points = functools.cache(plugin.entry_points)


def index_no_words(app: Sphinx) -> None:
    """Make no index of Sphinx's own; the book's search has another (``searching``)."""
    if app.builder.name == "html":
        for step in ("load_indexer", "index_page", "dump_search_index"):
            setattr(app.builder, step, _nothing)


def look_for_nothing_that_is_not_there(app: Sphinx) -> None:
    """Leave out the transforms of directives and roles that no source has."""
    folders = (paths.BOOK, paths.NOTEBOOKS)
    files = [paths.ROOT / "index.md", *(file for one in folders for file in one.rglob("*.md"))]
    written = "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())
    idle = {name for name, word in _ONLY_FOR.items() if word not in written}
    transforms = app.registry.post_transforms
    transforms[:] = [one for one in transforms if f"{one.__module__}.{one.__name__}" not in idle]


def remember_entries(app: Sphinx, env: Any, pages: list[str]) -> None:
    """Set each entry of the bibliography once, as long as it and its style are the same."""
    known: dict[str, Any] = getattr(env, _ENTRIES, {})
    asked: dict[str, Any] = {}
    setattr(env, _ENTRIES, asked)

    def format_entry(style: Any, label: str, entry: Any, bib_data: Any = None) -> Any:
        key = repr((pybtex.__version__, type(style).__qualname__, label, entry.key, entry))
        if key not in asked:
            asked[key] = known[key] if key in known else _FORMAT(style, label, entry, bib_data)
        return asked[key]

    BaseStyle.format_entry = format_entry


def _nothing(*arguments: Any) -> None:
    pass
