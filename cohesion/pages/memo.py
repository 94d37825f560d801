"""Load few trees of pages while pages are written.

To write a reference such as "Table 12.3", Sphinx loads the whole page on which that table stands,
once for every reference: more than half of the time of writing. All that it looks at is the kind
and the address of the table, which the outline of the page tells (:mod:`cohesion.pages.numbering`).

The paper edition looks at more of the pages that it refers to; it loads each tree once and keeps
it. The tree that is about to be written, and changed by that, is always loaded afresh.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from cohesion.pages import numbering


@dataclass(frozen=True)
class Targets:
    """What references look at of a page that is not their own, in the place of its tree."""

    ids: Mapping[str, nodes.Element]


def share_trees(app: Sphinx, builder: Any) -> None:
    """Load the trees of pages seldom, from now until the end of the build."""
    env = app.env
    load, resolve = env.get_doctree, env.get_and_resolve_doctree
    kept: dict[str, nodes.document | Targets] = {}
    # The page whose own tree is asked for next.
    own = ""

    def shared(page: str) -> nodes.document | Targets:
        nonlocal own
        if page == own:
            own = ""
            tree = load(page)
            # Sphinx keeps the bytes of every tree that it loads.
            env._pickled_doctree_cache.pop(page, None)
            return tree
        if page not in kept:
            # Of the first page the menu needs the tree itself.
            whole = builder.name != "html" or page == env.config.root_doc
            kept[page] = load(page) if whole else Targets(Ids(env, page, load))
        return kept[page]

    def resolved(page: str, builder: Any, *arguments: Any, **options: Any) -> nodes.document:
        nonlocal own
        # A tree that was read in this build is at hand and is not asked for.
        own = "" if page in env._write_doc_doctree_cache else page
        try:
            return resolve(page, builder, *arguments, **options)
        finally:
            own = ""

    env.get_doctree, env.get_and_resolve_doctree = shared, resolved


class Ids(dict[str, nodes.Element]):
    """The numbered parts of a page by their addresses; what else is asked for, its tree tells."""

    def __init__(self, env: BuildEnvironment, page: str, load: Any) -> None:
        known = numbering.outlines(env).get(page)
        outline = numbering.outline(env, load(page)) if known is None else known
        super().__init__(
            (address, node) for node in outline.findall(nodes.Element) for address in node["ids"]
        )
        self._load = functools.partial(load, page)

    def get(self, address: str, default: Any = None) -> Any:
        """Return the part of the page that has an address."""
        return self[address] if address in self else self._load().ids.get(address, default)


def forget_trees(app: Sphinx, error: Exception | None) -> None:
    """Let the environment load trees as before: it may be kept, and functions cannot be."""
    if app.env is not None:
        for name in ("get_doctree", "get_and_resolve_doctree"):
            vars(app.env).pop(name, None)
