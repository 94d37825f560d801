"""The sentence in which a number is read first: it says best what the number is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from cohesion.pages import placing

_END = re.compile(r"(?<=[.!?:;])\s+(?=[A-ZÁÉÍÓÚ“(]|tab-|fig-)")
#: A reference that has no number yet, as the author writes it.
_REFERENCE = re.compile(r"\b(tab|fig)-[a-z0-9-]+")
#: A longer sentence is cut around its number.
LONGEST = 220


def connect(app: Sphinx) -> None:
    """Register the events that note the sentences of each page."""
    app.connect("doctree-read", note)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)


def of_pages(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Return, for each page, the first sentence of each number on it."""
    if not hasattr(env, "cohesion_sentences"):
        env.cohesion_sentences = {}
    return env.cohesion_sentences


def first_readings(env: BuildEnvironment, order: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """Return where each number is read first: name → (page, sentence).

    Parameters
    ----------
    order : mapping
        Page → its place in the reading order; pages that are not there come last.
    """
    found: dict[str, tuple[str, str]] = {}
    pages = of_pages(env)
    for page in sorted(pages, key=lambda page: (order.get(page, len(order)), page)):
        for name, sentence in pages[page].items():
            found.setdefault(name, (page, sentence))
    return found


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Note the sentence of the first place of each number on a page."""
    noted: dict[str, str] = {}
    for name, sentence in _read(doctree):
        noted.setdefault(name, sentence)
    of_pages(app.env)[app.env.docname] = noted


def _read(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    for node in doctree.findall(placing.Fact):
        around = node.parent
        while around is not None and not isinstance(around, (nodes.TextElement, nodes.entry)):
            around = around.parent
        while isinstance(around, nodes.Inline):
            around = around.parent
        if around is None or node.get("cell"):
            continue
        before = 0
        for text in around.findall(nodes.Text):
            if any(parent is node for parent in _parents(text, around)):
                break
            before += len(text)
        yield node["fact"], sentence_at(around.astext(), before, len(node.astext()))


def _parents(text: nodes.Text, top: nodes.Node) -> Iterator[nodes.Node]:
    node = text.parent
    while node is not None and node is not top:
        yield node
        node = node.parent


def sentence_at(text: str, start: int, length: int) -> str:
    """Return the sentence of a text that holds a place, cut to a readable length.

    >>> sentence_at("One is 1. Two is 2. Three is 3.", 17, 1)
    'Two is 2.'
    """
    begin, end = 0, len(text)
    for match in _END.finditer(text):
        if match.end() <= start:
            begin = match.end()
        elif match.start() >= start + length:
            end = match.start()
            break
    sentence = " ".join(text[begin:end].split())
    if len(sentence) <= LONGEST:
        return _readable(sentence)
    middle = min(max(start - begin, LONGEST // 2), len(sentence) - LONGEST // 2)
    left, right = middle - LONGEST // 2, middle + LONGEST // 2
    # Whole words only; the number stands in the middle and is not touched.
    left = sentence.find(" ", left) + 1 if left > 0 else 0
    right = sentence.rfind(" ", 0, right) if right < len(sentence) else len(sentence)
    cut = _readable(sentence[left:right])
    return ("… " if left > 0 else "") + cut + (" …" if right < len(sentence) else "")


def _readable(sentence: str) -> str:
    """Put words in the place of references: their numbers are not known when a page is read."""
    kinds = {"tab": "the table", "fig": "the figure"}
    told = _REFERENCE.sub(lambda match: kinds[match[1]], sentence)
    return told[:1].upper() + told[1:] if _REFERENCE.match(sentence) else told


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the sentences of a page that is read again or gone."""
    of_pages(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: Any) -> None:
    """Take over what another process read."""
    own = of_pages(env)
    own.update({page: noted for page, noted in of_pages(other).items() if page in docnames})
