"""Read each page's tree once while pages are written.

To write a reference such as "Table 12.3", Sphinx loads the whole page on which that table stands,
once for every reference: more than half of the time of writing. Here a tree is loaded once and
kept. Trees that are only looked at are shared; the one that is about to be written, and changed by
that, is loaded afresh.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def share_trees(app: Sphinx, builder: Any) -> None:
    """Keep the trees of pages in memory from now until the end of the build."""
    env = app.env
    load, resolve = env.get_doctree, env.get_and_resolve_doctree
    kept: dict[str, nodes.document] = {}
    # The page whose own tree is asked for next.
    own = ""

    def shared(page: str) -> nodes.document:
        nonlocal own
        if page == own:
            own = ""
            return load(page)
        if page not in kept:
            kept[page] = load(page)
        return kept[page]

    def resolved(page: str, builder: Any, *arguments: Any, **options: Any) -> nodes.document:
        nonlocal own
        own = page
        try:
            return resolve(page, builder, *arguments, **options)
        finally:
            own = ""

    env.get_doctree, env.get_and_resolve_doctree = shared, resolved


def forget_trees(app: Sphinx, error: Exception | None) -> None:
    """Let the environment load trees as before: it may be kept, and functions cannot be."""
    if app.env is not None:
        for name in ("get_doctree", "get_and_resolve_doctree"):
            vars(app.env).pop(name, None)
