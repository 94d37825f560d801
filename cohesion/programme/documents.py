"""Texts of the programme design: documents in sections, and their roles turned into plain text.

The same YAML text feeds the pages of the book (where Sphinx resolves the roles) and the Word files
(where :func:`plain_text` does).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, load
from cohesion.markup import ROLE
from cohesion.programme.results import require_unique

DOCUMENTS = ("fiche", "taps", "tor", "applicants", "summary", "profile_pages")


class Section(Entry):
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


class Document(Entry):
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


def facts_used(document: Document) -> list[str]:
    """Return the names of the facts that a document needs, in order of first use."""
    found = [
        inside
        for section in document.sections
        for role, inside in ROLE.findall(section.text)
        if role == "fact"
    ]
    return list(dict.fromkeys(found))
