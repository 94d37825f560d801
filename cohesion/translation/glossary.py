"""The glossary English–Spanish (``glossary_es.yml``): agreed terms, and names that stay."""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

from pydantic import Field

from cohesion import paths
from cohesion.files.entries import Entry, check_unique, load

FILE = "glossary_es.yml"


class Term(Entry):
    """One term.

    Attributes
    ----------
    en : str
        The English term, in the singular.
    es : list of str
        What may stand for it, the preferred term first, in the singular.
    read : str
        Where the Spanish term was read; '' for the usage of the mission.
    """

    en: str = Field(min_length=2)
    es: list[str] = Field(min_length=1)
    read: str = ""


class Glossary(Entry):
    """``glossary_es.yml``.

    Attributes
    ----------
    alike : list of str
        Short texts that are the same in both languages.
    names : list of str
        Names of places, laws and programmes: they stay wherever they stand.
    """

    terms: list[Term]
    alike: list[str]
    names: list[str]

    def in_english(self, text: str) -> list[Term]:
        """Return the terms that stand in an English text; inside a longer term none counts."""
        found, plain = [], _plain(text)
        for first, term in self._longest_first:
            # Few terms stand in a text: one whose first word is not there need not be looked for.
            if first not in plain:
                continue
            # Letters all capital are an acronym or a mark, never the word of the same letters.
            if term.en.isupper() and term.en not in text:
                continue
            pattern = _pattern(term.en)
            if pattern.search(plain):
                found.append(term)
                plain = pattern.sub(" ", plain)
        return found

    @functools.cached_property
    def _longest_first(self) -> list[tuple[str, Term]]:
        """The terms with their first words, the longest first."""
        ordered = sorted(self.terms, key=lambda term: -len(term.en))
        return [(_plain(term.en).split()[0], term) for term in ordered]


def stands(term: Term, spanish: str) -> bool:
    """Whether one of the Spanish forms of a term stands in a text, in singular or plural.

    >>> stands(Term(en="tender", es=["licitación"]), "Dos licitaciones públicas")
    True
    """
    plain = _plain(spanish)
    return any(_pattern(form).search(plain) for form in term.es)


def load_glossary(folder: Path = paths.PROGRAMME) -> Glossary:
    """Return the glossary; a term stands once."""
    glossary = load(Glossary, FILE, folder)
    check_unique([term.en.casefold() for term in glossary.terms], Path(folder) / FILE)
    return glossary


@functools.cache
def _pattern(term: str) -> re.Pattern[str]:
    words = [rf"{re.escape(word)}(?:e?s)?" for word in _plain(term).split()]
    return re.compile(r"(?<!\w)" + r"[\s-]+".join(words) + r"(?!\w)")


def _plain(text: str) -> str:
    """Return a text in small letters without accents and emphasis."""
    plain = text.replace("*", "").casefold()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFD", plain)
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
