"""A piece of a page as a tree, for tests of what is done to finished pages."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement


def tree(markup: str) -> HtmlElement:
    """Return markup inside one element."""
    return html.fragment_fromstring(markup, create_parent="div")


def words(element: HtmlElement) -> str:
    """Return the words of an element with single spaces."""
    return " ".join(element.text_content().split())
