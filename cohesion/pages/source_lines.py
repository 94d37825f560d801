"""Sources in the page: one short line under each exhibit, the full list once at the foot.

A reader wants to know who published a figure and when; a reviewer wants the title of the
publication. The short line names publishers and years and leads to the list by number.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field

from lxml import html
from lxml.html import HtmlElement

from cohesion.paper.sources import cited, spans

STANDS_IN = "†"
#: So many publishers are named under an exhibit; of the others the number is told.
NAMED = 4
PLACE = "sources-of-this-page"
_DATE = re.compile(r"\((?:[A-Z][a-z]+ )?(\d{4})\)")
_DESIGN = re.compile(r"^programme design \(data/(programme/[\w/.-]+)\)$")


@dataclass
class Sources:
    """The sources of a page in the order in which its exhibits name them."""

    lines: dict[str, HtmlElement] = field(default_factory=dict)
    used_by: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def number(self, line: HtmlElement, exhibit: tuple[str, str]) -> int:
        """Return the number of a source, a new one if it was not named before."""
        text = _text(line)
        self.lines.setdefault(text, line)
        used = self.used_by.setdefault(text, [])
        if exhibit not in used:
            used.append(exhibit)
        return list(self.lines).index(text) + 1


def shorten(
    article: HtmlElement, chapters: dict[str, tuple[str, str]], root: str, here: str = ""
) -> Sources:
    """Put a short line in the place of every full one; return what the full list needs.

    Parameters
    ----------
    article : HtmlElement
        The page; its source lines are changed in place.
    chapters : dict of str to (str, str)
        File of the programme's design → page and title of the chapter that presents it.
    root : str
        Path from the page to the folder of the book.
    here : str
        Name of the page, which needs no link to itself.
    """
    sources = Sources()
    for paragraph in article.xpath(".//p[contains(@class, 'source')]"):
        lines = paragraph.xpath("./span[@class='one-source']")
        if not lines:
            continue
        exhibit = _exhibit(paragraph)
        numbers = [sources.number(line, exhibit) for line in lines]
        links = [node for node in paragraph if node not in lines]
        for node in list(paragraph):
            paragraph.remove(node)
        paragraph.text = "Source: " if len(lines) == 1 else "Sources: "
        _write(paragraph, _short(lines, chapters, root, here), numbers)
        tools = html.Element("span", {"class": "exhibit-tools web-only"})
        for link in links:
            link.tail = " "
            tools.append(link)
        paragraph.append(tools)
    return sources


def _write(paragraph: HtmlElement, parts: list[HtmlElement | str], numbers: list[int]) -> None:
    for place, part in enumerate(parts):
        before = ", " if place else ""
        if isinstance(part, str):
            _append_text(paragraph, before + part)
        else:
            _append_text(paragraph, before)
            paragraph.append(part)
    _append_text(paragraph, "\u00a0")
    key = html.Element("a", {"class": "source-key", "href": f"#source-{numbers[0]}"})
    key.text = f"[{spans(numbers)}]"
    paragraph.append(key)
    _append_text(paragraph, " ")


def _short(
    lines: list[HtmlElement], chapters: dict[str, tuple[str, str]], root: str, here: str
) -> list[HtmlElement | str]:
    """Return publishers with their years, then the chapters of the programme's design."""
    years: dict[str, list[tuple[int, bool]]] = {}
    plain: dict[str, None] = {}
    design: dict[str, str] = {}
    for line in lines:
        text = _text(line)
        found = _DESIGN.match(text)
        if found:
            page, title = chapters.get(found[1], ("notebooks/data", "the data"))
            design.setdefault(title, page)
            continue
        authors = cited(text)
        for author, year in authors:
            years.setdefault(author, []).append((year, False))
        if authors:
            continue
        date = _DATE.findall(text)
        if line.find("em") is not None and line.text and line.text.rstrip().endswith(","):
            publisher = line.text.rstrip(" ,")
            years.setdefault(publisher, [])
            if date:
                years[publisher].append((int(date[-1]), STANDS_IN in text))
        else:
            plain[text] = None
    named: list[HtmlElement | str] = [_publisher(name, found) for name, found in years.items()]
    named += [text if len(text) <= 60 else f"{text[:57].rstrip()}…" for text in plain]
    if len(named) > NAMED + 1:
        named = [*named[:NAMED], f"{len(named) - NAMED} more publishers"]
    for number, (title, page) in enumerate(design.items()):
        if number == 2:
            named.append("other parts of the design")
            break
        holder = html.Element("span", {"class": "design"})
        holder.text = "the mission’s design" if not number else ""
        if page != here:
            link = html.Element("a", {"href": f"{root}{page}.html"})
            link.text = title
            holder.text = "the mission’s design: " if not number else ""
            holder.append(link)
        if holder.text or len(holder):
            named.append(holder)
    return named


def _publisher(name: str, found: list[tuple[int, bool]]) -> str:
    if not found:
        return name
    years = sorted({year for year, _ in found})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return f"{name} {span}{STANDS_IN if any(mark for _, mark in found) else ''}"


def full_list(sources: Sources) -> HtmlElement | None:
    """Return the section with the full sources of a page, or nothing if it has none."""
    if not sources.lines:
        return None
    section = html.Element("section", {"class": "page-sources", "id": PLACE})
    heading = html.Element("h2")
    heading.text = "Sources of this page"
    section.append(heading)
    if any(STANDS_IN in text for text in sources.lines):
        note = html.Element("p", {"class": "notes"})
        note.text = f"{STANDS_IN} A later re-publication stands in for the edition of the time."
        section.append(note)
    entries = html.Element("ol", {"class": "sources"})
    for number, (text, line) in enumerate(sources.lines.items(), start=1):
        entry = html.Element("li", {"id": f"source-{number}"})
        mark = html.Element("span", {"class": "source-number"})
        mark.text, mark.tail = f"S{number}", " "
        entry.append(mark)
        full = copy.deepcopy(line)
        full.tail = ". "
        entry.append(full)
        used = sources.used_by[text]
        where = html.Element("span", {"class": "used-by"})
        for place, (label, words) in enumerate(used[:6]):
            link = html.Element("a", {"href": f"#{label}"})
            link.text, link.tail = words, ", " if place < len(used[:6]) - 1 else ""
            where.append(link)
        if len(used) > 6:
            where[-1].tail = f" and {len(used) - 6} more"
        entry.append(where)
        entries.append(entry)
    section.append(entries)
    return section


def _exhibit(paragraph: HtmlElement) -> tuple[str, str]:
    """Return label and number of the exhibit that a source line stands under."""
    block = paragraph.getparent()
    for place in (*block.xpath(".//table[@id]"), *block.xpath(".//figure[@id]")):
        number = place.xpath(".//span[@class='caption-number']")
        words = " ".join(number[0].text_content().split()) if number else "exhibit"
        return place.get("id"), words
    return PLACE, "this page"


def _append_text(parent: HtmlElement, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _text(line: HtmlElement) -> str:
    return " ".join(line.text_content().split())
