"""Filling the pages: figures float past the text, short last pages are drawn in.

A figure cannot be divided. One that does not fit goes to the next page and leaves a gap, which is
closed as in a book set by hand: the figure becomes a little smaller, or the text that follows it
moves up. A chapter whose last page would hold a few lines is set a little tighter. Every chapter
and every fact sheet starts on a page of its own, so each is set and judged alone, side by side;
what was decided is kept until the chapter changes.
"""

from __future__ import annotations

import copy
import gc
import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from cohesion.paper.set import laid_out_once, number_references

#: Height in mm of a page that counts as a gap when it stays empty before the chapter's end, and
#: height of the text below which a last page counts as short.
GAP, SHORT = 38.0, 55.0
#: A figure is not made smaller than this share of its size: its words must stay readable.
SMALLEST = 0.72
#: A change must save this height in mm; one that saves this share of the gap ends the search.
_WORTH, _MOST = 8.0, 0.6
#: Places tried for a figure behind the text that would fill its gap. It floats past one heading
#: less, so that it stays near the words that name it.
_TRIES = 2
_MM = 25.4 / 96
_MOVABLE = {"p", "ul", "ol", "dl", "h3", "h4", "h5"}
_HEADINGS = {"h2", "h3", "h4", "h5"}


@dataclass(frozen=True)
class Block:
    """Where a block stands on a page: its number, top and bottom in mm from the text's top."""

    number: int
    top: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page as it was set: height of its text area in mm, whether upright, and its blocks."""

    height: float
    upright: bool
    blocks: tuple[Block, ...]

    @property
    def empty(self) -> float:
        """Height in mm below the last block."""
        return self.height - max((block.bottom for block in self.blocks), default=0.0)


Setter = Callable[[HtmlElement], list[Page]]


def number_blocks(chapter: HtmlElement) -> None:
    """Give the paragraphs, lists, tables and figures of a chapter numbers in reading order."""
    blocks = chapter.xpath(
        "descendant-or-self::section/*[not(self::section) and not(contains(@class, "
        "'toctree-wrapper'))] | .//div[@class='large-tables']/*"
    )
    for number, block in enumerate(blocks):
        block.set("data-block", str(number))


def fit(chapter: HtmlElement, set_pages: Setter) -> HtmlElement:
    """Return the chapter with its gaps closed as far as that makes it better.

    Parameters
    ----------
    chapter : a section with numbered blocks (:func:`number_blocks`); it is not changed.
    set_pages : sets a chapter and says where its blocks stand.
    """
    fitted, pages = _closed(chapter, set_pages, tries=_TRIES)
    if not _short_ends(pages):
        return fitted
    for degree in ("", "tight", "tighter"):
        changed = copy.deepcopy(fitted)
        changed.set("class", f"{changed.get('class', '')} {degree}".strip())
        changed, after = _closed(changed, set_pages, tries=_TRIES + 1)
        if len(after) < len(pages) and cost(after) < cost(pages):
            return changed
    return fitted


def _closed(
    chapter: HtmlElement, set_pages: Setter, *, tries: int
) -> tuple[HtmlElement, list[Page]]:
    """Close gap after gap, from the first page on, where that makes the chapter better.

    ``tries`` is how many places are tried for a figure (see :data:`_TRIES`).
    """
    pages = set_pages(chapter)
    tried: set[int] = set()
    while (gap := _first_gap(pages, tried)) is not None:
        page, number = gap
        tried.add(number)
        best, saved = (chapter, pages), _WORTH
        for changed in _ways_to_close(chapter, pages, page, number, tries):
            after = set_pages(changed)
            if cost(pages) - cost(after) > saved:
                best, saved = (changed, after), cost(pages) - cost(after)
            if saved > _MOST * pages[page].empty:
                break
        chapter, pages = best
    return chapter, pages


def cost(pages: list[Page]) -> float:
    """Return the empty height in mm before the end of a chapter, and the height of its pages."""
    inner = sum(page.empty for page in _before_the_end(pages) if page.empty > GAP / 2)
    return sum(page.height for page in pages) + inner


def _before_the_end(pages: list[Page]) -> list[Page]:
    """Return the upright pages after which upright text goes on."""
    return [a for a, b in zip(pages, pages[1:], strict=False) if a.upright and b.upright]


def _short_ends(pages: list[Page]) -> bool:
    """Whether the last page of a run of upright pages (not its only one) is nearly empty."""
    ends = [
        page
        for before, page, after in zip(pages, pages[1:], [*pages[2:], None], strict=False)
        if before.upright and page.upright and (after is None or not after.upright)
    ]
    return any(page.height - page.empty < SHORT for page in ends)


def _first_gap(pages: list[Page], tried: set[int]) -> tuple[int, int] | None:
    """Return the first page with a gap, and the block that starts the next page."""
    for position, (page, following) in enumerate(zip(pages, pages[1:], strict=False)):
        if page.upright and following.upright and page.empty > GAP and following.blocks:
            number = following.blocks[0].number
            if number not in tried:
                return position, number
    return None


def _ways_to_close(
    chapter: HtmlElement, pages: list[Page], page: int, number: int, tries: int
) -> Iterator[HtmlElement]:
    """Yield changed copies of a chapter, the least visible change first."""
    empty, following = pages[page].empty, pages[page + 1].blocks
    blocks = {block.number: _numbered(chapter, block.number) for block in following}
    tall = next((b for b in following if not _is_heading(blocks[b.number])), None)
    if tall is None or "-block" not in blocks[tall.number].get("class", ""):
        return
    smaller = _smaller(chapter, tall.number, tall.bottom - following[0].top - (empty - 6))
    if smaller is not None and smaller[0] > 0.86:
        yield smaller[1]
    # A heading stays with what it introduces.
    if tall.number == number:
        yield from _floated_ways(chapter, blocks[number], empty, _heights(pages), tries)
    if smaller is not None:
        yield smaller[1]


def _floated_ways(
    chapter: HtmlElement,
    block: HtmlElement,
    empty: float,
    heights: dict[int, float],
    tries: int,
) -> Iterator[HtmlElement]:
    """Yield copies in which what follows fills the gap: first all of it in order, then only text.

    Nothing floats past a further one of its kind, nor past many headings.
    """
    numbered = chapter.xpath(".//*[@data-block]")
    for alone in (True, False):
        total, fitting, headings = 0.0, 0, 0
        ends: list[HtmlElement] = []
        for element in numbered[numbered.index(block) + 1 :]:
            if not _is_text(element) and not (alone and _may_pass(block, element)):
                if alone or _is_end(element):
                    break
                continue
            headings += _is_heading(element)
            if headings >= tries:
                break
            total += heights.get(_number(element), 0.0)
            if not _is_heading(element):
                ends.append(element)
                fitting += total <= empty
        for end in range(fitting, fitting - tries, -1):
            if 0 <= end < len(ends):
                yield _floated(chapter, block, ends[end], alone=alone)


def _is_heading(element: HtmlElement) -> bool:
    return element.tag in _HEADINGS or "rubric" in element.get("class", "").split()


def _is_text(element: HtmlElement) -> bool:
    return element.tag in _MOVABLE and not _is_end(element)


def _is_end(element: HtmlElement) -> bool:
    """Whether the chapter's list of sources begins, or its last line."""
    return bool({"pointer", "sources"} & set(element.get("class", "").split()))


def _kinds(element: HtmlElement) -> set[str]:
    return {"figure-block", "table-block", "landscape"} & set(element.get("class", "").split())


def _may_pass(block: HtmlElement, other: HtmlElement) -> bool:
    """Whether a figure may stand behind a later table, or a table behind a later figure."""
    return bool(_kinds(other)) and not _kinds(other) & {*_kinds(block), "landscape"}


def _number(element: HtmlElement) -> int:
    return int(element.get("data-block"))


def _numbered(chapter: HtmlElement, number: int) -> HtmlElement:
    return chapter.xpath(f".//*[@data-block='{number}']")[0]


def _heights(pages: list[Page]) -> dict[int, float]:
    heights: dict[int, float] = {}
    for page in pages:
        for block in page.blocks:
            heights[block.number] = heights.get(block.number, 0) + block.bottom - block.top + 2
    return heights


def _smaller(chapter: HtmlElement, number: int, lacking: float) -> tuple[float, HtmlElement] | None:
    """Return by how much the figure has to shrink to fit above, and the chapter with it so."""
    changed = copy.deepcopy(chapter)
    images = changed.xpath(f".//*[@data-block='{number}']//img")
    if len(images) != 1 or not images[0].get("data-height"):
        return None
    height = float(images[0].get("data-height"))
    share = (height - lacking) / height
    if not SMALLEST <= share < 1:
        return None
    images[0].set("style", f"max-height: {height * share:.1f}mm")
    return share, changed


def _floated(
    chapter: HtmlElement, block: HtmlElement, last: HtmlElement, *, alone: bool
) -> HtmlElement:
    """Return a copy in which a block stands behind the block ``last``.

    Unless it moves ``alone``, the tables and figures between them go behind it, in their order.
    """
    changed = copy.deepcopy(chapter)
    numbered = changed.xpath(".//*[@data-block]")
    start, end = (_position(numbered, element) for element in (block, last))
    for moved in reversed(numbered[start:end]):
        if _number(moved) == _number(block) or (not alone and _kinds(moved)):
            moved.tail = None
            moved.getparent().remove(moved)
            numbered[end].addnext(moved)
    return changed


def _position(numbered: list[HtmlElement], element: HtmlElement) -> int:
    return next(i for i, one in enumerate(numbered) if _number(one) == _number(element))


# Setting a chapter with WeasyPrint -------------------------------------------------------------


def pages_of(document: Any) -> list[Page]:
    """Return where the numbered blocks of a rendered document stand."""
    found = []
    for page in document.pages:
        box = page._page_box
        top = box.content_box_y()
        blocks = tuple(_blocks(box, top))
        found.append(Page(box.height * _MM, box.width < box.height, blocks))
    return found


def _blocks(box: Any, origin: float) -> Iterator[Block]:
    for child in getattr(box, "children", ()):
        element = getattr(child, "element", None)
        number = element.get("data-block") if element is not None else None
        if number is None:
            yield from _blocks(child, origin)
        else:
            top = (child.border_box_y() - origin) * _MM
            yield Block(int(number), top, top + child.border_height() * _MM)


def fit_chapters(
    chapters: list[HtmlElement], *, faces: str, stylesheet: Path, base: Path, kept: Path
) -> None:
    """Fit every chapter in place, side by side; chapters that did not change are not set again.

    Parameters
    ----------
    chapters : chapters and fact sheets of the prepared book.
    faces : the fonts as CSS.
    stylesheet : the print stylesheet.
    base : the page that the addresses of figures are relative to.
    kept : folder of earlier decisions.
    """
    kept.mkdir(parents=True, exist_ok=True)
    rules = faces + stylesheet.read_text(encoding="utf-8") + Path(__file__).read_text("utf-8")
    jobs: dict[Path, list[tuple[HtmlElement, list[HtmlElement]]]] = {}
    work: dict[Path, str] = {}
    for chapter in chapters:
        below = chapter.xpath("./div[contains(@class, 'toctree-wrapper')]")
        for wrapper in below:
            chapter.remove(wrapper)
        number_blocks(chapter)
        text = html.tostring(chapter, encoding="unicode", with_tail=False)
        key = hashlib.sha256((rules + text).encode("utf-8")).hexdigest()
        jobs.setdefault(kept / f"{key}.html", []).append((chapter, below))
        work[kept / f"{key}.html"] = text
    missing = [file for file in work if not file.is_file()]
    if missing:
        with ProcessPoolExecutor(os.cpu_count() or 2) as pool:
            done = pool.map(
                _fit_text,
                [work[file] for file in missing],
                [faces] * len(missing), [stylesheet] * len(missing), [base] * len(missing),
            )  # fmt: skip
            for file, text in zip(missing, done, strict=True):
                file.write_text(text, encoding="utf-8")
    for file, places in jobs.items():
        fitted = file.read_text(encoding="utf-8")
        for chapter, below in places:
            new = html.fragment_fromstring(fitted)
            for element in new.xpath(".//*[@data-block or @data-height]"):
                element.attrib.pop("data-block", None)
                element.attrib.pop("data-height", None)
            new.tail = chapter.tail
            new.extend(below)
            chapter.getparent().replace(chapter, new)
    for file in kept.glob("*.html"):
        if file not in work:
            file.unlink()


def _fit_text(text: str, faces: str, stylesheet: Path, base: Path) -> str:
    """Fit one chapter, given and returned as HTML (runs in a process of its own)."""
    import weasyprint

    from cohesion.paper.fetch import LocalFetcher

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # links to other chapters
    gc.set_threshold(100_000, 50, 1000)
    fetcher = LocalFetcher()
    sheet = weasyprint.CSS(filename=str(stylesheet), url_fetcher=fetcher)
    images: dict = {}

    def set_pages(chapter: HtmlElement) -> list[Page]:
        body = html.tostring(chapter, encoding="unicode", with_tail=False)
        source = (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>.</title>'
            f"<style>{faces}</style></head><body>{body}</body></html>"
        )
        with laid_out_once():
            document = weasyprint.HTML(string=source, base_url=str(base), url_fetcher=fetcher)
            return pages_of(document.render(stylesheets=[sheet], cache=images))

    chapter = html.fragment_fromstring(text)
    # Set alone, a chapter does not know the pages of others; stand-ins are as wide.
    number_references(chapter, {})
    fitted = html.tostring(fit(chapter, set_pages), encoding="unicode")
    gc.collect()
    return fitted
