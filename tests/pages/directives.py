"""A directive on a page of its own, without a build."""

from __future__ import annotations

from types import SimpleNamespace

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.utils import new_document


def placed(directive: type[Directive], *arguments: str) -> tuple[list[nodes.Node], SimpleNamespace]:
    """Return the nodes that a directive writes on the page ``book/x``, and the environment."""
    document = new_document("book/x.md")
    env = SimpleNamespace(docname="book/x")
    document.settings.env = env
    state = SimpleNamespace(document=document)
    machine = SimpleNamespace(reporter=document.reporter)
    written = directive("x", list(arguments), {}, [], 1, 0, "", state, machine)
    return written.run(), env
