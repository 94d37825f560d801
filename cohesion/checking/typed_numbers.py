"""The rule that nobody types a number: find typed quantities in pages, notebooks and texts.

A quantity in prose must be a published fact. What may be typed is listed in :data:`ALLOWED`, each
with its reason; everything else with a digit is a violation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from cohesion import paths

#: Pattern → why it may be typed. Order matters: what a pattern takes is gone for the next.
ALLOWED: tuple[tuple[str, str], ...] = (
    (r"\[[^\]]*\]\([^)]*\)|<https?://[^>]*>|https?://\S+", "addresses"),
    (r"\{[a-z:]+\}`[^`]*`", "roles: facts, references, citations"),
    (r"`[^`]*`", "names of files, commands and settings"),
    (r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November"
     r"|December)(?: \d{4})?", "dates"),
    (r"\b\d{4}-\d{2}-\d{2}\b|\b\d{2}-\d{2}-\d{4}\b", "dates"),
    (r"\b(?:1[89]|20)\d{2}(?:\s?[–/-]\s?(?:(?:1[89]|20)\d{2}|\d{2}))?s?\b", "years and periods"),
    (r"\b[Aa]rt(?:icle|iculo|\.)?s?\.?\s*\d+[A-Z]?(?:[\s,–-]*(?:and|to|y|bis|ter|[IVX]+|\(\w\)"
     r"|[A-Z]|\d+))*", "law articles"),
    (r"\bRamo(?:s)?\s*\d+(?:\s*(?:and|,)\s*\d+)*", "names of budget branches (*Ramo 33*)"),
    (r"\b(?:R|S|O|P|A|AS|RK|L|I|M|Q|W|H|E|T)-?\d+(?:\.\d+)*[a-z]?\b", "names of results, services, "
     "activities, assumptions, risks, hypotheses, quarters"),
    (r"\b(?:NUTS|ISO|WCAG|DAC|C|COM|SEC|E|LC|ALA|DCI|CRIS|PDF/UA|PDF|UTF|SHA|CI|DP|F|NB|HC|P)[-/ ]?\d+"
     r"[\w./()-]*", "names of standards, documents and statistics"),
    (r"\b[Rr]esults? \d+(?:\s*(?:and|to|,)\s*\d+)*", "names of results"),
    (r"(?m)^#{1,6} (?:[A-Z]\.)?\d+(?:\.\d+)*(?= )", "numbered headings of a document"),
    (r"\b(?:[Ss]ection|Chapter|Step|Part|Phase|Lot|Annex|Appendix|Stage|Level|Tier|Component|Option"
     r"|Exercise|Question|Module|Cuadro|Table|Figure)s? \d+(?:\.\d+)*(?:\s*(?:and|to|–)\s*\d+)?",
     "names of parts of a document"),
    (r"(?m)^\s*\d+\.\s", "numbered lists"),
    (r"\bSDG ?\d+(?:\.\d+)*", "names of goals"),
    (r"\b4 ?[×x] ?4\b", "the name of the logical framework's matrix"),
    (r"\b(?:95|90) ?% (?:confidence |bootstrap |credible )?intervals?", "the confidence level"),
)  # fmt: skip

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"^(`{3,}|:{3,})\s*\{(code-cell|published|bibliography|toctree|raw)[^\n]*\n"
                    r".*?^\1\s*$", re.DOTALL | re.MULTILINE)  # fmt: skip
_PLAIN_FENCE = re.compile(r"^```(?!\{)[^\n]*\n.*?^```\s*$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"^%.*$|<!--.*?-->", re.MULTILINE | re.DOTALL)
_LABEL = re.compile(r"^\([\w-]+\)=\s*$|^:[\w-]+:.*$", re.MULTILINE)
_DIGIT = re.compile(r"\S*\d\S*")


def typed_quantities(text: str) -> list[tuple[int, str]]:
    """Return line number and words of every typed quantity in a page's or notebook's prose.

    >>> typed_quantities("In 2010 there were 52 million poor ({fact}`x`).")
    [(1, '52')]
    """

    def blank(match: re.Match) -> str:
        return "\n" * match.group().count("\n")

    for pattern in (_FRONT_MATTER, _FENCE, _PLAIN_FENCE, _COMMENT, _LABEL):
        text = pattern.sub(blank, text)
    for allowed, _ in ALLOWED:
        text = re.sub(allowed, blank, text)
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        found += [(number, word.strip(".,;:()*")) for word in _DIGIT.findall(line)]
    return found


def prose_files() -> list[Path]:
    """Return every page and notebook that readers see."""
    files = [paths.ROOT / "index.md", *paths.BOOK.rglob("*.md"), *paths.NOTEBOOKS.glob("*.md")]
    return sorted(files)


def yaml_prose(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every sentence-like value in a programme file."""
    yield from _sentences(yaml.safe_load(file.read_text(encoding="utf-8")), "")


#: Fields that hold citations, formulas or section numbers of documents, not prose.
_NOT_PROSE = ("legal", "formula", "url", "indicator", "expression", "fiche", "today")


def _sentences(node: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in _NOT_PROSE:
                continue
            yield from _sentences(value, f"{place}.{key}" if place else str(key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            name = value.get("id", number) if isinstance(value, dict) else number
            yield from _sentences(value, f"{place}[{name}]")
    elif isinstance(node, str) and " " in node.strip() and len(node) > 30:
        yield place, node
