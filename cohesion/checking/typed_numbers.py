"""The rule that nobody types a number: find typed quantities in pages, notebooks and texts.

A quantity in prose must be a published fact. What may be typed is listed in :data:`ALLOWED`, each
with its reason; everything else with a digit is a violation.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.files import myst, yaml

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
    (r"\b(?:R|S|O|P|A|AS|RK|L|I|M|Q|W|H|E|T|G)-?\d+(?:\.\d+)*[a-z]?\b",
     "names of results, services, activities, assumptions, risks, hypotheses, quarters"),
    (r"\b(?:NUTS|ISO|WCAG|DAC|C|COM|SEC|E|LC|ALA|DCI|CRIS|PDF/UA|PDF|UTF|SHA|CI|DP|F|NB|HC|P)"
     r"[-/ ]?\d+[\w./()-]*", "names of standards, documents and statistics"),
    (r"\b[Rr]esults? \d+(?:\s*(?:and|to|,)\s*\d+)*", "names of results"),
    (r"(?m)^#{1,6} (?:[A-Z]\.)?\d+(?:\.\d+)*(?= )", "numbered headings of a document"),
    (r"\b(?:[Ss]ection|Chapter|Step|Part|Phase|Lot|Annex|Appendix|Stage|Level|Tier|Component|Option"
     r"|Exercise|Question|Module|[Ww]ave|Cuadro|Table|Figure)s? \d+(?:\.\d+)*"
     r"(?:\s*(?:and|to|–)\s*\d+)?",
     "names of parts of a document"),
    (r"(?m)^\s*\d+\.\s", "numbered lists"),
    (r"\bSDG ?\d+(?:\.\d+)*", "names of goals"),
    (r"\b4 ?[×x] ?4\b", "the name of the logical framework's matrix"),
    (r"\b[Uu]nder 18\b|\b(?:65|60|18|15|12|5)(?: years)? (?:and|or) (?:over|older)\b",
     "names of age groups"),
    (r"\{(?:\.claim|\.two-values)[^}\n]*\}", "names of claims"),
    (r"\b(?:95|90)\s?%\s(?:(?:confidence|bootstrap|credible|Poisson)\s)?(?:intervals?|bands?)",
     "the confidence level"),
    (r"\b[Rr]ank 1\b", "the name of the first rank"),
)  # fmt: skip

_LABEL = re.compile(r"^\([\w-]+\)=\s*$|^:[\w-]+:.*$", re.MULTILINE)
_DIGIT = re.compile(r"\S*\d\S*")


def typed_quantities(text: str) -> list[tuple[int, str]]:
    """Return line number and words of every typed quantity in a page's or notebook's prose.

    Captions, notes and alternative texts that stand in the page are prose; those left in code are
    read by :func:`typed_in_code`.

    >>> typed_quantities("In 2010 there were 52 million poor ({fact}`x`).")
    [(1, '52')]
    """

    def blank(match: re.Match) -> str:
        return "\n" * match.group().count("\n")

    text = _LABEL.sub(blank, myst.prose(text))
    for allowed, _ in ALLOWED:
        text = re.sub(allowed, blank, text)
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        found += [(number, word.strip(".,;:()*")) for word in _DIGIT.findall(line)]
    return found


def typed_in_code(text: str) -> list[tuple[int, str]]:
    """Return line number and words of every typed quantity in the texts of a notebook's code.

    A text is what a reader sees: the words of a result (``caption``, ``notes``, ``alt``, ``says``)
    and any string that reads like a sentence; what an f-string computes is no typed quantity.
    """
    found = []
    for block in myst.directives(text, "code-cell"):
        first = block.content[0][0] if block.content else 0
        for line, words in _texts(ast.parse("\n".join(line for _, line in block.content))):
            words = _UNIT.sub("", words)
            found += [(first - 1 + line, quantity) for _, quantity in typed_quantities(words)]
    return sorted(found)


#: Heads of columns and axes name units; that is no quantity of anything.
_UNIT = re.compile(r"\bper 1(?:0|00)?[ \u00a0]000\b|\bper (?:hundred|100)\b|\{[a-z_]+\}")
#: Arguments that hold words for readers, whatever their length.
_WORDS = ("caption", "notes", "alt", "says", "text", "unit_label", "legend_title")


def _texts(code: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and words of the texts of some code; a computed part is one sign."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(code)
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inner = {
        id(part) for node in ast.walk(code) if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node) if part is not node
    }  # fmt: skip
    named = {
        id(keyword.value) for node in ast.walk(code) if isinstance(node, ast.Call)
        for keyword in node.keywords if keyword.arg in _WORDS
    }  # fmt: skip
    for node in ast.walk(code):
        if id(node) in inner or id(node) in documentation:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
            words = "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value
        else:
            continue
        if id(node) in named or len(re.findall(r"[A-Za-z]{2,}(?= )", words)) > 2:
            yield node.lineno, words


def prose_files() -> list[Path]:
    """Return every page and notebook that readers see."""
    files = [paths.ROOT / "index.md", *paths.BOOK.rglob("*.md"), *paths.NOTEBOOKS.glob("*.md")]
    return sorted(files)


def yaml_prose(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every sentence-like value in a programme file."""
    yield from _sentences(yaml.read(file), "")


#: Fields that hold citations, formulas or section numbers of documents, not prose.
_NOT_PROSE = ("legal", "formula", "url", "indicator", "expression", "fiche", "today", "read")


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
