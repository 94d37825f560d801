"""Numbers of tables and figures by chapter: the third table of chapter 12 is Table 12.3.

Only chapters carry a number, so Sphinx would number a table under one of their sections, or on a
page that stands under a chapter, through the whole book. While it counts, every page of a chapter
therefore passes for the chapter itself; the numbers that readers see at headings stay as they are.

Sphinx counts anew in every build and loads the trees of all pages for it. Here what is counted on a
page is noted when the page is read, and kept until it is read again.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector

#: The attribute of the environment that keeps, by page, what is counted on it.
_KEPT = "cohesion_counted"
_CAPTIONS = (nodes.caption, nodes.title)


def connect(app: Sphinx) -> None:
    """Register the events."""
    app.connect("builder-inited", number_by_chapter)
    # After everything else that changes a tree when it is read.
    app.connect("doctree-read", note, priority=900)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)


def number_by_chapter(app: Sphinx) -> None:
    """Let the collector of this application count tables and figures chapter by chapter."""
    for listener in app.events.listeners["env-get-updated"]:
        collector = getattr(listener.handler, "__self__", None)
        if isinstance(collector, TocTreeCollector):
            count = collector.assign_figure_numbers
            collector.assign_figure_numbers = lambda env, count=count: _counted(env, count)


def outlines(env: BuildEnvironment) -> dict[str, nodes.document]:
    """Return the outlines (:func:`outline`) of the pages that were read, by page."""
    if not hasattr(env, _KEPT):
        setattr(env, _KEPT, {})
    return getattr(env, _KEPT)


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Note what is counted on a page."""
    outlines(app.env)[app.env.docname] = outline(app.env, doctree)


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what is counted on a page that is read again or gone."""
    outlines(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: Any) -> None:
    """Take over what another process read."""
    own = outlines(env)
    own.update({page: found for page, found in outlines(other).items() if page in docnames})


def _counted(env: BuildEnvironment, count) -> list[str]:
    shown = env.toc_secnumbers
    env.toc_secnumbers = {
        page: {"": (chapter,)}
        for page, chapter in chapters_of_pages(
            env.config.root_doc,
            env.toctree_includes,
            {page: numbers[""] for page, numbers in shown.items() if numbers.get("")},
        ).items()
    }
    load, noted = env.get_doctree, outlines(env)
    env.get_doctree = lambda page: noted[page] if page in noted else load(page)
    try:
        return count(env)
    finally:
        vars(env).pop("get_doctree", None)
        env.toc_secnumbers = shown


def outline(env: BuildEnvironment, tree: nodes.document) -> nodes.document:
    """Return a tree that holds only what is counted on a page, in its order.

    These are sections, lists of pages, and what has a caption and a number: of that its caption
    alone. Everything between them is left out.
    """
    found = nodes.document(tree.settings, tree.reporter)
    found.settings = found.reporter = None
    found.extend(_counted_nodes(env, tree))
    for node in found.findall(descend=True, include_self=False):
        # A copy remembers the tree that it comes from, which would be kept with it.
        node.document = None
    return found


def _counted_nodes(env: BuildEnvironment, parent: nodes.Element) -> list[nodes.Node]:
    standard = env.domains["std"]
    found: list[nodes.Node] = []
    for node in parent.children:
        if not isinstance(node, nodes.Element):
            continue
        below = [] if isinstance(node, addnodes.toctree) else _counted_nodes(env, node)
        if isinstance(node, nodes.section):
            section = nodes.section(ids=node["ids"])
            section.extend(below)
            found.append(section)
        elif isinstance(node, addnodes.toctree):
            found.append(addnodes.toctree(entries=node["entries"]))
        elif standard.get_enumerable_node_type(node) and standard.get_numfig_title(node):
            # A block of code is told by what it holds.
            whole = isinstance(node, nodes.container)
            kept = node.deepcopy() if whole else type(node)(ids=node["ids"])
            if not whole:
                kept.extend(child.deepcopy() for child in node if isinstance(child, _CAPTIONS))
            found += [kept, *([] if whole else below)]
        else:
            found += below
    return found


def chapters_of_pages(
    root: str, below: dict[str, list[str]], numbers: dict[str, tuple[int, ...]]
) -> dict[str, int]:
    """Return the number of the chapter in which each page stands.

    Parameters
    ----------
    root : the first page of the book.
    below : the pages that stand under a page.
    numbers : the section number of each page that has one.
    """
    found: dict[str, int] = {}

    def walk(page: str, chapter: int | None) -> None:
        chapter = numbers[page][0] if page in numbers else chapter
        if chapter is not None:
            found[page] = chapter
        for child in below.get(page, []):
            if child not in found:
                walk(child, chapter)

    walk(root, None)
    return found
