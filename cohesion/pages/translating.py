"""The texts of pages that a translator is given: of the pages themselves and of their results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import html
from sphinx.application import Sphinx
from sphinx.builders.gettext import MsgOrigin
from sphinx.environment import BuildEnvironment

from cohesion import paths
from cohesion.building import spanish
from cohesion.pages import drawings, drawn_words
from cohesion.publishing import bodies, stored
from cohesion.translation import po, results
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.glossary import load_glossary
from cohesion.translation.po import Message


def wanted(pages: Iterable[str]) -> dict[str, list[Message]]:
    """Return family → messages without translation of some pages and of what they show.

    A text that the documents show too is translated there, and is not listed again.
    """
    documents = {m.english for messages in po.read_all(paths.LOCALE).values() for m in messages}
    found, seen = {}, set(documents)
    words = spanish.catalogue()
    for page in pages:
        told = [text for text in spanish.page_texts(page)
                if text not in seen and not words.cutter.stays(text)]  # fmt: skip
        seen |= set(told)
        if told:
            found[spanish.family(page)] = [_message(text) for text in told]
    shown = [text for text in _shown(pages, words) if text not in seen]
    found[spanish.EXHIBITS] = [_message(text) for text in shown]
    # What stands around the text of a page is found on written pages, not here.
    found[spanish.FRAME] = [_message(m.english) for m in _frame()]
    return found


def list_results(app: Sphinx, env: BuildEnvironment) -> None:
    """Give the catalogue of all texts what results and drawings say, numbers and names apart.

    The texts of pages come from the pages; those that code wrote come from the stored results by
    the look-up that also makes the Spanish pages and documents.
    """
    if app.builder.name != "gettext":
        return
    words = spanish.catalogue()
    catalogue = app.builder.catalogs[app.config.gettext_compact]
    for item in stored.load().values():
        words.heard.clear()
        results.translated(bodies.without_words(item), words)
        _draw(item, words)
        origin = MsgOrigin(str(paths.NOTEBOOKS / f"{item['notebook']}.md"), item["cell"])
        for text in words.heard:
            catalogue.add(text, origin)


def _frame() -> list[Message]:
    file = spanish.PAGES / f"{spanish.FRAME}.po"
    return po.read(file) if file.is_file() else []


def _message(text: str) -> Message:
    terms = load_glossary().in_english(text)
    return Message(text, note=tuple(f"{term.en} = {' / '.join(term.es)}" for term in terms))


def _shown(pages: Iterable[str], words: Catalogue) -> list[str]:
    """Return what results and figures of some pages ask a catalogue for, each text once."""
    items = stored.items()
    words.heard.clear()
    for page in pages:
        for name in spanish.placed(page, items):
            results.translated(items[name], words)
            _draw(items[name], words)
    return list(words.heard)


def _draw(item: Mapping[str, Any], words: Catalogue) -> None:
    """Ask a catalogue for the words of a figure's drawing."""
    file = paths.RESULTS / str(item["notebook"]) / "figures" / f"{item['name']}.svg"
    if item["kind"] == "figure" and file.is_file():
        shape = html.fragment_fromstring(drawings.drawing(file, item["name"], "").markup)
        drawn_words.translate(shape, words)
