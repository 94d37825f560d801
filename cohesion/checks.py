"""Faults that a reader of the pages would meet, found before the pages are published.

No request to a third party, no dead link, no missing alt text, no header cell without scope, no
unresolved reference, no path of the machine that built the book.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from cohesion import paths

#: Elements that make a browser fetch something, and the attribute that names it.
_FETCHING = {
    "script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src",
    "video": "src", "audio": "src", "embed": "src", "object": "data", "input": "src",
}  # fmt: skip
_LINK_FETCHES = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch",
                 "modulepreload", "shortcut icon", "manifest"}  # fmt: skip
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]+)|@import\s+['\"]((?:https?:)?//)")


def check_pages(folder: Path) -> list[str]:
    """Return the faults of a built book, one line each: ``page: fault``."""
    pages = sorted(folder.rglob("*.html"))
    if not pages:
        return [f"{folder.name}: no page was written"]
    documents = {page: html.parse(str(page)).getroot() for page in pages}
    anchors = {page: _anchors(document) for page, document in documents.items()}
    faults: list[str] = []
    for page, document in documents.items():
        name = page.relative_to(folder).as_posix()
        text = page.read_text(encoding="utf-8")
        for fault in (
            *_third_party(document),
            *_pictures(document),
            *_tables(document),
            *_unresolved(text, document),
            *_links(page, document, folder, anchors),
        ):
            faults.append(f"{name}: {fault}")
    for sheet in sorted(folder.rglob("*.css")):
        found = _CSS_ADDRESS.search(sheet.read_text(encoding="utf-8", errors="replace"))
        if found:
            faults.append(f"{sheet.relative_to(folder).as_posix()}: fetches {found[0]}")
    return [f"{fault} ({count} times)" if count > 1 else fault
            for fault, count in Counter(faults).items()]  # fmt: skip


def _anchors(document: html.HtmlElement) -> set[str]:
    return set(document.xpath("//@id")) | set(document.xpath("//a/@name"))


def _third_party(document: html.HtmlElement) -> Iterator[str]:
    for tag, attribute in _FETCHING.items():
        for element in document.iter(tag):
            address = element.get(attribute) or ""
            if tag == "link" and element.get("rel", "").lower() not in _LINK_FETCHES:
                continue
            if address.startswith(("http:", "https:", "//")):
                yield f"a browser would fetch {address} from a third party"
    for style in document.iter("style"):
        found = _CSS_ADDRESS.search(style.text or "")
        if found:
            yield f"a style fetches {found[0]}"


def _pictures(document: html.HtmlElement) -> Iterator[str]:
    for image in document.iter("img"):
        if not (image.get("alt") or "").strip():
            yield f"the picture {image.get('src')} has no alt text"


def _tables(document: html.HtmlElement) -> Iterator[str]:
    for article in document.xpath("//article"):
        for cell in article.iter("th"):
            if cell.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                yield f"a header cell has no scope: '{cell.text_content().strip()[:40]}'"


def _unresolved(text: str, document: html.HtmlElement) -> Iterator[str]:
    if "@@root@@" in text:
        yield "an address was not resolved (@@root@@)"
    for found in re.findall(r"\[[a-z0-9-]+\?\]", text):
        yield f"an unknown fact: {found}"
    if str(paths.ROOT) in text:
        yield "the path of the building machine stands in the page"
    # Code cells may name roles; a reader's text may not.
    prose = " ".join(document.xpath("//text()[not(ancestor::pre or ancestor::code)]"))
    for role in re.findall(r"\{(?:fact|numref|cite:[pt]|doc|published)\}`[^`<]*`", prose):
        yield f"a role was not rendered: {role}"


def _links(
    page: Path,
    document: html.HtmlElement,
    folder: Path,
    anchors: dict[Path, set[str]],
) -> Iterator[str]:
    for link in document.iter("a"):
        address = link.get("href")
        if not address or address.startswith(("http:", "https:", "mailto:", "javascript:", "//")):
            continue
        parts = urlsplit(address)
        target = page if not parts.path else (page.parent / unquote(parts.path)).resolve()
        if target.is_dir():
            target = target / "index.html"
        if not target.is_file():
            yield f"dead link: {address}"
        elif parts.fragment and target in anchors:
            if unquote(parts.fragment) not in anchors[target]:
                yield f"no such place in the page: {address}"
