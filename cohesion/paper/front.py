"""The pages before the text: cover, document control, contents, lists of tables and figures."""

from __future__ import annotations

import html as markup
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from cohesion.tables.vintage import as_of, edition_settings


class Entry(NamedTuple):
    """One line of a list: its level (1 part, 2 chapter, 3 section), anchor, number and text."""

    level: int
    anchor: str
    number: str
    text: str


def front_matter(body: HtmlElement) -> str:
    """Return everything before the first chapter as HTML; ``body`` is the prepared text."""
    return (
        _cover()
        + _control()
        + _list_page("Contents", (entry for entry in headings(body) if entry.level < 3), "contents")
        + _list_page("Tables", captions(body, "table"), "captions")
        + _list_page("Figures", captions(body, "figure"), "captions")
    )


def _cover() -> str:
    settings = {key: markup.escape(str(value)) for key, value in edition_settings().items()}
    date = edition_settings()["date"]
    return (
        '<section class="cover-page"><p class="programme">European Union – United Mexican '
        f'States</p><h1 class="cover-title">{settings["title"]}</h1>'
        f'<p class="cover-subtitle">{settings["subtitle"]}</p>'
        f'<p class="cover-edition"><span>{settings["edition"]}</span><br>Version '
        f"{settings['version']}<br>{date.day} {date:%B %Y}</p></section>"
    )


def _control() -> str:
    settings = edition_settings()
    day, date = as_of(), settings["date"]
    rows = (
        ("Document", f"{settings['title']}: {settings['subtitle']}"),
        ("Edition", f"{settings['edition']}: what was published by {day.day} {day:%B %Y}"),
        ("Version and date", f"{settings['version']}, {date.day} {date:%B %Y}"),
        ("Prepared by", "Formulation mission"),
        ("For", "European Commission and Government of Mexico"),
        ("Made from", "The same notebooks, data and texts as the HTML edition, with the same "
                      "numbers of tables and figures. The code stands in the notebook that each "
                      "chapter names at its end."),
        ("Attached to this file", "The Word and Excel files to take away, and every published "
                                  "result with its provenance (results.json). A PDF reader lists "
                                  "them as attachments."),
    )  # fmt: skip
    roles = ("Team leader", "Quality control", "Programme officer")
    return (
        '<section class="control-page"><h2 class="front">Document control</h2>'
        '<table class="control"><tbody>'
        + "".join(
            f'<tr><th scope="row">{markup.escape(head)}</th><td>{markup.escape(text)}</td></tr>'
            for head, text in rows
        )
        + '</tbody></table><h3 class="front">Release</h3><table class="control signatures"><thead>'
        '<tr><th scope="col">Role</th><th scope="col">Name</th><th scope="col">Date</th>'
        '<th scope="col">Signature</th></tr></thead><tbody>'
        + "".join(
            f'<tr><th scope="row">{role}</th><td>\xa0</td><td>\xa0</td><td>\xa0</td></tr>'
            for role in roles
        )
        + "</tbody></table></section>"
    )


def headings(body: HtmlElement) -> Iterator[Entry]:
    """Yield the headings of parts, chapters and sections in their order."""
    path = ".//h1[@class='part-title']|.//h2|.//h3"
    for heading in body.xpath(path):
        number = heading.xpath("./span[@class='section-number']|./span[@class='part-number']")
        shown = number[0].text_content().strip() if number else ""
        text = " ".join(heading.text_content().split())
        yield Entry(
            int(heading.tag[1]), heading.get("id", ""), shown, text.removeprefix(shown).strip()
        )


def captions(body: HtmlElement, kind: str) -> Iterator[Entry]:
    """Yield number and text of each table or figure in the order of their numbers."""
    path = ".//table[@id]/caption" if kind == "table" else ".//figure[@id]/figcaption"
    found = []
    for caption in body.xpath(path):
        number = caption.xpath(".//span[@class='caption-number']")
        text = caption.xpath(".//span[@class='caption-text']")
        if number and text:
            shown = " ".join(number[0].text_content().split())
            words = " ".join(text[0].text_content().split())
            found.append(Entry(2, caption.getparent().get("id"), shown, words))
    yield from sorted(found, key=lambda entry: int(entry.number.split()[-1]))


def list_lines(entries: Iterable[Entry]) -> str:
    """Return the lines of a list; the stylesheet adds leaders and page numbers."""
    return "".join(
        f'<li class="level-{entry.level}"><a href="#{markup.escape(entry.anchor)}">'
        + (f'<span class="entry-number">{markup.escape(entry.number)}</span> '
           if entry.number else "")
        + f"<span>{markup.escape(entry.text)}</span></a></li>"
        for entry in entries
    )  # fmt: skip


def _list_page(title: str, entries: Iterable[Entry], kind: str) -> str:
    lines = list_lines(entries)
    if not lines:
        return ""
    return (
        f'<section class="list-page {kind}"><h2 class="front">{title}</h2>'
        f"<ul>{lines}</ul></section>"
    )
