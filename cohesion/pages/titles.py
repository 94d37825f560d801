"""Facts in headings: a title says whose page it is, in the menu, in the search and on paper.

A heading is read long before facts are placed and is copied to many places, so its facts are
written into the source of the page as plain text.
"""

from __future__ import annotations

import re

from sphinx.application import Sphinx
from sphinx.util import logging

from cohesion.pages import placing

logger = logging.getLogger(__name__)

_HEADING = re.compile(r"^(#{1,6} .*\{fact\}`.*)$", re.MULTILINE)
_FACT = re.compile(r"\{fact\}`([^`]+)`")
_FENCE = re.compile(r"^(`{3,}|:{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)


def with_facts(app: Sphinx, page: str, source: list[str]) -> None:
    """Write the facts of a page's headings into its source; an unknown one fails the build."""

    def text_of(match: re.Match[str]) -> str:
        name = match[1].strip()
        placing.uses(app.env).setdefault(page, {})[name] = app.cohesion_prints.get(name, "")
        item = app.cohesion_items.get(name)
        if item is None or item["kind"] != "fact":
            logger.warning("a heading names the fact '%s', which is not published", name,
                           location=page)  # fmt: skip
            return f"[{name}?]"
        return item["text"]

    source[0] = headings_filled(source[0], text_of)


def headings_filled(text: str, text_of) -> str:
    """Return a page's source with the facts of its headings put in; code is left alone."""
    closed = [match.span() for match in _FENCE.finditer(text)]

    def fill(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in closed):
            return match[0]
        return _FACT.sub(text_of, match[0])

    return _HEADING.sub(fill, text)
