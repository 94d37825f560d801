"""The index of the report's own search: chapters, sections, tables, figures, terms, codes.

It is one classic script that the search loads at the first key, so that it works from a folder as
well as from a server. It holds what readers read: no code, no source lines, no lists of facts.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from cohesion.files.remembered import Remembered

#: Kinds of records, in the order in which they win at equal match.
KINDS = ("state", "chapter", "section", "table", "figure", "term")
#: Characters of a passage and of a table's cells that are kept, enough to find what they say.
KEPT, KEPT_OF_TABLE = 1000, 600
#: What no reader looks for, by tag, and by tag and a part of the class.
_LEFT_OUT = frozenset({"pre", "script", "style", "details", "svg"})
_LEFT_OUT_CLASSES = {
    "p": ("source", "reading-time", "box-label"),
    "section": ("page-sources", "page-foot"),
}
_NUMBER = re.compile(r"^(\d+(?:\.\d+)*)\.\s*")


@dataclass(frozen=True)
class Record:
    """Something that can be found: what it is, where it is, what it is called, what it says."""

    kind: str
    address: str
    title: str
    place: str
    text: str


def records_of(page: str, document: HtmlElement) -> Iterator[Record]:
    """Yield what can be found on a page.

    Parameters
    ----------
    page : str
        Its address within the book, such as ``notebooks/selection.html``.
    document : HtmlElement
        The page.
    """
    articles = document.xpath("//article")
    if not articles or page in ("search.html", "genindex.html"):
        return
    article = articles[0]
    heading = next(article.iter("h1"), None)
    if heading is None:
        return
    title = _words(heading)
    chapter = _NUMBER.sub("", title)
    kind = "state" if page.startswith("book/states/") else "chapter"
    lead = " ".join(_words(node) for node in _lead(article))
    yield Record(kind, page, chapter, "", _cut(lead))
    yield from _exhibits(page, article, chapter)
    if kind == "state":
        return
    for section in article.xpath(".//section[@id]"):
        head = next((child for child in section if re.fullmatch(r"h[2-6]", str(child.tag))), None)
        if head is None:
            continue
        texts = [_words(node) for node in section if node.tag in ("p", "ul", "ol", "dl", "div")
                 and "table-block" not in node.classes]  # fmt: skip
        yield Record("section", f"{page}#{section.get('id')}", _words(head), chapter,
                     _cut(" ".join(texts)))  # fmt: skip
    for small in article.xpath(".//*[contains(@class, 'rubric')][@id]"):
        following = small.getnext()
        yield Record("section", f"{page}#{small.get('id')}", _words(small), chapter,
                     _cut(_words(following) if following is not None else ""))  # fmt: skip
    for term in article.xpath(".//dl[contains(@class, 'glossary')]/dt[@id]"):
        meaning = term.getnext()
        yield Record("term", f"{page}#{term.get('id')}", _words(term), chapter,
                     _cut(_words(meaning) if meaning is not None else ""))  # fmt: skip


def _exhibits(page: str, article: HtmlElement, chapter: str) -> Iterator[Record]:
    """Yield tables and figures by their captions, and the rows that have an address."""
    for table in article.xpath(".//table[@id]"):
        caption = table.find("caption")
        if caption is not None:
            # What stands around a table is looked at once, not for each of its cells.
            words = _words_within if _is_read(table) else _words
            cells = " ".join(words(cell) for cell in table.xpath("./thead//th | ./tbody//th"))
            cells += " " + " ".join(words(cell) for cell in table.xpath("./tbody//td"))
            yield Record("table", f"{page}#{table.get('id')}", _words(caption), chapter,
                         _cut(cells, KEPT_OF_TABLE))  # fmt: skip
            for row in table.xpath("./tbody/tr[@id]"):
                yield Record("term", f"{page}#{row.get('id')}",
                             f"{_words(row[0])} {_words(row[1])}"[:120], chapter,
                             _cut(_words(row)))  # fmt: skip
    for figure in article.xpath(".//figure[@id]"):
        caption = next(figure.iter("figcaption"), None)
        if caption is not None:
            drawing = next(iter(figure.xpath(".//svg/@aria-label")), "")
            yield Record("figure", f"{page}#{figure.get('id')}", _words(caption), chapter,
                         _cut(drawing))  # fmt: skip


def kept_records() -> Remembered:
    """Return what can be found on the pages of the book, by their address and text."""
    return Remembered("found-on-pages")


def read(folder: Path, kept: Remembered | None = None) -> list[Record]:
    """Return everything that can be found in a built book, page by page.

    Parameters
    ----------
    kept : Remembered, optional
        What was found on pages that did not change since, from :func:`kept_records`.
    """
    found: list[Record] = []
    for file in sorted(folder.rglob("*.html")):
        if "_static" in file.relative_to(folder).parts:
            continue
        name, text = file.relative_to(folder).as_posix(), file.read_bytes()

        def records(name: str = name, text: bytes = text) -> list[list[str]]:
            document = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
            return [[*dataclasses.astuple(record)] for record in records_of(name, document)]

        key = name.encode("utf-8") + b"\0" + text
        found += [Record(*one) for one in (records() if kept is None else kept.of(key, records))]
    if kept is not None:
        kept.keep()
    return found


def index_script(found: Iterable[Record], words: Mapping[str, list[str]]) -> str:
    """Return the script with the index of a book and the other words for its terms."""
    rows = [
        [KINDS.index(record.kind), record.address, record.title, record.place, record.text]
        for record in found
    ]
    data = {"records": rows, "words": {key: words[key] for key in sorted(words)}}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Inside a script the end of a script may not stand, nor two line ends that JSON allows.
    text = text.replace("</", "<\\/").replace("\u2028", " ").replace("\u2029", " ")
    return f"window.reportSearchIndex={text};\n"


def other_words(glossary: str) -> dict[str, list[str]]:
    r"""Return words of readers → words of the report: Spanish terms of the glossary, short names.

    >>> other_words("Target\n  The value to reach (*meta*).")
    {'meta': ['target']}
    """
    found: dict[str, list[str]] = {}
    for name, meaning in re.findall(r"^(\w[^\n|#:]*)\n((?:  .+\n?)+)", glossary, re.MULTILINE):
        for spanish in re.findall(r"\*([^*]+)\*", meaning):
            key = " ".join(spanish.lower().split())
            found.setdefault(key, []).append(name.lower())
    for short, spanish, english in re.findall(
        r"^\| ([A-Z][\w ]+?) \| \*(.+?)\* \| (.+?) \|$", glossary, re.MULTILINE
    ):
        found.setdefault(short.lower(), []).append(english.lower())
        found.setdefault(spanish.lower(), []).append(short.lower())
    return found


def _lead(article: HtmlElement) -> list[HtmlElement]:
    heading = next(article.iter("h1"))
    found: list[HtmlElement] = []
    node = heading.getnext()
    while node is not None and node.tag in ("p", "div", "ul"):
        found.append(node)
        node = node.getnext()
    return found or article.xpath(".//p")[:2]


def _words(element: HtmlElement) -> str:
    return _words_within(element) if _is_read(element) else ""


def _is_read(element: HtmlElement) -> bool:
    return not any(map(_left_out, (element, *element.iterancestors())))


def _words_within(element: HtmlElement) -> str:
    return " ".join("".join(_texts(element)).split())


def _texts(element: HtmlElement) -> Iterator[str]:
    """Yield the texts of an element in reading order; what is left out is not even entered."""
    yield element.text or ""
    for child in element:
        if not _left_out(child):
            yield from _texts(child)
        yield child.tail or ""


def _left_out(element: HtmlElement) -> bool:
    tag = element.tag
    # The tag of a comment is a function.
    if tag in _LEFT_OUT or not isinstance(tag, str):
        return True
    if tag == "a":
        return element.get("class") == "headerlink"
    return any(sign in element.get("class", "") for sign in _LEFT_OUT_CLASSES.get(tag, ()))


def _cut(text: str, kept: int = KEPT) -> str:
    return text if len(text) <= kept else text[:kept].rsplit(" ", 1)[0]
