"""Names in the page: states lead to their sheets, codes to their rows, short names are explained.

All of this is added to finished text, so that no author has to remember it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

from cohesion import paths
from cohesion.tables.geography import STATES

#: Code of a risk, an indicator … → the page and the table whose row tells what it is.
CODES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"RK\d\d"), "notebooks/risks-and-lessons", "tab-risks-register"),
    (re.compile(r"AS\d\d"), "notebooks/risks-and-lessons", "tab-risks-assumptions"),
    (re.compile(r"(?:O|P|R\d)-\d+"), "notebooks/indicators", "tab-indicator-specifications"),
    (re.compile(r"A\d\.\d+"), "notebooks/logical-framework", "tab-logframe-activities"),
    (re.compile(r"T\d\d"), "notebooks/timetable", "tab-timetable"),
    (re.compile(r"EX\d\d"), "notebooks/terms-of-reference", "tab-tor-experts"),
)
_ANY_CODE = re.compile(r"\b(?:RK\d\d|AS\d\d|EX\d\d|A\d\.\d+|(?:O|P|R\d)-\d+)\b(?![-.]\d)")
#: Elements whose words are left as they are, as are those of a number of the text.
_CLOSED = frozenset({
    "a", "h1", "h2", "h3", "h4", "code", "pre", "abbr", "button", "svg", "caption", "figcaption",
    "summary", "script", "style",
})  # fmt: skip
#: Elements around what is no running text.
_EXHIBITS = frozenset({"table", "figure", "pre", "details"})
_SPANISH_WORDS = frozenset(
    "de del la las los el y para por con en al una un su sus sobre que no se desde entre".split()
)
_ENGLISH_WORDS = frozenset("the of and for with to by is are an on from at as or".split())
_SPANISH_ENDINGS = re.compile(r"(ción|ciones|dad|dades|ía|ías|ñ|¿|ario|arios|encia|ales)\b|ñ")
_WORD = re.compile(r"[^\W\d_]+")


@functools.cache
def state_pages() -> dict[str, str]:
    """Return the page of each state's sheet, by the state's name in English and in Spanish."""
    pages: dict[str, str] = {}
    for code, row in STATES.iterrows():
        for name in (row["name_en"], row["name_es"]):
            pages[name] = f"book/states/state-{code}"
    # In the running text "México" is the country.
    pages.pop("México", None)
    return pages


def link_states(article: HtmlElement, here: str, root: str) -> int:
    """Link the names of states: every one that fills a cell, the first of each in the text.

    Returns how many links were made.
    """
    pages = {name: page for name, page in state_pages().items() if page != here}
    made = 0
    for cell in article.xpath(".//table//td | .//table//tbody//th"):
        words = " ".join(cell.text_content().split())
        if words in pages and not cell.xpath(".//a"):
            holder = cell[0] if len(cell) == 1 and cell[0].tag == "p" else cell
            if len(holder):
                continue
            link = html.Element("a", {"class": "state", "href": f"{root}{pages[words]}.html"})
            link.text, holder.text = words, None
            holder.append(link)
            made += 1
    pattern = re.compile(
        r"(?<![\w-])(" + "|".join(sorted(map(re.escape, pages), key=len, reverse=True))
        + r")(?![\w-])"
    )  # fmt: skip
    done: set[str] = set()

    def linked(match: re.Match[str]) -> HtmlElement | None:
        if match[1] in done:
            return None
        done.add(match[1])
        link = html.Element("a", {"class": "state", "href": f"{root}{pages[match[1]]}.html"})
        link.text = match[1]
        return link

    # "Press of Chiapas" is who published, not the state.
    lines = [line for line in article.iter("p") if "source" in line.classes]
    named = {part for line in lines for part in line.iter()}
    for text in _texts(article, ("p", "li"), _CLOSED | {"table"}):
        if text.owner in named:
            continue
        made += _wrap(text, pattern, linked)
    return made


def link_codes(article: HtmlElement, here: str, root: str) -> None:
    """Give each code's row an address, and lead to it where the code is named elsewhere."""
    for pattern, page, label in CODES:
        if page == here:
            for row in article.xpath(f".//table[@id='{label}']/tbody/tr"):
                words = " ".join(row[0].text_content().split())
                code = _first_code(pattern, words)
                if code and not article.xpath(f".//*[@id='{_anchor(code)}']"):
                    row.set("id", _anchor(code))

    def linked(match: re.Match[str]) -> HtmlElement | None:
        target = _target(match[0])
        if target is None or match[0] in row_of:
            return None
        address = f"#{_anchor(match[0])}"
        if target[0] != here:
            address = f"{root}{target[0]}.html{address}"
        link = html.Element("a", {"class": "code-link", "href": address})
        link.text = match[0]
        return link

    for text in _texts(article, ("td", "th[@scope='row']", "p", "li")):
        if not _ANY_CODE.search(text.words):
            continue
        # A row does not lead to itself.
        row_of = {name.upper() for name in text.owner.xpath("ancestor::tr[1]/@id")}
        row_of |= {name.replace("-", ".", 1) for name in row_of if name.startswith("A")}
        _wrap(text, _ANY_CODE, linked)


def known_codes(items: Mapping[str, dict]) -> set[str]:
    """Return the codes whose tables are published: only these have a row to lead to."""
    found: set[str] = set()
    for pattern, _, label in CODES:
        item = items.get(label)
        if item:
            cells = item["columns"][0]["cells"]
            found |= {_first_code(pattern, text) for text in cells} - {""}
    return found


_known: set[str] = set()


def know(items: Mapping[str, dict]) -> None:
    """Remember which codes have a row."""
    _known.clear()
    _known.update(known_codes(items))


def _target(code: str) -> tuple[str, str] | None:
    if code not in _known:
        return None
    return next(((page, label) for pattern, page, label in CODES if pattern.fullmatch(code)), None)


def _first_code(pattern: re.Pattern[str], words: str) -> str:
    first = words.split(" ", 1)[0]
    return first if pattern.fullmatch(first) else ""


def _anchor(code: str) -> str:
    return code.lower().replace(".", "-")


def mark_spanish(article: HtmlElement) -> None:
    """Say which passages in italics are Spanish, so that a screen reader reads them so."""
    for passage in article.xpath(".//em | .//i | .//*[@class='span-es']"):
        if not passage.get("lang") and is_spanish(passage.text_content()):
            passage.set("lang", "es")


def is_spanish(text: str) -> bool:
    """Whether a term or a title is Spanish, by its small words and its endings.

    >>> is_spanish("cifra negra"), is_spanish("Mortality statistics of Mexico")
    (True, False)
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if not words or text.strip().lower() in ("et al", "et al."):
        return False
    if " ".join(words) in spanish_terms():
        return True
    spanish = sum(word in _SPANISH_WORDS for word in words)
    english = sum(word in _ENGLISH_WORDS for word in words)
    endings = sum(bool(_SPANISH_ENDINGS.search(word)) for word in words)
    return (spanish + endings > english and spanish + endings > 0) if english else (
        spanish > 0 or endings > 0
    )  # fmt: skip


@functools.cache
def spanish_terms() -> frozenset[str]:
    """Return the Spanish terms of the glossary, as words in lower case."""
    text = (paths.BOOK / "glossary.md").read_text(encoding="utf-8")
    found = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", text)
    return frozenset(" ".join(word.lower() for word in _WORD.findall(term)) for term in found)


@functools.cache
def abbreviations() -> dict[str, tuple[str, str]]:
    """Return short names of the glossary: the official name and what it is in English."""
    text = (paths.BOOK / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z][\w ]+?) \| \*(.+?)\* \| (.+?) \|$", text, re.MULTILINE)
    return {short: (official, english) for short, official, english in rows}


def explain_abbreviations(article: HtmlElement) -> list[str]:
    """Explain each short name where it stands first; return those of the page in order."""
    known = abbreviations()
    pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, known), key=len, reverse=True))
                         + r")\b")  # fmt: skip
    found: list[str] = []

    def explained(match: re.Match[str]) -> HtmlElement | None:
        if match[1] in found:
            return None
        found.append(match[1])
        official, english = known[match[1]]
        short = html.Element("abbr", {"title": f"{official}: {english}"})
        short.text = match[1]
        return short

    for text in _texts(article, ("p", "li", "td", "th")):
        _wrap(text, pattern, explained)
    return found


def headings_for_rubrics(article: HtmlElement) -> None:
    """Make headings of the small headings that published texts bring, each with an address."""
    taken = set(article.xpath(".//@id"))
    for rubric in article.xpath(".//p[contains(@class, 'rubric')]"):
        above = rubric.xpath("ancestor::section")
        level = min(6, len(above) + 1)
        words = " ".join(rubric.text_content().split())
        anchor = slug(words)
        if anchor in taken or not anchor:
            anchor = f"{anchor or 'part'}-{sum(name.startswith(anchor) for name in taken) + 1}"
        taken.add(anchor)
        rubric.tag = f"h{level}"
        rubric.set("id", anchor)
        rubric.set("class", "rubric")
        link = html.Element("a", {"class": "headerlink", "href": f"#{anchor}",
                                  "title": "Link to this heading"})  # fmt: skip
        link.text = "#"
        rubric.append(link)


def slug(words: str) -> str:
    """Return an address for a heading: plain letters, digits and hyphens.

    >>> slug("Secretaría de Salud (SSA)")
    'secretaria-de-salud-ssa'
    """
    import unicodedata

    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


class _Text(NamedTuple):
    """A text of the tree: the one in front in its owner, or the one after its owner."""

    owner: HtmlElement
    is_tail: bool
    words: str


def _texts(
    article: HtmlElement, holders: Iterable[str], closed: frozenset[str] = _CLOSED
) -> list[_Text]:
    """Return the texts of the article that may be changed, in reading order.

    ``holders`` are the elements whose texts are meant, ``closed`` those into which nobody looks:
    the many shapes of a drawing are not even visited.
    """
    held = {element for holder in holders for element in article.iterfind(f".//{holder}")}
    found: list[_Text] = []

    def look(element: HtmlElement, inside: bool) -> None:
        inside = inside or element in held
        if inside and element.text and element.text.strip():
            found.append(_Text(element, False, element.text))
        for child in element:
            # The tag of a comment is a function.
            if isinstance(child.tag, str) and not (
                child.tag in closed or child.get("data-fact") is not None
            ):
                look(child, inside)
            if inside and child.tail and child.tail.strip():
                found.append(_Text(child, True, child.tail))

    look(article, False)
    return found


def _wrap(
    text: _Text, pattern: re.Pattern[str], make: Callable[[re.Match[str]], HtmlElement | None]
) -> int:
    """Put elements in the place of matches in a text of the tree; return how many.

    ``make`` returns the element for a match, or nothing where the words stay as they are.
    """
    owner, is_tail, words = text
    if (owner.tail if is_tail else owner.text) != words:
        return 0
    pieces: list[tuple[HtmlElement, int]] = []
    start, first = 0, words
    for match in pattern.finditer(words):
        element = make(match)
        if element is None:
            continue
        if pieces:
            pieces[-1][0].tail = words[start : match.start()]
        else:
            first = words[: match.start()]
        pieces.append((element, match.end()))
        start = match.end()
    if not pieces:
        return 0
    pieces[-1][0].tail = words[start:]
    elements = [element for element, _ in pieces]
    if is_tail:
        owner.tail = first
        parent = owner.getparent()
        at = parent.index(owner) + 1
        parent[at:at] = elements
    else:
        owner.text = first
        owner[0:0] = elements
    return len(elements)


def words_of(article: HtmlElement, tags: Iterable[str] = ("p", "li", "dd")) -> int:
    """Return how many words of running text an article has: no exhibits, sources, code, lists."""
    count = 0
    for tag in tags:
        for element in article.iter(tag):
            closed = any(
                around.tag in _EXHIBITS
                or (around.tag == "section" and "page-sources" in around.get("class", ""))
                for around in element.iterancestors()
            )
            if closed or "source" in element.classes or "notes" in element.classes:
                continue
            if tag == "li" and element.xpath("./p"):
                continue
            count += len(element.text_content().split())
    return count
