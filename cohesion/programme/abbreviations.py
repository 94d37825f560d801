"""Abbreviations that a document uses: names of bodies and a short list of terms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar, Literal

from cohesion import paths
from cohesion.files.entries import Entry, check_unique, load
from cohesion.programme.stakeholders import load_actors

FILE = "abbreviations.yml"


class Abbreviation(Entry):
    """A short form, that of Spanish where it is another, and what it stands for in both."""

    may_be_empty: ClassVar[frozenset[str]] = frozenset({"short_es"})

    short: str
    short_es: str = ""
    en: str
    es: str


class Abbreviations(Entry):
    """``abbreviations.yml``."""

    abbreviations: list[Abbreviation]


def load_abbreviations(folder: Path = paths.PROGRAMME) -> dict[str, Abbreviation]:
    """Return short form → abbreviation, acronyms of actors included.

    Raises
    ------
    DataError
        A short form that stands twice, in the file or in the file and among the actors.
    """
    items = load(Abbreviations, FILE, folder).abbreviations
    actors = [
        Abbreviation(short=actor.short, en=actor.name_en.split(" - ")[0], es=actor.name_es)
        for actor in load_actors(folder).values()
        if re.fullmatch(r"[A-ZÁÉÍÓÚ]{3,}", actor.short)
    ]
    everything = [*items, *actors]
    check_unique([item.short for item in everything], Path(folder) / FILE)
    return {item.short: item for item in everything}


def used(
    text: str, language: Literal["en", "es"] = "en", folder: Path = paths.PROGRAMME
) -> list[Abbreviation]:
    """Return the abbreviations that stand in a text as words, in alphabetical order.

    Their ``short`` is the form of the language.
    """
    known = [
        item.model_copy(update={"short": item.short_es or item.short}) if language == "es" else item
        for item in load_abbreviations(folder).values()
    ]
    words = set(re.findall(r"\b[^\W\d_]+\b", text))
    return sorted(
        (item for item in known if item.short in words), key=lambda item: item.short.casefold()
    )
