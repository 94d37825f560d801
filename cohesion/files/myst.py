"""The fenced blocks of a MyST page: what stands between lines of backticks, tildes or colons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}|:{3,})[ \t]*(.*?)[ \t]*$")
_DIRECTIVE = re.compile(r"^\{([\w:-]+)\}[ \t]*(.*)$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: Directives whose content is no prose.
CODE = ("code-cell", "code", "code-block", "raw", "math", "toctree", "bibliography", "mermaid")
_OPTION = re.compile(r"^:([\w-]+):[ \t]*(.*)$")


@dataclass(frozen=True)
class Block:
    """A fenced block.

    Attributes
    ----------
    name, argument : str
        Of ``{published} tab-x``: ``published`` and ``tab-x``; a block of plain code has no name.
    line : int
        The line of the opening fence (the first line of the file is 1).
    fence : str
        The opening fence.
    options : dict
        Lines ``:key: value`` at the head of the content.
    content : tuple of (int, str)
        The lines after the options with their numbers.
    closed : bool
        Whether its closing fence was met.
    """

    name: str
    argument: str
    line: int
    fence: str
    options: dict[str, str]
    content: tuple[tuple[int, str], ...]
    closed: bool


def blocks(text: str) -> Iterator[Block]:
    """Yield every block of a page, those inside a block of colons too, outermost last.

    Blocks of backticks and tildes are opaque, as in Markdown; blocks of colons hold others.
    """
    lines = text.split("\n")
    front = _FRONT.match(text)
    opened: list[tuple[str, str, int]] = []
    for number in range(front[0].count("\n") if front else 0, len(lines)):
        fence = _FENCE.match(lines[number])
        if fence is None:
            continue
        marks, head = fence[1], fence[2]
        top = opened[-1][0] if opened else ":"
        if opened and not head and marks[0] == top[0] and len(marks) >= len(top):
            yield _block(*opened.pop(), lines, number, closed=True)
        elif top[0] == ":" and (head or marks[0] != ":"):
            opened.append((marks, head, number))
    for place, left in reversed(list(enumerate(opened))):
        # Up to where the block around it begins to be closed: nothing is known, take all.
        yield _block(*left, lines, len(lines), closed=False)
        del opened[place]


def directives(text: str, name: str) -> list[Block]:
    """Return the blocks of one directive in the order of the page."""
    return sorted((block for block in blocks(text) if block.name == name), key=lambda b: b.line)


def prose(text: str) -> str:
    """Return a page in which everything that is no prose is blank; lines and columns stay.

    Front matter, comments, blocks of code and the lines that open, close or set an option of a
    block are blank. What stands in a directive is prose, unless the directive is one of
    :data:`CODE`.
    """
    lines = text.split("\n")
    front = _FRONT.match(text)
    blank = set(range(front[0].count("\n") if front else 0))
    for block in blocks(text):
        start = block.line - 1
        first = block.content[0][0] - 1 if block.content else start + 1 + len(block.options)
        last = block.content[-1][0] if block.content else first
        is_code = block.name in CODE if block.name else block.fence[0] != ":"
        blank |= set(range(start, last + 1 if is_code else first)) | {last}
    kept = [
        " " * len(line) if number in blank or line.startswith("%") else line
        for number, line in enumerate(lines)
    ]
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), "\n".join(kept))


def _block(
    marks: str, head: str, start: int, lines: list[str], end: int, *, closed: bool
) -> Block:
    directive = _DIRECTIVE.match(head)
    name, argument = directive.groups() if directive else ("", head)
    options: dict[str, str] = {}
    first = start + 1
    while directive and first < end and (option := _OPTION.match(lines[first])):
        options[option[1]] = option[2].strip()
        first += 1
    content = tuple((number + 1, lines[number]) for number in range(first, end))
    return Block(name, argument.strip(), start + 1, marks, options, content, closed)
