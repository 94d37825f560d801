"""Faults that a reader of the pages would meet, found before the pages are published.

Each check looks at every thing of one kind on every page (links, pictures, header cells …), so
that it can say both how many it looked at and which of them are at fault. What concerns readers
who do not see the page, or use no mouse, stands in :mod:`cohesion.checking.accessibility`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from cohesion import paths
from cohesion.checking import accessibility
from cohesion.files.remembered import Remembered

#: Elements that make a browser fetch something, and the attribute that names it.
_FETCHING = {
    "script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src",
    "video": "src", "audio": "src", "embed": "src", "object": "data", "input": "src",
}  # fmt: skip
_LINK_FETCHES = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch",
                 "modulepreload", "shortcut icon", "manifest"}  # fmt: skip
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]+)|@import\s+['\"]((?:https?:)?//)")
_ABROAD = ("http:", "https:", "//")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_ROLE = re.compile(r"\{(?:fact|cell|numref|cite:[pt]|doc|published)\}`[^`<]*`")
#: What every role and every mark of a bound sentence holds that was left unrendered.
_UNRENDERED = re.compile(r"\{(?:fact|cell|numref|cite:[pt]|doc|published)\}`|\]\{|\{\.claim")
#: The tables that are filled when pages are written, of these checks and of translations; no
#: notebook publishes them.
LABEL, TRANSLATED = "tab-quality-pages", "tab-quality-translated"


@dataclass(frozen=True)
class Page:
    """A written page: its text and its elements."""

    text: str
    document: html.HtmlElement


#: Looks at the things of one kind on a page: yields '' for each that is right, else what is wrong.
Look = Callable[[Page], Iterator[str]]


@dataclass(frozen=True)
class Check:
    """One check of the pages: its key, what a reader is told about it, and how it looks."""

    key: str
    what: str
    how: str
    look: Look


@dataclass(frozen=True)
class Outcome:
    """What a check counted, and the faults it found, one line each: ``page: fault``."""

    check: Check
    counted: int
    faults: tuple[str, ...]


def kept_looks() -> Remembered:
    """Return what was seen of the pages of the book, by their text."""
    return Remembered("looked-at")


def inspect(folder: Path, kept: Remembered | None = None) -> list[Outcome]:
    """Look at every page of a built book once; return the outcome of every check.

    The pages of ``_static`` are parts of the theme that no reader opens.

    Parameters
    ----------
    kept : Remembered, optional
        What was seen of pages that did not change since, from :func:`kept_looks`. Whether their
        links still lead somewhere is asked each time.
    """
    files = [file for file in sorted(folder.rglob("*.html"))
             if "_static" not in file.relative_to(folder).parts]  # fmt: skip
    seen = {file: _seen(file.read_bytes(), kept) for file in files}
    if kept is not None:
        kept.keep()
    anchors = {file: set(found["anchors"]) for file, found in seen.items()}
    followed: dict[tuple[Path, str], str] = {}
    outcomes = []
    for check in CHECKS:
        counted, faults = 0, []
        for file, found in seen.items():
            number, told = (
                _links(file, found["links"], anchors, followed) if check.key == "links"
                else found["checks"][check.key]
            )  # fmt: skip
            counted += number
            faults += [f"{file.relative_to(folder).as_posix()}: {fault}" for fault in told]
        outcomes.append(Outcome(check, counted, _numbered(faults)))
    return [*outcomes, _style_sheets(folder)]


def _seen(text: bytes, kept: Remembered | None) -> dict[str, Any]:
    return _look(text) if kept is None else kept.of(text, lambda: _look(text))


def _look(text: bytes) -> dict[str, Any]:
    """Return what a page says of itself: its places, links within the book, and every check.

    Returns
    -------
    dict
        'anchors': names of places; 'links': address → how often it stands there; 'checks': key →
        (how many were looked at, the faults).
    """
    document = html.document_fromstring(text, html.HTMLParser(encoding="utf-8"))
    page = Page(text.decode("utf-8"), document)
    found = {check.key: list(check.look(page)) for check in CHECKS}
    return {
        "anchors": sorted({*document.xpath("//@id"), *document.xpath("//a/@name")}),
        "links": dict(Counter(found.pop("links"))),
        "checks": {key: (len(told), list(filter(None, told))) for key, told in found.items()},
    }


def check_pages(folder: Path) -> list[str]:
    """Return the faults of a built book, one line each: ``page: fault``."""
    outcomes = inspect(folder)
    if not outcomes[0].counted:
        return [f"{folder.name}: no page was written"]
    return [fault for outcome in outcomes for fault in outcome.faults]


def _numbered(faults: list[str]) -> tuple[str, ...]:
    return tuple(f"{fault} ({count} times)" if count > 1 else fault
                 for fault, count in Counter(faults).items())  # fmt: skip


def _style_sheets(folder: Path) -> Outcome:
    sheets = sorted(folder.rglob("*.css"))
    faults = []
    for sheet in sheets:
        found = _CSS_ADDRESS.search(sheet.read_text(encoding="utf-8", errors="replace"))
        if found:
            faults.append(f"{sheet.relative_to(folder).as_posix()}: fetches {found[0]}")
    return Outcome(STYLE_SHEETS, len(sheets), tuple(faults))


def _declarations(page: Page) -> Iterator[str]:
    yield from accessibility.declarations(page.document)


def _addresses(page: Page) -> Iterator[str]:
    for link in page.document.iter("a"):
        address = link.get("href")
        if address and not address.startswith((*_ABROAD, "mailto:", "javascript:")):
            yield address


def _links(
    file: Path, addresses: Mapping[str, int], anchors: Mapping[Path, set[str]],
    followed: dict[tuple[Path, str], str],
) -> tuple[int, list[str]]:  # fmt: skip
    """Return how many links within the book a page has, and what is wrong with each dead one.

    Parameters
    ----------
    followed : dict
        What following a link gave, by where it starts and its address: menus repeat on every page.
    """
    faults = []
    for address, times in addresses.items():
        start = file if address.startswith(("#", "?")) else file.parent
        if (start, address) not in followed:
            followed[start, address] = _dead(file, address, anchors)
        faults += [followed[start, address]] * times
    return sum(addresses.values()), list(filter(None, faults))


def _dead(file: Path, address: str, anchors: Mapping[Path, set[str]]) -> str:
    parts = urlsplit(address)
    target = file if not parts.path else (file.parent / unquote(parts.path)).resolve()
    if target.is_dir():
        target = target / "index.html"
    if not target.is_file():
        return f"dead link: {address}"
    known = anchors.get(target)
    if parts.fragment and known is not None and unquote(parts.fragment) not in known:
        return f"no such place in the page: {address}"
    return ""


def _external(page: Page) -> Iterator[str]:
    for address in page.document.xpath("//a/@href"):
        if address.startswith(_ABROAD):
            yield "" if _well_formed(address) else f"not an address: {address}"


def _well_formed(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    right = parts.scheme in ("http", "https") and _HOST.fullmatch(host.rstrip("."))
    return bool(right) and not re.search(r"[\s<>\"{}|\\^`]", address)


def _fetched(page: Page) -> Iterator[str]:
    for tag, attribute in _FETCHING.items():
        for element in page.document.iter(tag):
            address = element.get(attribute) or ""
            if tag == "link" and element.get("rel", "").lower() not in _LINK_FETCHES:
                continue
            if address:
                abroad = address.startswith(_ABROAD)
                yield f"a browser would fetch {address} from a third party" if abroad else ""
    for style in page.document.iter("style"):
        found = _CSS_ADDRESS.search(style.text or "")
        yield f"a style fetches {found[0]}" if found else ""


def _unresolved(page: Page) -> Iterator[str]:
    """Count the facts that stand in the page; what was left unresolved is a fault."""
    if "@@root@@" in page.text:
        yield "an address was not resolved (@@root@@)"
    for found in re.findall(r"\[[a-z0-9-]+\?\]", page.text):
        yield f"an unknown fact: {found}"
    if str(paths.ROOT) in page.text:
        yield "the path of the building machine stands in the page"
    yield from _unrendered(page)
    yield from ("" for _ in page.document.xpath("//*[@data-fact]"))


def _unrendered(page: Page) -> Iterator[str]:
    """Look for roles and bound sentences that stand in the page as they were written."""
    if not _UNRENDERED.search(page.document.text_content()):
        return
    # Code cells may name roles; a reader's text may not.
    prose = " ".join(page.document.xpath("//text()[not(ancestor::pre or ancestor::code)]"))
    for role in _ROLE.findall(prose):
        yield f"a role was not rendered: {role}"
    for mark in re.findall(r".{0,40}(?:\]\{|\{\.claim)", prose):
        yield f"a bound sentence was not rendered: {mark}"


def _of_document(look: Callable[[html.HtmlElement], Iterator[str]]) -> Look:
    return lambda page: look(page.document)


#: In the order of the table in the quality-control chapter; the first counts the pages.
CHECKS: tuple[Check, ...] = (
    Check("pages", "Pages", "language, title, link that skips to the text, width for phones",
          _declarations),
    Check("links", "Links within the book", "followed to the file and the place in it", _addresses),
    Check("external", "Links to other sites",
          "well formed; not followed, because building needs no network", _external),
    Check("fetched", "Scripts, styles, pictures and fonts that a page loads",
          "none comes from another site", _fetched),
    Check("facts", "Facts in the text", "none is unknown, no reference is left unresolved",
          _unresolved),
    Check("pictures", "Pictures", "have a text for those who do not see them",
          _of_document(accessibility.pictures)),
    Check("header-cells", "Header cells of tables", "say whether they head a row or a column",
          _of_document(accessibility.header_cells)),
    Check("tables", "Tables", "have a caption or a name, and column heads",
          _of_document(accessibility.tables)),
    Check("scroll-boxes", "Boxes that scroll", "can be reached by keyboard and have a name",
          _of_document(accessibility.scroll_boxes)),
    Check("headings", "Headings", "none skips a level", _of_document(accessibility.headings)),
    Check("controls", "Buttons, fields and folds", "have a name that can be read out",
          _of_document(accessibility.controls)),
    Check("link-names", "Names of links", "no link is empty for a screen reader",
          _of_document(accessibility.link_names)),
    Check("ids", "Names of places (ids)", "none is given twice on a page",
          _of_document(accessibility.ids)),
    Check("references", "References to places for screen readers", "lead to a place of the page",
          _of_document(accessibility.references)),
    Check("roles", "Lists with roles", "hold only what may stand in them",
          _of_document(accessibility.roles)),
)  # fmt: skip

STYLE_SHEETS = Check("style-sheets", "Style sheets", "none fetches anything from another site",
                     lambda page: iter(()))  # fmt: skip

#: Every check with its place in the table.
ALL_CHECKS = (*CHECKS, STYLE_SHEETS)

COUNTS = paths.BUILD / "checks.json"
