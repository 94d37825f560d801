"""The pages of the book in Spanish: what is different when they are built for Mexican readers.

Texts of pages and results come from the catalogue of the po files, before any page is read; the
words that the theme, the templates and the finishing of pages add are put in when all pages are
written. A text without translation stays English and is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement
from sphinx.application import Sphinx

from cohesion.building import spanish as building
from cohesion.files import hashes
from cohesion.pages import assets, drawn_words, fonts, placing, searching
from cohesion.translation import pages as texts
from cohesion.translation import results
from cohesion.translation.catalogue import Catalogue

Finishing = Callable[[Sphinx, Exception | None], None]
#: What a page depends on beside its results: the translations of its own texts.
WORDS = "words:"
#: Folders and files that the Spanish pages share with the English ones.
_SHARED = re.compile(
    r"^((?:\.\./)*)(_tables|_images|_files|_notebooks|_data|results\.json)(?=/|$)"
)
_ATTRIBUTES = ("title", "aria-label", "placeholder", "data-label")
NOTHING_YET = "Esta página todavía no está traducida; se lee en inglés."
IN_PART = "Esta página está traducida en parte; lo que falta se lee en inglés."
_CLOSED = {"script", "style", "pre", "code"}


def is_spanish(app: Sphinx) -> bool:
    """Whether this build makes the Spanish pages."""
    return app.config.language == "es"


def not_in_spanish(handler: Finishing) -> Finishing:
    """Return what finishes the English book only: the Spanish pages share its files."""

    def only(app: Sphinx, error: Exception | None) -> None:
        if not is_spanish(app):
            handler(app, error)

    return only


def catalogue_of(app: Sphinx) -> Catalogue:
    """Return the catalogue of this build, read once."""
    if not hasattr(app, "cohesion_catalogue"):
        app.cohesion_catalogue = building.catalogue()
    return app.cohesion_catalogue


def translate_results(app: Sphinx) -> None:
    """Put every published result that a page shows into Spanish."""
    words = catalogue_of(app)
    app.cohesion_items = {
        name: results.translated(item, words) for name, item in app.cohesion_items.items()
    }


def translate_page(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the texts of a page into Spanish before it is read."""
    if not is_spanish(app):
        return
    placing.uses(app.env).setdefault(page, {})[f"{WORDS}{page}"] = words_print(app, page)
    source[0] = texts.translated(source[0], catalogue_of(app).text)


def words_print(app: Sphinx, page: str) -> str:
    """Return a fingerprint of a page's texts in this build's language."""
    source = Path(app.env.doc2path(page)).read_text(encoding="utf-8")
    return hashes.sha256(texts.translated(source, catalogue_of(app).text).encode("utf-8"))


def finish_book(app: Sphinx, error: Exception | None) -> None:
    """Finish the written pages: words of the frame, addresses, marks, the index of the search."""
    if error is not None or app.builder.name != "html" or not is_spanish(app):
        return
    out, words = Path(app.outdir), catalogue_of(app)
    found, frame = building.shares(words), building.frame()
    for file in sorted(out.rglob("*.html")):
        place = file.relative_to(out)
        if place.parts[0] == "_static":
            continue
        page = place.with_suffix("").as_posix()
        part = found[page].part if page in found else 1.0
        text = file.read_text(encoding="utf-8")
        file.write_text(finished(text, page, words, frame, part), encoding="utf-8")
    static = out / "_static"
    fonts.reduce_icons(static)
    index = searching.index_script(searching.read(out), assets.search_words())
    (static / "search-index.js").write_text(index, encoding="utf-8")


def finished(text: str, page: str, words: Catalogue, frame: Catalogue, part: float) -> str:
    """Return a written page for Spanish readers.

    Parameters
    ----------
    words, frame : Catalogue
        What figures say, and what the frame of every page says.
    part : float
        The share of the page's texts that is translated.
    """
    document = html.document_fromstring(text)
    document.set("lang", "es-MX")
    for article in document.xpath("//article"):
        _mark(article, part)
    for element in document.iter():
        if not isinstance(element.tag, str) or element.tag in _CLOSED:
            continue
        if element.tag == "svg" and "drawing" in element.classes:
            drawn_words.translate(element, words)
        elif element.tag != "text":
            _say(element, frame)
        for key in ("href", "src"):
            if key in element.attrib:
                element.set(key, _SHARED.sub(r"\1../\2", element.get(key)))
    whole = html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>")
    english = "../" * (page.count("/") + 1) + f"{page}.html"
    return building.with_switch(whole, english, "en", "English") + "\n"


def _mark(article: HtmlElement, part: float) -> None:
    """Say where a page is still in English, to readers and to what reads aloud."""
    headings = article.xpath(".//h1[1]")
    if not headings or part >= 1:
        return
    if part == 0:
        article.set("lang", "en")
    note = html.Element("p", {"class": "untranslated-note", "lang": "es"})
    note.text = NOTHING_YET if part == 0 else IN_PART
    headings[0].addnext(note)


def _say(element: HtmlElement, frame: Catalogue) -> None:
    """Put the words that stand in an element itself into Spanish."""
    for key in _ATTRIBUTES:
        if element.get(key):
            element.set(key, frame.phrase(element.get(key)))
    if element.text and element.text.strip():
        element.text = frame.phrase(element.text)
    for child in element:
        if child.tail and child.tail.strip():
            child.tail = frame.phrase(child.tail)
