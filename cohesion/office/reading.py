"""Texts as a reader of a document sees them, in its language: looked up, then facts filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cohesion.files.bibliography import author_year, reference
from cohesion.markup import ROLE, strip_emphasis
from cohesion.publishing import stored
from cohesion.publishing.readable import plain_text
from cohesion.translation.catalogue import Catalogue

#: What stands between the names of authors.
_BETWEEN = re.compile(r"( and |; )")


class _Facts(Mapping[str, str]):
    """The published facts as a language writes them, read one by one."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words

    def __getitem__(self, name: str) -> str:
        return self._words.cell(stored.fact_text(name))

    def __iter__(self) -> Iterator[str]:
        return (name for name, item in stored.items().items() if item["kind"] == "fact")

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return stored.items().get(str(name), {}).get("kind") == "fact"


def filled(text: str, words: Catalogue, numbers: Mapping[str, str] | None = None) -> str:
    """Return a text that was looked up with its roles filled in; emphasis marks stay.

    Parameters
    ----------
    numbers : mapping, optional
        Label → what to write for it, as in ``{"tab-x": "Table 3"}``.
    """
    numbers = dict(numbers or {})
    spoken = ROLE.sub(lambda match: _spoken(match, words, numbers), text)
    if words.language != "en":
        text = spoken
    return plain_text(text, facts=_Facts(words), numbers=numbers)


def readable(text: str, words: Catalogue) -> str:
    """Return a text that was looked up as plain words: roles filled in, emphasis gone."""
    return strip_emphasis(filled(text, words))


def work(key: str, words: Catalogue) -> str:
    """Return the full reference of a work, as the list of references gives it."""
    names, year = author_year(key)
    title, place, page = reference(key, words.language)
    place = f"{words.cell(place)}." if place else ""
    return " ".join(filter(None, [f"{_joined(names, words)} ({year}). {title}.", place, page]))


def _spoken(match: re.Match[str], words: Catalogue, numbers: Mapping[str, str]) -> str:
    """Fill in the roles that hold words of a language."""
    role, inside = match[1], match[2].strip()
    if role.startswith("cite"):
        pairs = [author_year(key.strip()) for key in inside.split(",")]
        shown = [
            f"{_joined(names, words)} {year}" if role == "cite:p" else
            f"{_joined(names, words)} ({year})"
            for names, year in pairs
        ]  # fmt: skip
        return f"({'; '.join(shown)})" if role == "cite:p" else "; ".join(shown)
    if role == "numref" and inside not in numbers:
        kind = "figure" if inside.startswith("fig-") else "table"
        told = words.text(f"the report's {kind}")
        if inside not in stored.items():
            return f"{told} {inside}"
        caption = readable(words.text(stored.item(inside)["caption"]), words)
        return f"{told} “{caption.rstrip('.')}”"
    if role in ("doc", "ref"):
        target = re.sub(r".*<(.+)>", r"\1", inside).strip("/").rsplit("/", 1)[-1]
        return words.text("chapter “{1}” of the report").replace("{1}", words.text(_title(target)))
    if role == "cell":
        return words.numbers(plain_text(match[0]))
    return match[0]


def _title(chapter: str) -> str:
    """Return how a chapter is named by its address."""
    return chapter.replace("-", " ")


def _joined(names: str, words: Catalogue) -> str:
    """Return authors in the language: bodies that the glossary knows by their name in it."""
    if words.language == "en":
        return names
    parts = _BETWEEN.split(names)
    return "".join(words.terms.get(part, " y " if part == " and " else part) for part in parts)
