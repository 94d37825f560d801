"""Numbers of tables and figures by chapter: the third table of chapter 12 is Table 12.3.

Only chapters carry a number, so Sphinx would number a table under one of their sections, or on a
page that stands under a chapter, through the whole book. While it counts, every page of a chapter
therefore passes for the chapter itself; the numbers that readers see at headings stay as they are.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector


def number_by_chapter(app: Sphinx) -> None:
    """Let the collector of this application count tables and figures chapter by chapter."""
    for listener in app.events.listeners["env-get-updated"]:
        collector = getattr(listener.handler, "__self__", None)
        if isinstance(collector, TocTreeCollector):
            count = collector.assign_figure_numbers
            collector.assign_figure_numbers = lambda env, count=count: _counted(env, count)


def _counted(env: BuildEnvironment, count) -> list[str]:
    shown = env.toc_secnumbers
    env.toc_secnumbers = {
        page: {"": (chapter,)}
        for page, chapter in chapters_of_pages(
            env.config.root_doc,
            env.toctree_includes,
            {page: numbers[""] for page, numbers in shown.items() if numbers.get("")},
        ).items()
    }
    try:
        return count(env)
    finally:
        env.toc_secnumbers = shown


def chapters_of_pages(
    root: str, below: dict[str, list[str]], numbers: dict[str, tuple[int, ...]]
) -> dict[str, int]:
    """Return the number of the chapter in which each page stands.

    Parameters
    ----------
    root : the first page of the book.
    below : the pages that stand under a page.
    numbers : the section number of each page that has one.
    """
    found: dict[str, int] = {}

    def walk(page: str, chapter: int | None) -> None:
        chapter = numbers[page][0] if page in numbers else chapter
        if chapter is not None:
            found[page] = chapter
        for child in below.get(page, []):
            if child not in found:
                walk(child, chapter)

    walk(root, None)
    return found
