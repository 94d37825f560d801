"""The pages of the book in Spanish: what is different when they are built for Mexican readers.

Texts of pages and results come from the catalogue of the po files, before any page is read; the
words that the theme, the templates and the finishing of pages add are put in when all pages are
written. A text without translation stays English and is marked as such.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from lxml import html
from lxml.html import HtmlElement
from sphinx.application import Sphinx

from cohesion.building import spanish as building
from cohesion.files import hashes
from cohesion.office.reading import authors_in
from cohesion.pages import assets, drawn_words, fonts, placing, searching
from cohesion.translation import pages as texts
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.numbers import DATE, mexican
from cohesion.translation.words import ENGLISH

Finishing = Callable[[Sphinx, Exception | None], None]
#: What a page depends on beside its results: the translations of its own texts.
WORDS = "words:"
#: Folders and files that the Spanish pages share with the English ones.
_SHARED = re.compile(r"^((?:\.\./)*)(_tables|_images|_files|_notebooks|_data|results\.json)(?=/|$)")
_ATTRIBUTES = ("title", "aria-label", "placeholder", "data-label")
_PAGE = re.compile(r"^(?!\w+:|//)([\w./-]+)\.html(#.*)?$")
_LITERAL = re.compile(r'"([^"\\\n]*)"')
#: What stands between the names of a source line.
_OF_SOURCES = ("Sources", "Source", "more publishers", "the mission’s design", "compiled by",
               "other parts of the design")  # fmt: skip
#: A reference to literature as a text gives it, and within a source line.
_WORK = re.compile(r"^(.+)(, (?:\d{4}[a-z]?|s\. f\.))$")
_WORK_OF_SOURCE = re.compile(r"((?:^|[:,]) ?)([^:,\[\]]+)(?= \d{4}\b)")
#: Pages that the theme writes in every language.
_OF_THE_THEME = frozenset({"search", "genindex"})
IN_PART = "Esta página está traducida en parte; lo que falta se lee en inglés."
#: What follows the title of a page, in the menu and at its foot, that there is in English only.
IN_ENGLISH = " (en inglés)"
_MENU = "contains(@class, 'bd-links') or contains(@class, 'prev-next-area')"
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
    app.cohesion_items = building.translated(app.cohesion_items, catalogue_of(app))


def translate_page(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the texts of a page into Spanish before it is read."""
    if is_spanish(app) and page in building.begun():
        placing.uses(app.env).setdefault(page, {})[f"{WORDS}{page}"] = words_print(app, page)
        source[0] = texts.translated(source[0], _look_up(catalogue_of(app)))


def _look_up(words: Catalogue) -> Callable[[str], str | None]:
    def found(text: str) -> str | None:
        return words.text(text) if words.cutter.stays(text) else words.texts.get(text)

    return found


def write_begun_pages_only(app: Sphinx) -> None:
    """Let the builder read every page, for their numbers, and write those that are translated."""
    if not is_spanish(app) or app.builder.name != "html":
        return
    write = app.builder.write

    def write_begun(docnames: Iterable[str] | None, updated: Iterable[str], method: str = "update"):
        wanted = set(building.begun()) & (set(docnames or app.env.found_docs) | set(updated))
        write(sorted(wanted), [], method)

    app.builder.write = write_begun
    # The theme's own index of words would miss the other pages; the book's search has another.
    app.builder.load_indexer = lambda docnames: None


def write_as_mexicans_do(app: Sphinx, doctree: nodes.document) -> None:
    """Write the numbers of Spanish passages of any edition in the Mexican form."""
    for passage in doctree.findall(nodes.container):
        if texts.SPANISH not in passage["classes"]:
            continue
        for fact in passage.findall(placing.Fact):
            shown = mexican(fact.astext())
            fact.children = [nodes.Text(shown)]
            fact.rawsource = shown


def words_print(app: Sphinx, page: str) -> str:
    """Return a fingerprint of a page's texts in this build's language."""
    source = Path(app.env.doc2path(page)).read_text(encoding="utf-8")
    shown = texts.translated(source, _look_up(catalogue_of(app)))
    return hashes.sha256(shown.encode("utf-8"))


def finish_book(app: Sphinx, error: Exception | None) -> None:
    """Finish the written pages: words of the frame, addresses, marks, the index of the search."""
    if error is not None or app.builder.name != "html" or not is_spanish(app):
        return
    out, words = Path(app.outdir), catalogue_of(app)
    found, frame, begun = building.shares(words), building.frame(), frozenset(building.begun())
    for file in sorted(out.rglob("*.html")):
        place = file.relative_to(out)
        if place.parts[0] == "_static":
            continue
        page = place.with_suffix("").as_posix()
        if page in app.env.found_docs and page not in begun:
            # Left from a build in which it was translated.
            file.unlink()
            continue
        whole = page not in found or found[page].part == 1
        text = file.read_text(encoding="utf-8")
        shown = finished(text, page, Words(words, frame, begun), whole=whole)
        file.write_text(shown, encoding="utf-8")
    static = out / "_static"
    fonts.reduce_icons(static)
    for script in static.glob("*.js"):
        script.write_text(spoken(script.read_text(encoding="utf-8"), frame), encoding="utf-8")
    index = searching.index_script(searching.read(out), assets.search_words())
    (static / "search-index.js").write_text(index, encoding="utf-8")


@dataclass(frozen=True)
class Words:
    """What pages are finished with: the words of figures and of the frame, and the pages there are.

    Attributes
    ----------
    figures, frame : Catalogue
        What figures say, and what stands around the text of every page.
    pages : frozenset of str
        The pages in Spanish; all others are in English.
    """

    figures: Catalogue
    frame: Catalogue
    pages: frozenset[str]


def finished(text: str, page: str, words: Words, *, whole: bool = True) -> str:
    """Return a written page for Spanish readers; ``whole`` says that all of it is translated."""
    document = html.document_fromstring(text)
    document.set("lang", "es-MX")
    for passage in document.find_class(texts.UNTRANSLATED):
        passage.set("lang", "en")
    for folded in document.xpath("//details[contains(@class, 'fact-list')]"):
        # It repeats how numbers are named in code and data.
        for part in folded.xpath("./*[not(self::summary)]"):
            part.set("lang", "en")
    if not whole:
        for heading in document.xpath("(//article//h1)[1]"):
            note = html.Element("p", {"class": "untranslated-note"})
            note.text = IN_PART
            heading.addnext(note)
    for element in document.iter():
        if not isinstance(element.tag, str) or element.tag in _CLOSED:
            continue
        if element.tag == "svg" and "drawing" in element.classes:
            drawn_words.translate(element, words.figures)
        elif element.tag != "text":
            _say(element, words.frame)
        for key in ("href", "src"):
            if key in element.attrib:
                element.set(key, _SHARED.sub(r"\1../\2", element.get(key)))
        if "source" in element.classes:
            _say_publishers(element, words.figures)
            _say_source(element, words.frame)
    _say_abbreviations(document, words.figures)
    _say_days_of_the_foot(document)
    for link in document.iter("a"):
        _say_work(link, words.figures)
        _lead_to_english(link, page, words.pages)
    shown = html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>")
    english = "../" * (page.count("/") + 1) + f"{page}.html"
    return building.with_switch(shown, english, "en", "English") + "\n"


def spoken(script: str, frame: Catalogue) -> str:
    """Return a script whose words for readers are in Spanish: literals that are texts of the frame.

    >>> spoken('say("Copy link", "id")', Catalogue("es", {"Copy link": "Copiar enlace"}))
    'say("Copiar enlace", "id")'
    """

    def said(match: re.Match[str]) -> str:
        words = match[1].strip()
        return match[0].replace(words, frame.texts[words]) if words in frame.texts else match[0]

    return _LITERAL.sub(said, script)


def _lead_to_english(link: HtmlElement, page: str, pages: frozenset[str]) -> None:
    """Let a link to a page that is not translated lead to the English one, and say so."""
    match = _PAGE.match(link.get("href", ""))
    if match is None:
        return
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), match[1]))
    if target.startswith("..") or target in pages or target in _OF_THE_THEME:
        return
    link.set("href", "../" * (page.count("/") + 1) + f"{target}.html{match[2] or ''}")
    link.set("hreflang", "en")
    if link.xpath(f"ancestor::*[{_MENU}]"):
        mark = html.Element("span", {"class": "in-english"})
        mark.text = IN_ENGLISH
        place = (link.find_class("prev-next-title") or [link])[0]
        place.append(mark)
    elif ENGLISH & set(link.text_content().lower().split()):
        # The title of a page that the catalogue of the frame does not hold.
        link.set("lang", "en")


def _say_work(link: HtmlElement, words: Catalogue) -> None:
    """Name in Spanish the bodies that wrote a work that the text cites."""
    if "references.html#" not in link.get("href", ""):
        return
    link.text = (link.text or "").replace("n.d.", "s. f.")
    if cited := _WORK.match(link.text):
        link.text = authors_in(cited[1], words) + cited[2]


def _say_days_of_the_foot(document: HtmlElement) -> None:
    for said in document.xpath("//section[contains(@class, 'page-foot')]//span"):
        if DATE.fullmatch(said.text or ""):
            said.text = mexican(said.text)


def _say_publishers(line: HtmlElement, words: Catalogue) -> None:
    """Name in Spanish the bodies that a source line gives with the year of a work."""

    def named(match: re.Match[str]) -> str:
        return match[1] + authors_in(match[2], words)

    line.text = _WORK_OF_SOURCE.sub(named, line.text or "")
    for child in line:
        child.tail = _WORK_OF_SOURCE.sub(named, child.tail or "")


def _say_source(line: HtmlElement, frame: Catalogue) -> None:
    """Put the words between the names of a source line into Spanish."""
    for word in sorted(_OF_SOURCES, key=len, reverse=True):
        shown = frame.texts.get(word, word)
        line.text = (line.text or "").replace(word, shown)
        for child in line:
            child.tail = (child.tail or "").replace(word, shown)
            if child.get("class") == "design":
                child.text = (child.text or "").replace(word, shown)


def _say_abbreviations(document: HtmlElement, words: Catalogue) -> None:
    """Explain short names in Spanish, by the glossary: the official name is Spanish already."""
    for short in document.iter("abbr"):
        official, colon, english = (short.get("title") or "").partition(": ")
        if english in words.texts:
            short.set("title", f"{official}{colon}{words.texts[english]}")
    for name in document.xpath("//details[contains(@class, 'abbreviations')]//*"):
        english = (name.tail or "").removeprefix(": ").strip()
        if english in words.texts:
            name.tail = name.tail.replace(english, words.texts[english])


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
