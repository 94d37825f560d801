"""Which chapters are the report and which the annexes: ``_toc.yml``, ``meta: annex:``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cohesion import paths
from cohesion.errors import DataError, near
from cohesion.files import yaml


@dataclass(frozen=True)
class Chapter:
    """A chapter: its page and the pages that stand under it, in reading order."""

    page: str
    below: tuple[str, ...] = ()

    @property
    def pages(self) -> tuple[str, ...]:
        """The chapter's page and those under it."""
        return (self.page, *self.below)


@dataclass(frozen=True)
class Part:
    """A part of the book with its chapters."""

    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Contents:
    """The book on paper: the first page (summary), the parts of the report, the annexes."""

    root: str
    parts: tuple[Part, ...]
    annexes: tuple[Chapter, ...]


def read_contents(file: Path | None = None) -> Contents:
    """Return what is report and what is annex.

    Raises
    ------
    DataError
        If ``meta: annex:`` names something that is no chapter, or one twice, or nothing is left
        for the report.
    """
    file = file or paths.ROOT / "_toc.yml"
    toc = yaml.read(file)
    parts = [
        Part(part["caption"], tuple(_chapter(entry) for entry in part["chapters"]))
        for part in toc["parts"]
    ]
    chapters = {chapter.page: chapter for part in parts for chapter in part.chapters}
    named = (toc.get("meta") or {}).get("annex") or []
    for place, name in enumerate(named):
        if name in named[:place]:
            raise DataError(f"'{name}' stands twice.", file=file, column="meta: annex",
                            cure="Name each chapter once.")  # fmt: skip
        if name not in chapters:
            raise DataError(
                f"'{name}' is no chapter of the book{near(str(name), chapters)}.", file=file,
                column="meta: annex", cure="Name a file of 'chapters'.",
            )  # fmt: skip
    kept = [
        Part(part.title, tuple(c for c in part.chapters if c.page not in named)) for part in parts
    ]
    if not any(part.chapters for part in kept):
        raise DataError("every chapter is an annex.", file=file, column="meta: annex",
                        cure="Leave the chapters of the report out.")  # fmt: skip
    return Contents(
        root=toc["root"],
        parts=tuple(part for part in kept if part.chapters),
        annexes=tuple(chapter for chapter in chapters.values() if chapter.page in named),
    )


def _chapter(entry: dict) -> Chapter:
    return Chapter(entry["file"], tuple(_pages(entry.get("sections") or [])))


def _pages(entries: list[dict]) -> list[str]:
    found: list[str] = []
    for entry in entries:
        found += [entry["file"], *_pages(entry.get("sections") or [])]
    return found
