"""The bibliography, and how a work is named in a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

from pybtex.database import BibliographyData, Entry
from pybtex.database.input import bibtex
from pybtex.exceptions import PybtexError

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.text import decoded

#: Marks of TeX that are no letters.
_MARKS = re.compile(r"[{}]|\\url")
#: What follows the day of an official journal: pages, later acts.
_DETAIL = re.compile(r"(?:;|, p| \(|, reformed|, as amended).*")
#: Hosts of copies that readers leave there: what was read in one is cited without it.
_COPIES = (
    "documents.pub", "es.scribd.com", "lawinsider.com", "paperzz.com", "studylib.es",
    "www.scribd.com",
)  # fmt: skip


@functools.cache
def bibliography(folder: Path = paths.BOOK) -> BibliographyData:
    """Return every entry of the project's bibliography files.

    Raises
    ------
    DataError
        A file that cannot be read: names it and the line.
    """
    entries = BibliographyData()
    for file in sorted([*folder.glob("*.bib"), *(folder / "bib").glob("*.bib")]):
        for key, entry in entries_of(file).items():
            if key not in entries.entries:
                entries.add_entry(key, entry)
    return entries


def entries_of(file: Path) -> Mapping[str, Entry]:
    """Return the entries of one file by key; errors as of :func:`bibliography`."""
    # Decoded here: pybtex tells of a byte that is not UTF-8 without its line.
    text = decoded(file.read_bytes(), file)
    try:
        return _parsed(text)
    except PybtexError as error:
        line = getattr(error, "lineno", None)
        raise DataError(
            f"the bibliography cannot be read: {str(error).splitlines()[0]}.",
            file=file,
            row=line if isinstance(line, int) else None,
            cure="Mend the entry at or above this line, or restore the file.",
        ) from None


@functools.lru_cache(maxsize=32)
def _parsed(text: str) -> Mapping[str, Entry]:
    # The parser itself: by its name ("bibtex") it is looked for among all installed packages.
    return dict(bibtex.Parser().parse_string(text).entries)


def author_year(key: str) -> tuple[str, str]:
    """Return what stands in the text for a citation: authors, year.

    Raises
    ------
    DataError
        An unknown key.
    """
    entry = _entry(key)
    people = [_surname(entry, person) for person in entry.persons.get("author", [])]
    if not people:
        people = [_clean(entry.fields.get("institution") or entry.fields.get("title", key))]
    names = people[0]
    if len(people) == 2:
        names = " and ".join(people)
    elif len(people) > 2:
        names = f"{people[0]} et al."
    return names, entry.fields.get("year", "n.d.")


def _entry(key: str) -> Entry:
    entries = bibliography().entries
    if key not in entries:
        raise DataError(
            f"no bibliography entry '{key}'.",
            file=paths.BOOK / "bib",
            cure="Add the entry or correct the key.",
        )
    return entries[key]


def _surname(entry: Entry, person: object) -> str:
    names = " ".join([*person.prelast_names, *person.last_names])
    return _clean(names or str(person))


def _clean(text: str) -> str:
    return _MARKS.sub("", text).replace("\\&", "&").replace("--", "–").strip()


def reference(key: str, language: str = "en") -> tuple[str, str, str]:
    """Return what a list of references says of a work: its title, where it is published, its page.

    An act names its official journal and needs no page; a copy of a paper is no page of it. In
    Spanish a work bears its title in that language, where it has one. An unknown key raises
    :class:`DataError`.
    """
    fields = _entry(key).fields
    title = fields.get("spanish" if language == "es" else "title") or fields.get("title", "")
    places = [fields[name] for name in ("journal", "publisher") if name in fields]
    page, journal = fields.get("url", ""), _DETAIL.sub("", fields.get("howpublished", ""))
    if re.search(r"Official Journal|Oficial\b", journal):
        places, page = [journal], ""
    elif page.removeprefix("https://").startswith(_COPIES):
        page = ""
    return _clean(title), _clean(". ".join(places)), page


def is_read_later(key: str) -> bool:
    """Whether a work was read after the day of the report, as its note says: a check, no source."""
    note = _entry(key).fields.get("note", "")
    return "read later" in note or "read as a check" in note
