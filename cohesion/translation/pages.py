"""The texts of the book's pages: found in their Markdown, and put back in another language.

A page is translated before it is read, text by text: paragraphs, headings, items of lists, cells of
tables, entries of the glossary. What is read afterwards is a page like any other, so that facts in
headings, bound sentences, references and the order of the glossary work as they do in English.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cohesion.files import myst

#: A text of a published result: what a page says of it, and how it begins there.
_BODY_PART = re.compile(r"^(?:Notes|In words):[ \t]+")
_EXTENSIONS = frozenset({"colon_fence", "deflist", "attrs_inline", "attrs_block"})
#: Blocks that are in Spanish in the English book too.
SPANISH = "spanish"
#: The class of a text that has no translation yet.
UNTRANSLATED = "untranslated"


@dataclass(frozen=True)
class Passage:
    """A text of a page.

    Attributes
    ----------
    english : str
        The text on one line, roles and bound sentences as they are written.
    start, end : int
        Its lines, counted from 0; ``end`` is the first line after it.
    placed : bool
        Whether it stands on the page itself; the words of a published result stand in the result.
    """

    english: str
    start: int
    end: int
    placed: bool = True


def passages(source: str) -> list[Passage]:
    r"""Return the texts of a page in their order.

    >>> [found.english for found in passages("# Title\n\n- one\n  item\n- two\n")]
    ['Title', 'one item', 'two']
    """
    lines = myst.prose(source).split("\n")
    found: list[Passage] = []
    for block in myst.blocks(source):
        if block.name == "published":
            found += _of_body(block)
        elif block.name == "glossary":
            found += _of_glossary(block)
        if block.name in ("published", "glossary") or _is_spanish(block):
            for number, _ in block.content:
                lines[number - 1] = ""
    tokens = _parser().parse("\n".join(lines))
    for token in tokens:
        if token.type == "inline" and token.content.strip() and token.map:
            found.append(Passage(_one_line(token.content), *token.map))
    within = {place for block in myst.blocks(source) if _is_spanish(block)
              for place, _ in block.content}  # fmt: skip
    found = [passage for passage in found if passage.start + 1 not in within]
    return sorted(found, key=lambda passage: passage.start)


def translated(source: str, look_up: Callable[[str], str | None]) -> str:
    """Return a page with every text that stands on it as ``look_up`` gives it.

    A text for which it gives None stays and is marked by the class ``untranslated``.
    """
    lines = source.split("\n")
    rows: dict[tuple[int, int], list[Passage]] = {}
    for passage in passages(source):
        if passage.placed:
            rows.setdefault((passage.start, passage.end), []).append(passage)
    for (start, end), texts in sorted(rows.items(), reverse=True):
        block, place = "\n".join(lines[start:end]), 0
        for passage in texts:
            match = _pattern(passage.english).search(block, place)
            if match is None:
                continue
            found = look_up(passage.english)
            shown = f"[{passage.english}]{{.{UNTRANSLATED}}}" if found is None else found
            block = block[: match.start()] + shown + block[match.end() :]
            place = match.start() + len(shown)
        lines[start:end] = block.split("\n")
    return "\n".join(lines)


def _pattern(english: str) -> re.Pattern[str]:
    """Return what finds a text where it may be broken over lines."""
    return re.compile(r"[ \t]*\n?[ \t]*".join(map(re.escape, re.split(r"[ ]", english))))


def _of_body(block: myst.Block) -> Iterator[Passage]:
    """Yield caption, alternative text and paragraphs of notes of a published result."""
    for first, last, text in _paragraphs(block):
        yield Passage(_BODY_PART.sub("", text), first - 1, last, placed=False)


def _of_glossary(block: myst.Block) -> Iterator[Passage]:
    """Yield terms, which stand at the margin, and the paragraphs that explain them."""
    kept: list[tuple[int, str]] = []
    for number, line in [*block.content, (0, "")]:
        at_margin = bool(line.strip()) and not line[0].isspace()
        if kept and (at_margin or not line.strip()):
            text = _one_line(" ".join(words for _, words in kept))
            yield Passage(text, kept[0][0] - 1, kept[-1][0])
            kept = []
        if at_margin:
            yield Passage(line.strip(), number - 1, number)
        elif line.strip():
            kept.append((number, line))


def _paragraphs(block: myst.Block) -> Iterator[tuple[int, int, str]]:
    kept: list[tuple[int, str]] = []
    for number, line in [*block.content, (0, "")]:
        if line.strip():
            kept.append((number, line))
        elif kept:
            yield kept[0][0], kept[-1][0], _one_line(" ".join(words for _, words in kept))
            kept = []


def _is_spanish(block: myst.Block) -> bool:
    return block.name == "div" and block.argument == SPANISH


def _one_line(text: str) -> str:
    return re.sub(r"[ \t]*\n[ \t]*|[ \t]+", " ", text.strip())


@functools.cache
def _parser() -> Any:
    # Only who reads pages pays for the parser.
    from myst_parser.config.main import MdParserConfig
    from myst_parser.mdit_to_docutils.base import DocutilsRenderer
    from myst_parser.parsers.mdit import create_md_parser

    return create_md_parser(MdParserConfig(enable_extensions=set(_EXTENSIONS)), DocutilsRenderer)
