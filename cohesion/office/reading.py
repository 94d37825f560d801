"""Texts as a reader of a document sees them, in its language: looked up, then facts filled in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cohesion.files.bibliography import author_year, reference
from cohesion.markup import ROLE, strip_emphasis
from cohesion.publishing import stored
from cohesion.publishing.readable import plain_text
from cohesion.tables import vintage
from cohesion.translation.catalogue import Catalogue

#: What stands between the names of authors.
_BETWEEN = re.compile(r"( and |; )")
#: The European journal changed its name on 1 February 2003.
_RENAMED = 2003
#: Where an archive of the web puts a page: before the page's own address.
_ARCHIVE = re.compile(r"^https?://[^/]+/web/[0-9]+/")


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
    text = ROLE.sub(lambda match: _cited(match, words), text)
    spoken = ROLE.sub(lambda match: _spoken(match, words, numbers), text)
    if words.language != "en":
        text = spoken
    return plain_text(text, facts=_Facts(words), numbers=numbers)


def readable(text: str, words: Catalogue) -> str:
    """Return a text that was looked up as plain words: roles filled in, emphasis gone."""
    return strip_emphasis(filled(text, words))


def work(key: str, words: Catalogue) -> str:
    """Return the full reference of a work, as the list of references gives it."""
    names, year = _named(key, words)
    title, place, page = reference(key, words.language)
    place = f"{words.cell(_journal(place))}." if place else ""
    page = _of_the_day(page)
    return " ".join(filter(None, [f"{names} ({year}). {title}.", place, page]))


def letters(keys: Iterable[str]) -> dict[str, str]:
    """Return work → letter for works of the same authors and year, in the order of their titles."""
    same: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(set(keys), key=lambda key: (reference(key)[0].casefold(), key)):
        same[author_year(key)].append(key)
    return {
        key: letter
        for several in same.values()
        if len(several) > 1
        for key, letter in zip(several, "abcdefghij", strict=False)
    }


def _journal(place: str) -> str:
    """Return a journal with its whole name: alone, in Mexico, it would be the national one.

    >>> _journal("Official Journal L 248, 16 September 2002")
    'Official Journal of the European Communities L 248, 16 September 2002'
    """
    year = re.search(r"[0-9]{4}$", place)
    if not place.startswith("Official Journal") or year is None:
        return place
    body = "Communities" if int(year[0]) < _RENAMED else "Union"
    return place.replace("Official Journal", f"Official Journal of the European {body}", 1)


def _of_the_day(page: str) -> str:
    """Return an address without the archive that kept it; none if it is of a later year."""
    page = _ARCHIVE.sub("", page)
    years = map(int, re.findall(r"/(20[0-9]{2})(?![0-9])", page))
    return "" if max(years, default=0) > vintage.as_of().year else page


def _named(key: str, words: Catalogue) -> tuple[str, str]:
    """Return authors and year of a work, the year with the letter that tells it apart."""
    names, year = author_year(key)
    return authors_in(names, words), year + words.letters.get(key, "")


def _cited(match: re.Match[str], words: Catalogue) -> str:
    """Return works as a text cites them; any other role as it is."""
    role, inside = match[1], match[2].strip()
    if not role.startswith("cite"):
        return match[0]
    pairs = [_named(key.strip(), words) for key in inside.split(",")]
    if role == "cite:p":
        return f"({'; '.join(f'{names} {year}' for names, year in pairs)})"
    return "; ".join(f"{names} ({year})" for names, year in pairs)


def _spoken(match: re.Match[str], words: Catalogue, numbers: Mapping[str, str]) -> str:
    """Fill in the roles that hold words of a language."""
    role, inside = match[1], match[2].strip()
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


def authors_in(names: str, words: Catalogue) -> str:
    """Return authors in the language: bodies that the glossary knows by their name in it."""
    if words.language == "en":
        return names
    parts = _BETWEEN.split(names)
    return "".join(words.terms.get(part, " y " if part == " and " else part) for part in parts)
