"""Cutting the texts that readers see into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"^%.*$|<!--.*?-->", re.MULTILINE | re.DOTALL)
#: Lines that are no prose: headings, labels, options, marks of fences, rules, tables.
_OTHER_LINE = re.compile(r"\s*(#{1,6} |\([\w-]+\)=|:{3,}|:[\w-]+:|---|\||\{[.#])")
_PARTS = re.compile(r"\s*(?:Notes|In words):\s")
# A line may begin with a year that ends a sentence: that is no list.
_LIST = re.compile(r"\s*(?:[-*]|\d{1,2}\.)\s+")
_END = re.compile(r"(?<=[.!?])[\"”’)*\]]*(?:\{[^}]*\})?\s+(?=[“\"(*\[{]*[A-Z{])")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Za-z]|[Aa]rts?|[Nn]o|e\.g|i\.e|vs|St|cf|al|pp?|approx))\.$")
_WORD = re.compile(r"[A-Za-z]{2,}")


def of_text(text: str) -> list[str]:
    """Cut a paragraph into its sentences; roles and other markup stay as they are.

    >>> of_text("Art. 4 counts. {fact}`x` states rose. So did two others.")
    ['Art. 4 counts.', '{fact}`x` states rose.', 'So did two others.']
    """
    text = re.sub(r"\s+", " ", text.strip())
    found, start = [], 0
    for end in _END.finditer(text):
        if not _ABBREVIATION.search(text[start : end.start()]):
            found.append(text[start : end.end()].strip())
            start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if len(_WORD.findall(sentence)) > 2]


def of_page(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of everything that a page or notebook says in prose.

    Code, headings, options and comments are left out; list items and the parts of a body are
    paragraphs of their own.
    """

    def blank(match: re.Match[str]) -> str:
        return "\n" * match.group().count("\n")

    for pattern in (_FRONT, _CODE, _COMMENT):
        text = pattern.sub(blank, text)
    start, paragraph = 0, ""
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        starts_anew = bool(_LIST.match(line) or _PARTS.match(line))
        if not line.strip() or _OTHER_LINE.match(line) or starts_anew:
            for sentence in of_text(paragraph):
                yield start, sentence
            paragraph = ""
        if line.strip() and not _OTHER_LINE.match(line):
            start = start if paragraph else number
            paragraph += " " + _LIST.sub("", line, count=1) if starts_anew else " " + line
