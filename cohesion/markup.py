"""The small markup of texts that come from data: roles, italics, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Roles that a text from data may use, and a role of any name with what it holds.
ROLE = re.compile(r"\{(fact|cell|cite:p|cite:t|cite|numref|doc|ref)\}`([^`]+)`")
ANY_ROLE = re.compile(r"\{([a-z][a-z:-]*)\}`([^`]*)`")
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*")


def cited_keys(text: str) -> list[str]:
    """Return the bibliography keys that a text cites, in order."""
    return [
        key.strip()
        for role, inside in ROLE.findall(text)
        if role.startswith("cite")
        for key in inside.split(",")
    ]


def strip_emphasis(text: str) -> str:
    """Take the asterisks of emphasis away."""
    return "".join(piece for piece, _ in runs(text))


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text into pieces with their style: '', 'bold' or 'italic'."""
    position = 0
    for match in _EMPHASIS.finditer(text):
        if match.start() > position:
            yield text[position : match.start()], ""
        yield (match[1], "bold") if match[1] else (match[2], "italic")
        position = match.end()
    if position < len(text):
        yield text[position:], ""


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text into paragraphs and list items: ('p' | 'li' | 'h', text)."""
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith("### "):
            yield "h", block[4:].strip()
        elif block.startswith("- "):
            for item in re.split(r"\n- ", block[2:]):
                yield "li", _one_line(item)
        elif block:
            yield "p", _one_line(block)


def _one_line(text: str) -> str:
    """Join the lines of a text; no-break spaces stay, so that amounts are not torn apart."""
    return re.sub(r"[ \t\n]+", " ", text.strip(" \t\n"))
