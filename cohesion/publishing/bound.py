"""Which sentences are bound to which claims: in pages, bodies and published texts."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohesion import paths, spans
from cohesion.errors import DataError, shown_path
from cohesion.files import myst

#: The fields of a stored result that readers see as text.
TEXTS = ("caption", "notes", "alt", "body")


@dataclass(frozen=True)
class Sentence:
    """Bound words and where they stand.

    Attributes
    ----------
    file : str
        The page, or the notebook that publishes the text.
    line : int or None
        The line of a page; None for a text that code makes.
    result : str
        The published result that carries the words, '' for the prose of a page.
    words : str
        What is bound, roles as they are written.
    claims : tuple of str
    """

    file: str
    line: int | None
    result: str
    words: str
    claims: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where a person finds it."""
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return where + (f", '{self.result}'" if self.result else "")


def of_page(text: str, file: Path) -> list[Sentence]:
    """Return the bound sentences of a page, captions and other bodies included.

    Raises
    ------
    DataError
        Anything that looks like a bound sentence and is none, with its line: it would be shown to
        readers as brackets, or bind nothing.
    """
    return list(_of_page(text, file))


@functools.lru_cache(maxsize=256)
def _of_page(text: str, file: Path) -> tuple[Sentence, ...]:
    """Return the bound sentences of a page, as a build asks for them more than once."""
    prose = myst.prose(text)
    for place, words in spans.odd_forms(prose):
        raise DataError(
            f"'{words}' is no bound sentence.", file=file, row=prose.count("\n", 0, place) + 1,
            cure="Write [words]{.claim .claim--name}: no space or line break before '{', "
            "one name after each '.claim--'.",
        )  # fmt: skip
    shown = shown_path(file)
    return tuple(
        Sentence(shown, prose.count("\n", 0, span.start) + 1, "", one_line(span.words), span.claims)
        for span in spans.bound(prose)
    )


def of_book(claim: str, root: Path = paths.ROOT) -> list[Sentence]:
    """Return the sentences of all pages and notebooks that are bound to a claim.

    Odd forms are left to the build: a person at work wants to see the rest.
    """
    found = []
    files = [*root.glob("*.md"), *root.glob("book/**/*.md"), *root.glob("notebooks/*.md")]
    for file in sorted(files):
        text = file.read_text(encoding="utf-8", errors="replace")
        if f".claim--{claim}" in text:
            with contextlib.suppress(DataError):
                found += [one for one in of_page(text, file) if claim in one.claims]
    return found


def of_items(items: Iterable[Mapping[str, Any]]) -> list[Sentence]:
    """Return the bound sentences of published texts that stand in no page's body.

    Raises
    ------
    DataError
        An odd form in a text.
    """
    found = []
    for item in items:
        file = f"notebooks/{item['notebook']}.md"
        for text in texts(item):
            for _, words in spans.odd_forms(text):
                raise DataError(
                    f"'{words}' in '{item['name']}' is no bound sentence.", file=file,
                    cure="Write [words]{.claim .claim--name}.",
                )  # fmt: skip
            found += [
                Sentence(file, None, item["name"], one_line(span.words), span.claims)
                for span in spans.bound(text)
            ]
    return found


def texts(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a result that code made; the words of a body belong to its page."""
    if item.get("words") != "page":
        for key in TEXTS:
            yield str(item.get(key) or "")
    for column in item.get("columns", ()):
        yield column["head"]
        yield from column["cells"]


def by_claim(sentences: Iterable[Sentence]) -> dict[str, list[Sentence]]:
    """Return the sentences that rest on each claim."""
    found: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        for name in sentence.claims:
            found.setdefault(name, []).append(sentence)
    return found


def one_line(text: str) -> str:
    """Return words that were wrapped as one line."""
    return " ".join(text.split())
