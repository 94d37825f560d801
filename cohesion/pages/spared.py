"""Work that extensions would repeat or do for nothing, left out while the pages are built.

A citation asks the environment which plug-ins are installed, which reads the description of every
package; Sphinx indexes every word of every page for a search that the book does not use. Both
took a tenth of the time of a build.
"""

from __future__ import annotations

import functools
from typing import Any

from pybtex import plugin
from sphinx.application import Sphinx


def connect(app: Sphinx) -> None:
    """Register the events."""
    app.connect("builder-inited", remember_plugins)
    app.connect("builder-inited", index_no_words)


def remember_plugins(app: Sphinx) -> None:
    """Look up each plug-in of the bibliography once: none is installed while pages are built."""
    if not hasattr(plugin.entry_points, "cache_info"):
        plugin.entry_points = functools.cache(plugin.entry_points)


def index_no_words(app: Sphinx) -> None:
    """Make no index of Sphinx's own; the book's search has another (``searching``)."""
    if app.builder.name == "html":
        for step in ("load_indexer", "index_page", "dump_search_index"):
            setattr(app.builder, step, _nothing)


def _nothing(*arguments: Any) -> None:
    pass
