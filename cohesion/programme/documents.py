"""Texts of the programme design: documents in sections, and their roles turned into plain text.

The same YAML text feeds the pages of the book (where Sphinx resolves the roles) and the Word files
(where :func:`plain_text` does).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pybtex.database import BibliographyData, Entry, parse_file
from pybtex.exceptions import PybtexError
from pydantic import Field

from cohesion import paths
from cohesion import results as published
from cohesion.errors import DataError
from cohesion.programme.results import Strict, load, require_unique

DOCUMENTS = ("fiche", "taps", "tor")
ROLE = re.compile(r"\{(fact|cite:p|cite:t|cite|numref|doc|ref)\}`([^`]+)`")
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*")


class Section(Strict):
    """One section: number, heading, text, and the published tables that follow it."""

    # A heading may stand over its subsections alone.
    may_be_empty: ClassVar[frozenset[str]] = frozenset({"text"})

    id: str = Field(pattern=r"^([A-Z]?\d+(\.\d+)*|[A-Z](\.\d+)?)$")
    heading: str
    level: int = Field(ge=1, le=3)
    text: str
    tables: list[Annotated[str, Field(pattern=r"^tab-[a-z0-9-]+$")]] = []

    @property
    def title(self) -> str:
        """The heading with its number; appendices and parts carry it in their name."""
        return self.heading if self.heading[:4] in ("Appe", "Part") else f"{self.id} {self.heading}"


class Document(Strict):
    """A document of the programme."""

    id: str
    title: str
    subtitle: str
    subject: str
    keywords: list[str]
    language: Literal["en-GB", "es-MX"]
    sections: list[Section]

    def section(self, name: str) -> Section:
        """Return one section by id."""
        for section in self.sections:
            if section.id == name:
                return section
        raise DataError(
            f"no section '{name}'.",
            file=paths.PROGRAMME / f"{self.id}.yml",
            cure=f"Use one of {', '.join(section.id for section in self.sections)}.",
        )

    @property
    def tables(self) -> list[str]:
        """Names of all tables, in order."""
        return [name for section in self.sections for name in section.tables]


def load_document(name: str, folder: Path = paths.PROGRAMME) -> Document:
    """Return one document; section ids are unique and no table is placed twice."""
    document = load(Document, f"{name}.yml", folder)
    file = folder / f"{name}.yml"
    if document.id != name:
        raise DataError(
            f"the document calls itself '{document.id}'.",
            file=file,
            column="id",
            cure=f"Write id: {name}.",
        )
    for section, following in zip(document.sections, [*document.sections[1:], None], strict=True):
        # Levels follow from the numbers, so that a section cannot slip to another level.
        if section.level != section.id.count(".") + 1:
            raise DataError(
                f"section {section.id} stands at level {section.level}.",
                file=file,
                row=section.id,
                column="level",
                cure=f"Write level: {section.id.count('.') + 1}, or correct the number.",
            )
        if not section.text and not (following and following.level > section.level):
            raise DataError(
                f"section {section.id} has neither a text nor subsections.",
                file=file,
                row=section.id,
                column="text",
                cure="Write the text, or take the section out.",
            )
    require_unique([section.id for section in document.sections], f"{name}.yml")
    require_unique(document.tables, f"{name}.yml")
    return document


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
        try:
            found = parse_file(file, bib_format="bibtex").entries
        except (PybtexError, UnicodeDecodeError) as error:
            line = getattr(error, "lineno", None)
            if isinstance(error, UnicodeDecodeError):
                line = file.read_bytes().count(b"\n", 0, error.start) + 1
            raise DataError(
                f"the bibliography cannot be read: {str(error).splitlines()[0]}.",
                file=file,
                row=line if isinstance(line, int) else None,
                cure="Mend the entry at or above this line, or restore the file.",
            ) from None
        for key, entry in found.items():
            if key not in entries.entries:
                entries.add_entry(key, entry)
    return entries


def author_year(key: str) -> tuple[str, str]:
    """Return what stands in the text for a citation: authors, year.

    Raises
    ------
    DataError
        An unknown key.
    """
    entries = bibliography().entries
    if key not in entries:
        raise DataError(
            f"no bibliography entry '{key}'.",
            file=paths.BOOK / "bib",
            cure="Add the entry or correct the key.",
        )
    entry = entries[key]
    people = [_surname(entry, person) for person in entry.persons.get("author", [])]
    if not people:
        people = [_clean(entry.fields.get("institution") or entry.fields.get("title", key))]
    names = people[0]
    if len(people) == 2:
        names = " and ".join(people)
    elif len(people) > 2:
        names = f"{people[0]} et al."
    return names, entry.fields.get("year", "n.d.")


def _surname(entry: Entry, person: object) -> str:
    names = " ".join([*person.prelast_names, *person.last_names])
    return _clean(names or str(person))


def _clean(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("\\&", "&").strip()


def reference(key: str) -> str:
    """Return the full reference of a citation as one line of plain text."""
    names, year = author_year(key)
    fields = bibliography().entries[key].fields
    parts = [f"{names} ({year}). {_clean(fields.get('title', ''))}."]
    parts += [f"{_clean(fields[name])}." for name in ("journal", "publisher") if name in fields]
    parts += [fields["url"]] if "url" in fields else []
    return " ".join(parts)


def cited_keys(text: str) -> list[str]:
    """Return the bibliography keys that a text cites, in order."""
    return [
        key.strip()
        for role, inside in ROLE.findall(text)
        if role.startswith("cite")
        for key in inside.split(",")
    ]


def plain_text(
    text: str,
    facts: Mapping[str, str] | None = None,
    numbers: Mapping[str, str] | None = None,
) -> str:
    """Turn the roles of a text into what a reader sees; emphasis marks stay.

    Parameters
    ----------
    facts : mapping, optional
        Fact name → text; the published facts by default.
    numbers : mapping, optional
        Label → what to write for it, as in ``{"tab-x": "Table 3"}``. A label that is not there is
        written as the caption of the published item.

    Raises
    ------
    DataError
        An unknown fact, label or citation.
    """
    numbers = numbers or {}

    def resolve(match: re.Match[str]) -> str:
        role, inside = match[1], match[2].strip()
        if role == "fact":
            return _fact(inside, facts)
        if role == "cite:p":
            pairs = [author_year(key.strip()) for key in inside.split(",")]
            return "(" + "; ".join(f"{names} {year}" for names, year in pairs) + ")"
        if role.startswith("cite"):
            pairs = [author_year(key.strip()) for key in inside.split(",")]
            return "; ".join(f"{names} ({year})" for names, year in pairs)
        if role == "numref":
            return numbers.get(inside) or _named(inside)
        target = re.sub(r".*<(.+)>", r"\1", inside).strip("/")
        return f"chapter “{target.rsplit('/', 1)[-1].replace('-', ' ')}” of the report"

    return ROLE.sub(resolve, text)


def _fact(name: str, facts: Mapping[str, str] | None) -> str:
    if facts is None:
        return published.fact_text(name)
    if name not in facts:
        raise DataError(
            f"nothing is published as '{name}'.",
            cure="Publish it in a notebook, or correct the name.",
        )
    return facts[name]


def _named(label: str) -> str:
    kind = "figure" if label.startswith("fig-") else "table"
    return f"the report's {kind} “{published.item(label)['caption'].rstrip('.')}”"


def strip_emphasis(text: str) -> str:
    """Take the asterisks of emphasis away."""
    return "".join(piece for piece, _ in runs(text))


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text into pieces with their style: '', 'bold' or 'italic'."""
    position = 0
    for match in _EMPHASIS.finditer(text):
        if match.start() > position:
            yield text[position : match.start()], ""
        yield (match[1], "bold") if match[1] else (match[2], "italic")
        position = match.end()
    if position < len(text):
        yield text[position:], ""


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text into paragraphs and list items: ('p' | 'li' | 'h', text)."""
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith("### "):
            yield "h", block[4:].strip()
        elif block.startswith("- "):
            for item in re.split(r"\n- ", block[2:]):
                yield "li", _one_line(item)
        elif block:
            yield "p", _one_line(block)


def _one_line(text: str) -> str:
    """Join the lines of a text; no-break spaces stay, so that amounts are not torn apart."""
    return re.sub(r"[ \t\n]+", " ", text.strip(" \t\n"))


def facts_used(document: Document) -> list[str]:
    """Return the names of the facts that a document needs, in order of first use."""
    found = [
        inside
        for section in document.sections
        for role, inside in ROLE.findall(section.text)
        if role == "fact"
    ]
    return list(dict.fromkeys(found))

