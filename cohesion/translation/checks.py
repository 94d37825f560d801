"""What a translation must be: whole, in Spanish, with the same facts, in the agreed terms."""

from __future__ import annotations

import re

from cohesion import spans
from cohesion.markup import ROLE
from cohesion.translation.glossary import Glossary, stands
from cohesion.translation.numbers import MONTHS
from cohesion.translation.po import Message
from cohesion.translation.words import ENGLISH

_PLACE = re.compile(r"\{\d+\}")
_TYPED = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD = re.compile(r"[^\W\d_]+")


def problems(message: Message, glossary: Glossary) -> list[str]:
    """Return what is wrong with a translation, the gravest first; nothing if it can be used."""
    english, spanish = message.english, message.spanish
    if not spanish.strip():
        return ["not translated"]
    if message.fuzzy:
        return ["fuzzy: the English changed"]
    found = []
    if spanish == english:
        found.append("the same as the English")
    if odd := _english_words(spanish, glossary):
        found.append(f"English words: {', '.join(odd)}")
    found += [f"not the same {what}" for what, of in _KEPT.items() if of(english) != of(spanish)]
    found += _numbers(english, spanish)
    if spanish.strip() != spanish or english[-1:] == "." != spanish[-1:]:
        found.append("not the same beginning or end")
    found += [
        f"'{term.en}' is '{' or '.join(term.es)}'"
        for term in glossary.in_english(_prose(english))
        if not stands(term, spanish)
    ]
    return found


def _roles(text: str) -> set[tuple[str, str]]:
    return {(role, inside.strip()) for role, inside in ROLE.findall(text)}


def _claims(text: str) -> set[str]:
    return {claim for span in spans.spans(text) for claim in span.claims}


#: What both languages must hold alike.
_KEPT = {
    "facts and roles": _roles,
    "places {1}, {2}": lambda text: sorted(_PLACE.findall(text)),
    "claims": _claims,
    "marks ** of bold": lambda text: text.count("**"),
    "marks * of italics": lambda text: text.replace("**", "").count("*") % 2,
}


def _prose(text: str) -> str:
    """Return a text without roles and places, the words of bound sentences kept."""
    return _PLACE.sub(" ", ROLE.sub(" ", spans.without_spans(text)))


def _english_words(spanish: str, glossary: Glossary) -> list[str]:
    text = _prose(spanish)
    for name in sorted(glossary.names, key=len, reverse=True):
        if name in text:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    words = _WORD.findall(text)
    months = {month for month in MONTHS if month in words}
    return sorted({word for word in words if word.casefold() in ENGLISH} | months)


def _numbers(english: str, spanish: str) -> list[str]:
    """Return what is wrong with typed numbers: the same in both, in the Mexican form."""
    spanish = _prose(spanish)
    found = []
    if re.search(r"\d[ \u00a0]\d{3}(?!\d)", spanish):
        found.append("thousands are separated by a comma")
    joined = re.sub(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))", "", _prose(english))
    here, there = (
        {number.replace(",", "").rstrip(".") for number in _TYPED.findall(text)}
        for text in (joined, spanish)
    )
    if here != there:
        found.append(f"not the same numbers: {', '.join(sorted(here ^ there))}")
    return found
