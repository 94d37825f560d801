"""A page's tree made by hand, as the builder of the paper edition meets it."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import new_document


def page(*content: nodes.Node) -> nodes.document:
    """Return a page of one section that holds these nodes under its title."""
    document = new_document("/x/page.md")
    section = nodes.section("", nodes.title("", "Title"), ids=["title"])
    section += list(content)
    document += section
    return document
