"""Words beside the code: captions, notes and alternative texts as bodies in the pages.

::

    :::{published} tab-x
    :wide:
    The first paragraph is the caption.

    Notes: shown under the table.

    In words: the alternative text of a figure.
    :::

The result is placed where its body stands. Which results may take their words from Python instead
is a closed list, :data:`GENERATED`: families of which one text serves many results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cohesion.errors import DataError
from cohesion.files import myst

#: Families of results that one function makes: their words stand in Python.
GENERATED = (
    r"(tab|fig)-state-\d\d(-.*)?",  # the sheets of the 32 states
    r"(tab|fig)-profile-\d(-.*)?",  # the profiles of the four proposed states
)
OPTIONS = ("wide",)
#: The fields of a stored result that a body gives.
WORDS = ("caption", "notes", "alt", "wide")
#: What the field ``words`` of a stored result says when its words stand in a page.
IN_PAGE = "page"
_PART = re.compile(r"^(Notes|In words):(?:[ \t]+|$)")
_FIELDS = {"Notes": "notes", "In words": "alt"}


@dataclass(frozen=True)
class Part:
    """A text of a body and the line on which it begins."""

    text: str = ""
    line: int = 0


@dataclass(frozen=True)
class Body:
    """The words of one published result.

    Attributes
    ----------
    file, line
        Where the block stands.
    caption, notes, alt : Part
        One line of text each, roles and bound sentences as they are written; blank lines between
        the paragraphs of the notes are kept.
    wide : bool
        Landscape page in print.
    """

    name: str
    file: Path = field(compare=False)
    line: int = field(compare=False)
    caption: Part = Part()
    notes: Part = Part()
    alt: Part = Part()
    wide: bool = False

    @property
    def words(self) -> dict[str, Any]:
        """What the body gives to the stored result."""
        texts = {"caption": self.caption.text, "notes": self.notes.text}
        if self.name.startswith("fig-"):
            texts["alt"] = self.alt.text
        return {**texts, "wide": self.wide}


def split(lines: Iterable[tuple[int, str]]) -> dict[str, Part]:
    """Cut the lines of a body into ``caption``, ``notes`` and ``alt``.

    Raises
    ------
    DataError
        A part twice, or a second paragraph of the caption; ``row`` is the line.
    """
    pieces: list[tuple[str, int, list[str]]] = [("caption", 0, [])]
    for number, line in lines:
        head = _PART.match(line)
        if head:
            key = _FIELDS[head[1]]
            if any(key == known for known, _, _ in pieces):
                raise DataError(f"'{head[1]}:' stands twice.", row=number, cure="Join the two.")
            pieces.append((key, number, [line[head.end() :]]))
            continue
        key, start, collected = pieces[-1]
        if line.strip() and not start:
            pieces[-1] = (key, number, collected)
        if line.strip() and key == "caption" and collected and not collected[-1].strip():
            if any(text.strip() for text in collected):
                raise DataError(
                    "a second paragraph stands in the caption.", row=number,
                    cure="Begin it with 'Notes:' or 'In words:', or join it with the caption.",
                )  # fmt: skip
        collected.append(line)
    return {key: Part(_joined(collected), start) for key, start, collected in pieces}


def _joined(lines: Sequence[str]) -> str:
    paragraphs = re.split(r"\n[ \t]*\n", "\n".join(lines).strip())
    return "\n\n".join(re.sub(r"[ \t\n]+", " ", text).strip() for text in paragraphs)


def of_page(text: str, file: Path) -> list[Body]:
    """Return the bodies of a page; a ``{published}`` block without content is none.

    Raises
    ------
    DataError
        A block that is not closed, an unknown option, a body without caption, a part at the wrong
        kind of result, with file, line and cure.
    """
    found = []
    for block in myst.directives(text, "published"):
        if not block.closed:
            raise DataError(
                f"the block that starts with '{block.fence}{{published}}' is not closed.",
                file=file, row=block.line, cure=f"Close it with a line '{block.fence}'.",
            )  # fmt: skip
        for option in block.options:
            if option not in OPTIONS:
                raise DataError(
                    f"unknown option ':{option}:'.", file=file, row=block.line,
                    cure=f"Use one of: {', '.join(f':{known}:' for known in OPTIONS)}.",
                )  # fmt: skip
        if not any(line.strip() for _, line in block.content):
            if block.options:
                raise DataError(
                    f"'{block.argument}' has options and no caption.", file=file, row=block.line,
                    cure="Write the caption under them, or take them out.",
                )  # fmt: skip
            continue
        found.append(_body(block, file))
    return found


def _body(block: myst.Block, file: Path) -> Body:
    try:
        parts = split(block.content)
    except DataError as error:
        raise DataError(error.problem, file=file, row=error.row, cure=error.cure) from None
    name, is_figure = block.argument, block.argument.startswith("fig-")

    def refuse(problem: str, cure: str) -> None:
        raise DataError(f"'{name}': {problem}", file=file, row=block.line, cure=cure)

    if not name.startswith(("tab-", "fig-")):
        refuse("only tables and figures have a body.", "Name a table or a figure.")
    if not parts["caption"].text:
        refuse("the body has no caption.", "Write the finding as its first paragraph.")
    alt = parts.get("alt", Part()).text
    if is_figure and not alt:
        refuse("the figure has no text for those who do not see it.", "Write 'In words: …'.")
    if not is_figure and alt:
        refuse("a table is read as it is.", "Take 'In words:' out, or make it 'Notes:'.")
    if alt and alt == parts["caption"].text:
        refuse("'In words' repeats the caption.", "Describe what is drawn.")
    return Body(name, file, block.line, wide="wide" in block.options, **parts)


def is_generated(name: str) -> bool:
    """Whether a result belongs to a family whose words stand in Python."""
    return any(re.fullmatch(pattern, name) for pattern in GENERATED)


def complete(
    item: Mapping[str, Any], body: Body | None, *, file: Path | None = None
) -> dict[str, Any]:
    """Return a stored table or figure with the words of its body.

    Raises
    ------
    DataError
        Words in both places or in none; a body at a fact or a text.
    """
    in_python = item.get("words") != IN_PAGE
    if item["kind"] not in ("table", "figure"):
        if body is None:
            return dict(item)
        raise DataError(
            f"'{item['name']}' is a {item['kind']} and takes no caption.", file=body.file,
            row=body.line, cure="Leave the block empty: it places the result.",
        )  # fmt: skip
    if body is None:
        if in_python:
            return dict(item)
        raise DataError(
            f"'{item['name']}' has no caption.", file=file,
            cure=f"Write it on a page: ':::{{published}} {item['name']}', the caption, ':::'.",
        )  # fmt: skip
    if in_python:
        raise DataError(
            f"'{item['name']}' has words here and in the code that publishes it.", file=body.file,
            row=body.line, cure="Keep these, and take caption=, notes=, alt= out of the code.",
        )  # fmt: skip
    return {**item, **body.words}


def without_words(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored result without the words that a page gave it.

    What is left changes only when the notebook that publishes it ran again.
    """
    if item.get("words") != IN_PAGE:
        return dict(item)
    return {key: value for key, value in item.items() if key not in WORDS}


def by_name(bodies: Iterable[Body]) -> dict[str, Body]:
    """Return the bodies of all pages by the name of their result.

    Raises
    ------
    DataError
        One result has two bodies.
    """
    found: dict[str, Body] = {}
    for body in bodies:
        if body.name in found:
            first = found[body.name]
            raise DataError(
                f"'{body.name}' has a body here and in {first.file.name}, line {first.line}.",
                file=body.file, row=body.line,
                cure="Keep one; an empty block places the result elsewhere too.",
            )  # fmt: skip
        found[body.name] = body
    return found
