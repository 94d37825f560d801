"""Work that extensions would repeat or do for nothing, left out while the pages are built.

A citation asks the environment which plug-ins are installed, which reads the description of every
package; Sphinx indexes every word of every page for a search that the book does not use. Both
took a tenth of the time of a build. Every build sets all entries of the bibliography again, also
those that no page changed.
"""

from __future__ import annotations

import functools
from typing import Any

import pybtex
from pybtex import plugin
from pybtex.style.formatting import BaseStyle
from sphinx.application import Sphinx

#: The attribute of the environment that keeps entries as they were set.
_ENTRIES = "cohesion_entries"
_FORMAT = BaseStyle.format_entry


def connect(app: Sphinx) -> None:
    """Register the events."""
    app.connect("builder-inited", remember_plugins)
    app.connect("builder-inited", index_no_words)
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
