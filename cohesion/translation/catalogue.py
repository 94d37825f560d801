"""The one look-up of the documents: an English text in, the text of the document's language out.

Whoever writes a document hands every text through :meth:`Catalogue.text` (a text that stands
whole), :meth:`Catalogue.prose` (paragraphs and lists) or :meth:`Catalogue.cell` (a cell of a table,
which may be joined of several texts). The English catalogue gives everything back as it is and
remembers what it was asked for: that is how the texts to translate are found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.files.remembered import Remembered
from cohesion.formats import NBSP
from cohesion.markup import blocks
from cohesion.translation import po
from cohesion.translation.checks import problems
from cohesion.translation.glossary import FILE as GLOSSARY
from cohesion.translation.glossary import Glossary, load_glossary
from cohesion.translation.numbers import mexican
from cohesion.translation.pieces import Cutter, Piece, sentences

_MARKS = {"p": "", "li": "- ", "h": "### "}
_LITERAL = re.compile(r'"([^"]*)"')
_SHEET = re.compile(r"'([^']+)'!|\b([A-Z][A-Za-z]*)!")
#: A large number whose groups are held together by nothing.
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?: \d{3})+(?!\d)")
#: The longest title of a sheet that Excel takes.
TITLE = 31


@dataclass
class Catalogue:
    """Texts of one language.

    Attributes
    ----------
    language : str
        "en" or "es".
    texts : mapping
        English → translation that passed the checks.
    wrong : mapping
        English → file and what is wrong with its translation.
    terms : mapping
        English term of the glossary → the preferred Spanish one.
    heard : dict
        English texts that were asked for, in order.
    letters : mapping
        Work → letter by which a document tells it from others of the same authors and year.
    """

    language: str = "en"
    texts: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    cutter: Cutter = field(default_factory=lambda: Cutter(()))
    terms: Mapping[str, str] = field(default_factory=dict)
    heard: dict[str, None] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    @property
    def locale(self) -> str:
        """The language as office programs name it."""
        return {"en": "en-GB", "es": "es-MX"}[self.language]

    def text(self, english: str) -> str:
        """Return a text that stands whole."""
        if not english.strip() or self.cutter.stays(english):
            return self.numbers(english)
        return self._of(english)

    def prose(self, english: str) -> str:
        """Return a text of paragraphs and list items, each looked up by itself."""
        parts = [_MARKS[kind] + self.text(text) for kind, text in blocks(english)]
        return english if self.language == "en" else "\n\n".join(parts)

    def cell(self, english: str) -> str:
        """Return a cell, piece by piece where it is joined of several texts."""
        parts = []
        for piece in self.cutter.cut(_THOUSANDS.sub(_held, english)):
            if not piece.english:
                parts.append(self.numbers(piece.shown))
                continue
            parts.append(self._placed(piece))
        return english if self.language == "en" else "".join(parts)

    def told(self, english: str) -> str:
        """Return a text that code wrote: whole, of pieces where each is known, or by sentences.

        Numbers and names have places in the texts that are looked up, so that one translation
        serves a sentence whatever it counts and of whichever state it speaks.
        """
        english = _THOUSANDS.sub(_held, english)
        if english.strip() in self.texts or self.cutter.stays(english):
            return self.cell(english)
        if self.knows(english):
            return self.cell(english)
        return "".join(self._sentence(part) for part in sentences(english))

    def knows(self, english: str) -> bool:
        """Whether a text that code wrote has a translation, whole or piece by piece."""
        pieces = [piece.english for piece in self.cutter.cut(english) if piece.english]
        return bool(pieces) and all(piece in self.texts for piece in pieces)

    def phrase(self, text: str) -> str:
        """Return the translation of a text that may or may not be one of the catalogue's.

        Blanks around it stay; what is not known stays as it is and is not asked for.
        """
        english = text.strip()
        if english in self.texts:
            return text.replace(english, self.texts[english], 1)
        piece = self.cutter.with_places(english)
        if piece.english in self.texts:
            return text.replace(english, self._placed(piece), 1)
        return text.replace(english, self.cell(english), 1) if self.knows(english) else text

    def title(self, english: str) -> str:
        """Return the title of a sheet.

        Raises
        ------
        DataError
            A translation that is longer than Excel takes.
        """
        shown = self.cell(english)
        if len(shown) > TITLE:
            raise DataError(
                f"the title '{shown}' of a sheet has more than {TITLE} letters.",
                file=paths.LOCALE, cure="Shorten the translation.",
            )  # fmt: skip
        return shown

    def formula(self, text: str) -> str:
        """Return a formula whose sheets and literal texts are those of the language."""
        literal = _LITERAL.sub(lambda match: f'"{self.cell(match[1])}"', text)
        if self.language == "en":
            return text
        literal = literal.replace('"-Q"', '"-T"')
        return _SHEET.sub(lambda match: f"'{self.title(match[1] or match[2])}'!", literal)

    def numbers(self, text: str) -> str:
        """Return a text with its numbers as the language writes them."""
        return text if self.language == "en" else mexican(text)

    def require_complete(self, document: str) -> None:
        """Refuse a document of which a text has no translation that passed the checks.

        Raises
        ------
        DataError
            Naming the first texts, their files and what is wrong.
        """
        missing = [text for text in self.heard if text not in self.texts]
        if self.language == "en" or not missing:
            return
        told = [f"{self.wrong.get(text, 'in no po file')}: “{text[:70]}”" for text in missing]
        raise DataError(
            f"{document} needs {len(missing)} texts that are not ready in Spanish: "
            + "; ".join(told[:3])
            + ("; …" if len(told) > 3 else "."),
            file=paths.LOCALE,
            cure="Run python -m cohesion translate, then translate what it names.",
        )

    def _sentence(self, english: str) -> str:
        if not english.strip() or self.cutter.stays(english):
            return self.numbers(english)
        if english in self.texts:
            return self._of(english)
        return self._placed(self.cutter.with_places(english))

    def _placed(self, piece: Piece) -> str:
        """Return the translation of a piece with its numbers and names put back."""
        shown = self._of(piece.english)
        for number, value in enumerate(piece.numbers, start=1):
            shown = shown.replace(f"{{{number}}}", self.numbers(value))
        return shown

    def _of(self, english: str) -> str:
        self.heard[english] = None
        return english if self.language == "en" else self.texts.get(english, english)


def _held(match: re.Match[str]) -> str:
    """Return a number whose groups no line may part."""
    return match[0].replace(" ", NBSP)


def english() -> Catalogue:
    """Return the catalogue that changes nothing."""
    return Catalogue()


def listening(known: Collection[str], programme: Path = paths.PROGRAMME) -> Catalogue:
    """Return an English catalogue that finds the texts to translate: ``known`` and others."""
    return Catalogue(cutter=cutter_of(known, load_glossary(programme)))


def cutter_of(known: Collection[str], glossary: Glossary, names: Collection[str] = ()) -> Cutter:
    """Return what cuts cells, given the texts known whole and what the glossary says stays."""
    acronyms = [term.en for term in glossary.terms if term.en.isupper()]
    return Cutter(known, [*glossary.names, *names], acronyms, glossary.alike)


def kept_messages(programme: Path = paths.PROGRAMME) -> Remembered:
    """Return the checked messages of po files, by their text, for the present glossary."""
    return Remembered("messages", hashes.file_hash(programme / GLOSSARY))


def _checked(file: Path, glossary: Glossary, kept: Remembered | None) -> list[tuple[str, str, str]]:
    """Return English, translation and what is wrong with it ('' if nothing) of every message."""

    def make() -> list[list[str]]:
        return [
            [message.english, message.spanish, next(iter(problems(message, glossary)), "")]
            for message in po.read(file)
        ]

    return make() if kept is None else kept.of(file.read_bytes(), make)


def spanish(
    folder: Path = paths.LOCALE,
    programme: Path = paths.PROGRAMME,
    *,
    pages: Path | None = None,
    names: Collection[str] = (),
    only: str = "",
    kept: Remembered | None = None,
) -> Catalogue:
    """Return the Spanish catalogue: every translation that passes the checks.

    ``pages`` is the folder of the texts of the book's pages, ``names`` further names that stay:
    only the pages need them. ``only`` names the one family that is wanted. ``kept`` holds what was
    read of files that did not change (see :func:`kept_messages`).
    """
    glossary, texts, wrong = load_glossary(programme), {}, {}
    # A page and a file of the design may bear one name.
    for place in (folder, *([pages] if pages else [])):
        for file in sorted(place.glob("*.po")):
            if only not in ("", file.stem):
                continue
            for english, translated, problem in _checked(file, glossary, kept):
                if problem:
                    wrong.setdefault(english, f"{file.name} ({problem})")
                else:
                    texts[english] = translated
    if kept is not None:
        kept.keep()
    known = {*texts, *wrong}
    terms = {term.en: term.es[0] for term in glossary.terms}
    return Catalogue("es", texts, wrong, cutter_of(known, glossary, names), terms)
