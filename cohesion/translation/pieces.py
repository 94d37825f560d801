"""Cells of tables cut into the texts that they are made of.

Tables join texts of the design with numbers, ids and names: ``"O-1 Population in poverty.
Baseline: Chiapas 78.4 %"``. A translator gets each text once, whatever it is joined with, and what
is left between them with places for the numbers: ``"by {1}"``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cohesion.markup import ROLE
from cohesion.translation.numbers import DATE, NUMBER, QUARTER
from cohesion.translation.words import ENGLISH, SPANISH

_ID = r"[A-Z]{1,3}-?\d[\d.]*[a-z]?"
_ID_ALONE = re.compile(rf"(?<![\w-])(?:{_ID}|[A-Z])(?![\w-])")
_BEFORE = re.compile(rf"(?:^|[;:,.)*–—·/→]\s|[(*“]|(?:^|[\s(]){_ID}\s|\d\s)$")
_AFTER = re.compile(r"$|[;:.,)*”]|\s\(|\s[–—→·/]|\s\d")
_SEPARATOR = re.compile(r"([;:,.]+(?=\s|$)|[()*“”]|(?<=\s)[–—→·/](?=\s))")
#: Roles and what binds a sentence: names in them are no words.
_KEPT = re.compile(rf"{ROLE.pattern}|\]\{{\.[^}}]*\}}")
#: Where a sentence ends and another begins, bound or in italics or not.
_SENTENCE = re.compile(r"(?<=[^.\sA-Z][.?!])\s+(?=[A-ZÁÉÍÓÚ¿{\[*“])")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ADDRESS = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|\b[\w-]+\.(?:ya?ml|xlsx|docx|csv)\b")
_ISO = r"\b\d{4}-\d\d-\d\d\b"
_COUNTED = re.compile(rf"{_ISO}|{QUARTER.pattern}|(?<![\w.-]){NUMBER.pattern}(?![\w])")
#: Names of bodies and laws are the same in both languages, apart from those the glossary gives.
_ACRONYM = re.compile(r"(?<!\w)[A-ZÁÉÍÓÚÑ]{3,}(?!\w)")
#: The letters by which known texts are looked for.
_START = 3
#: So far back it is looked whether a known text may begin here; longer than any id.
_NEAR = 24


@dataclass(frozen=True)
class Piece:
    """A part of a cell.

    Attributes
    ----------
    shown : str
        How it stands in the cell.
    english : str
        The text to translate, numbers replaced by ``{1}``, ``{2}``; '' for what stays.
    numbers : tuple of str
        What stood in these places: numbers, and names that stay.
    """

    shown: str
    english: str = ""
    numbers: tuple[str, ...] = ()


class Cutter:
    """Cuts cells, given the texts that are known whole and the names that stay."""

    def __init__(
        self,
        known: Collection[str],
        names: Iterable[str] = (),
        spoken: Iterable[str] = (),
        alike: Iterable[str] = (),
    ) -> None:
        """Take the whole texts, names, acronyms with a translation, and what is alike."""
        self._known = frozenset(known)
        self._spoken = frozenset(spoken)
        self._alike = frozenset(alike)
        long = sorted(names, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, long)) or r"(?!)"
        self._name = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
        self._stay: dict[str, bool] = {}
        self._placed = re.compile(f"{self._name.pattern}|{_COUNTED.pattern}")
        self._starts: dict[str, list[str]] = {}
        for text in sorted(self._known, key=len, reverse=True):
            if len(text) >= _START and not self.stays(text):
                self._starts.setdefault(text[:_START], []).append(text)

    def stays(self, text: str) -> bool:
        """Whether a text holds no word but names, numbers, ids, roles and addresses."""
        if text not in self._stay:
            self._stay[text] = self._holds_no_word(text)
        return self._stay[text]

    def _holds_no_word(self, text: str) -> bool:
        if not _LETTERS.search(text) or text.strip() in self._alike or _is_spanish(text):
            return True
        if DATE.fullmatch(text.strip()):
            return True
        for pattern in (ROLE, _ADDRESS, self._name, _COUNTED, _ID_ALONE):
            text = pattern.sub(" ", text)
        text = _ACRONYM.sub(lambda match: match[0] * (match[0] in self._spoken), text)
        return not _LETTERS.search(text)

    def cut(self, text: str) -> list[Piece]:
        """Return the pieces of a cell, which joined give the cell.

        >>> cutter = Cutter(["People in poverty"], ["Chiapas"])
        >>> cell = "P-1 People in poverty. Baseline: Chiapas 78.4"
        >>> [piece.english for piece in cutter.cut(cell) if piece.english]
        ['People in poverty', 'Baseline']
        """
        if text.strip() in self._known and not self.stays(text):
            return [Piece(text, text.strip())]
        if self.stays(text):
            return [Piece(text)]
        found: list[Piece] = []
        left = place = 0
        while place < len(text):
            whole = self._whole_at(text, place)
            if whole:
                found += self._between(text[left:place])
                found.append(Piece(whole, whole))
                left = place = place + len(whole)
            else:
                place += 1
        return found + self._between(text[left:])

    def with_places(self, text: str) -> Piece:
        """Return a text as one piece whose numbers and names have places.

        >>> Cutter([], ["Chiapas"]).with_places("Chiapas had 118 of them").english
        '{1} had {2} of them'
        """
        numbers: list[str] = []
        kept = [match.span() for match in _KEPT.finditer(text)]

        def place(match: re.Match[str]) -> str:
            if any(start <= match.start() < end for start, end in kept):
                return match[0]
            numbers.append(match[0])
            return f"{{{len(numbers)}}}"

        return Piece(text, self._placed.sub(place, text), tuple(numbers))

    def _whole_at(self, text: str, place: int) -> str:
        candidates = self._starts.get(text[place : place + _START], ())
        if not candidates or not _BEFORE.search(text, max(0, place - _NEAR), place):
            return ""
        for known in candidates:
            end = place + len(known)
            if text.startswith(known, place) and (_AFTER.match(text, end) or known[-1] in ".:;"):
                return known
        return ""

    def _between(self, text: str) -> list[Piece]:
        found = []
        for part in filter(None, _SEPARATOR.split(text)):
            inner = part.strip()
            if not inner or self.stays(part):
                found.append(Piece(part))
                continue
            lead, trail = part[: part.index(inner)], part[part.index(inner) + len(inner) :]
            named = _ID_ALONE.match(inner)
            if named and inner[named.end() :].strip():
                lead += inner[: named.end()] + " "
                inner = inner[named.end() :].lstrip()
            found += [Piece(lead)] * bool(lead)
            found.append(self.with_places(inner))
            found += [Piece(trail)] * bool(trail)
        return found


def sentences(text: str) -> list[str]:
    """Return the sentences of a text with the blanks between them; a bound passage stays whole.

    >>> sentences("[Both rose. Fast]{.claim .claim--a}. One fell.")
    ['[Both rose. Fast]{.claim .claim--a}.', ' ', 'One fell.']
    """
    found, start = [], 0
    for match in _SENTENCE.finditer(text):
        before = text[start : match.start()]
        if before.count("[") == before.count("]") and before.count("(") == before.count(")"):
            found += [before, match[0]]
            start = match.end()
    return [*found, text[start:]]


def _is_spanish(text: str) -> bool:
    """Whether a text is a Spanish name already, as of a law or a ministry."""
    text = re.sub(r"\s\([A-ZÁÉÍÓÚ]+\)", "", text)
    if "(" in text:
        return False
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", ROLE.sub(" ", text))}
    return bool(words & SPANISH) and not words & ENGLISH
