"""Bound sentences: ``[words]{.claim .claim--name}``, the same form in every text of the project.

MyST reads the form in pages; captions, alternative texts, YAML files, Word and Excel are read by
the functions here. A form that is not exactly this one would be shown to readers as brackets, so
:func:`odd_forms` finds every sign of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(r"(?<![`}])(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_ROLE = re.compile(r"\{[a-z][a-z:]*\}`[^`]*`")
_ATTRIBUTES = re.compile(r"\{([^{}\n]*)\}")
_CLAIM = re.compile(r"\.claim((?: \.claim--[a-z0-9]+(?:-[a-z0-9]+)*)+)")
_OTHER = re.compile(r"[.#][\w-]+(?: [.#][\w-]+)*")
_SIGN = re.compile(r"\.claim\b|\]\s*\{(?=\s*[.#])|\]\{")


@dataclass(frozen=True)
class Span:
    """Words in brackets with what they are bound to.

    Attributes
    ----------
    start, end : int
        Where the form stands in the text, brackets included.
    words : str
        What a reader sees, roles as they are written.
    claims : tuple of str
        Names of the claims; empty for a span of another class.
    explains : tuple of str
        Names of quantities of which the words say why they have two values
        (``[words]{.two-values .two-values--name}``).
    """

    start: int
    end: int
    words: str
    claims: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()


def spans(text: str) -> list[Span]:
    """Return every well-formed span of a text, in the order of their ends.

    >>> [found] = spans("In 2010 [{fact}`n` states rose]{.claim .claim--most-rose}.")
    >>> found.words, found.claims
    ('{fact}`n` states rose', ('most-rose',))
    """
    if "]{" not in text:
        # Nearly every text of the project: there is no need to look at each sign of it.
        return []
    masked = _masked(text)
    found, opened = [], []
    for place, sign in enumerate(masked):
        if sign == "[":
            opened.append(place)
        elif sign == "]" and opened:
            start = opened.pop()
            attributes = _ATTRIBUTES.match(masked, place + 1)
            if attributes is None:
                continue
            bound = _CLAIM.fullmatch(attributes[1])
            if bound is None and (not _OTHER.fullmatch(attributes[1]) or "claim" in attributes[1]):
                continue
            claims = _names(bound[1], ".claim--") if bound else ()
            explains = _names(attributes[1], ".two-values--")
            words = text[start + 1 : place]
            found.append(Span(start, attributes.end(), words, claims, explains))
    return found


def _names(attributes: str, start: str) -> tuple[str, ...]:
    parts = attributes.split()
    return tuple(part.removeprefix(start) for part in parts if part.startswith(start))


def bound(text: str) -> list[Span]:
    """Return the spans that are bound to claims."""
    return [span for span in spans(text) if span.claims]


def without_spans(text: str) -> str:
    """Return the text as a reader sees it: the words of each span, without its marks.

    >>> without_spans("[All [four]{.claim .claim--b} rose]{.claim .claim--a}.")
    'All four rose.'
    """
    while found := spans(text):
        last = found[0]
        text = text[: last.start] + last.words + text[last.end :]
    return text


def odd_forms(text: str) -> list[tuple[int, str]]:
    """Return the place (offset) and the words of everything that looks like a span and is none.

    >>> odd_forms("[It rose] {.claim .claim--x}")[0][1]
    '] {.claim .claim--x}'
    """
    if ("]" not in text and ".claim" not in text) or not _SIGN.search(text):
        # Nearly every text of the project: a cell of a table holds no sign at all.
        return []
    masked = _masked(text)
    good = [(span.end - len(_attributes(text, span)), span.end) for span in spans(text)]
    found: list[tuple[int, str]] = []
    reached = 0
    for sign in _SIGN.finditer(masked):
        inside = any(start - 1 <= sign.start() < end for start, end in good)
        if not inside and sign.start() >= reached:
            end = masked.find("}", sign.start())
            reached = len(text) if end < 0 else end + 1
            found.append((sign.start(), " ".join(text[sign.start() : reached][:60].split("\n"))))
    return found


def count_signs(text: str) -> tuple[int, int]:
    """Return how often ``.claim`` (as a class of its own) and ``]{`` stand in a text's prose."""
    masked = _masked(text)
    return len(re.findall(r"\.claim(?![\w-])", masked)), masked.count("]{")


def _attributes(text: str, span: Span) -> str:
    return text[span.start + 1 + len(span.words) + 1 : span.end]


def _masked(text: str) -> str:
    """Return a text of the same length in which code and roles hold no sign that counts."""

    def mask(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", "_", match[0])

    return _CODE.sub(mask, _ROLE.sub(mask, text))
