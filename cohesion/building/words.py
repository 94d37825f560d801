"""Giving stored results the words that stand in pages.

A notebook publishes a table or figure without words; the body of ``{published}`` in a page has
them. They are put into the stored results at every build, after it was decided which notebooks run:
a changed caption runs none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cohesion import paths
from cohesion.checking import sources
from cohesion.errors import DataError
from cohesion.publishing import bodies, bound
from cohesion.publishing import stored as results


def of_book(files: Iterable[Path] = ()) -> dict[str, bodies.Body]:
    """Return the bodies of all pages of the book, and of the files named, by result."""
    pages = dict.fromkeys([*_pages(), *(file.resolve() for file in files)])
    return bodies.by_name(
        body for file in pages for body in bodies.of_page(sources.read(file), file)
    )


def bound_sentences() -> list[bound.Sentence]:
    """Return the bound sentences of all pages, in reading order."""
    return [one for file in _pages() for one in bound.of_page(sources.read(file), file)]


def _pages() -> list[Path]:
    toc = paths.ROOT / "_toc.yml"
    return [(paths.ROOT / f"{name}.md").resolve() for name in sources.toc_files(toc)]


def give(notebooks: Iterable[tuple[str, Path]], words: dict[str, bodies.Body]) -> int:
    """Put the words of pages into the results of some notebooks; return how many files changed.

    Parameters
    ----------
    notebooks : iterable of (name, file)
    words : dict
        Bodies by result (see :func:`of_book`).

    Raises
    ------
    DataError
        A result without words, or with words in both places: page, line and cure.
    """
    changed = 0
    for name, file in notebooks:
        before = results.of_notebook(paths.RESULTS / name)
        after = [bodies.complete(item, words.get(item["name"]), file=file) for item in before]
        if after != before:
            stored = paths.RESULTS / name / "items.jsonl"
            new = stored.with_name("items.jsonl.new")
            new.write_text("".join(map(results.as_line, after)), encoding="utf-8")
            new.replace(stored)
            changed += 1
    return changed


def check_names(words: dict[str, bodies.Body], published: Iterable[str]) -> None:
    """Refuse a body whose result no notebook publishes."""
    known = set(published)
    for body in words.values():
        if body.name not in known:
            raise DataError(
                f"no result is published as '{body.name}'.", file=body.file, row=body.line,
                cure="Correct the name, or publish it in a notebook.",
            )  # fmt: skip
