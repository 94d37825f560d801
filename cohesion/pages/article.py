"""The text of a page, finished for the reader: exhibits, names, boxes, sources, foot.

Pages come from the builder as plain documents. Everything that the report adds on the web is added
here, once for all pages, by one pass over the page's tree.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from cohesion import paths
from cohesion.chapters.profiles.pages import PROFILES
from cohesion.pages import code, drawings, foot, names, source_lines, tables
from cohesion.tables.geography import state_name

WORDS_PER_MINUTE = 220
_LIMITS = re.compile(r"^(known )?limits\b|^what this cannot", re.IGNORECASE)
_ANSWER_WORDS = 190


@dataclass(frozen=True)
class Setting:
    """What is the same for all pages of a build."""

    items: Mapping[str, dict[str, Any]]
    chapters: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    repository: str = ""

    @property
    def day(self) -> str:
        """The day whose knowledge the report uses."""
        return self.items.get("data-day", {}).get("text", "")


@dataclass(frozen=True)
class Finished:
    """A finished article, and what the frame of the page has to know of it."""

    body: str
    description: str
    has_code: bool
    colours: frozenset[str]


def finish(body: str, page: str, setting: Setting) -> Finished:
    """Return the article of a page as readers get it."""
    root = "../" * page.count("/")
    article = html.fragment_fromstring(body, create_parent="div")
    colours = _figures(article, setting, root)
    for table in article.xpath(".//table"):
        tables.arrange(table)
    _tools(article, setting, root)
    names.headings_for_rubrics(article)
    sources = source_lines.shorten(article, dict(setting.chapters), root, page)
    # The page of the state itself may link to its profile and to the comparison by hand.
    names.link_states(article, page, root)
    names.link_codes(article, page, root)
    names.mark_spanish(article)
    shorts = names.explain_abbreviations(article) if page != "book/glossary" else []
    for form in article.xpath(".//*[@id='compare-states']"):
        for place, key in enumerate(("data-first", "data-second"), start=1):
            form.set(
                key, str(setting.items.get(f"selection-state-{place}-name", {}).get("value", ""))
            )
    for row in article.xpath(".//table[@id='tab-compare-states']/tbody/tr"):
        row.set("id", names.slug(row[0].text_content()))
    for passage in article.xpath(".//div[contains(@class, 'spanish')]"):
        passage.set("lang", "es")
    for last in article.xpath(".//div[contains(@class, 'buttons')]/p[last()]"):
        # Empty until the paper edition has been made (see :func:`cohesion.pages.foot.with_pdf`).
        last.append(html.Element("span", {"class": foot.PDF_BUTTON}))
    left = code.label(article)
    title = _title(article)
    description = _description(article)
    if page.startswith(("notebooks/", "book/states/")):
        _answer(article)
    for heading in article.xpath(".//section/*[self::h2 or self::h3]"):
        if _LIMITS.match(heading.text_content()):
            heading.getparent().classes.add("limits")
    _opening(article, page, setting)
    _foot(article, page, title, root, setting, sources, shorts)
    inner = html.tostring(article, encoding="unicode")
    inner = inner[inner.index(">") + 1 : inner.rindex("</div>")]
    return Finished(inner, description, left > 0, frozenset(colours))


def _figures(article: HtmlElement, setting: Setting, root: str) -> set[str]:
    colours: set[str] = set()
    for image in article.xpath(".//figure[contains(@class, 'published')]//img"):
        name = Path(image.get("src", "")).stem
        item = setting.items.get(name)
        file = paths.RESULTS / item["notebook"] / "figures" / f"{name}.svg" if item else None
        if file is None or not file.is_file():
            continue
        drawn = drawings.drawing(file, name, image.get("alt", ""))
        colours |= drawn.colours
        box = html.Element("div", {
            "class": "pst-scrollable-table-container drawing-box", "role": "region",
            "tabindex": "0", "aria-labelledby": f"{name}-caption",
            "style": f"--drawn: {drawn.width}px; --least: {drawn.least}px",
        })  # fmt: skip
        box.append(html.fragment_fromstring(drawn.markup))
        holder = image.getparent()
        figure = image.xpath("ancestor::figure")[0]
        for caption in figure.iter("figcaption"):
            caption.set("id", f"{name}-caption")
        box.tail = image.tail
        holder.replace(image, box)
        if holder.tag == "a":
            holder.drop_tag()
    return colours


def _tools(article: HtmlElement, setting: Setting, root: str) -> None:
    """Name the files of each exhibit by what they are, and add those it lacks."""
    for link in article.xpath(".//p[contains(@class, 'source')]/a[contains(@href, '_tables/')]"):
        link.attrib.pop("aria-label", None)
        link.set("title", "This table as CSV")
    for link in article.xpath(".//p[contains(@class, 'source')]/a[contains(@href, '_images/')]"):
        link.attrib.pop("aria-label", None)
        link.set("title", "This figure as SVG")
        link.text = "SVG"
        name = Path(link.get("href", "")).stem
        item = setting.items.get(name, {})
        folder = paths.RESULTS / str(item.get("notebook")) / "figures"
        for kind, place in (("png", "_images"), ("csv", "_tables")):
            if (folder / f"{name}.{kind}").is_file():
                extra = html.Element("a", {"class": "web-only", "title":
                                           f"This figure{'’s numbers' * (kind == 'csv')} as "
                                           f"{kind.upper()}",
                                           "href": f"{root}{place}/{name}.{kind}"})  # fmt: skip
                extra.text = kind.upper()
                link.addnext(extra)


def _title(article: HtmlElement) -> str:
    for heading in article.iter("h1"):
        words = [
            text
            for text in heading.xpath(
                ".//text()[not(parent::a[@class='headerlink'])]"
                "[not(parent::span[@class='section-number'])]"
            )
        ]
        return " ".join("".join(words).split())
    return ""


def _description(article: HtmlElement) -> str:
    """Return the first words of the answer, for search engines and previews."""
    for paragraph in article.iter("p"):
        words = " ".join(paragraph.text_content().split())
        if len(words) > 60 and not paragraph.xpath("ancestor::table or ancestor::details"):
            if words.startswith("The question."):
                continue
            cut = words if len(words) <= 200 else words[:200].rsplit(" ", 1)[0] + " …"
            return cut
    return ""


def _answer(article: HtmlElement) -> None:
    """Set the first paragraphs, which answer, apart from the evidence that follows."""
    headings = article.xpath(".//h1[1]")
    if not headings or article.xpath(".//div[contains(@class, 'answer')]"):
        return
    first, count = headings[0].getnext(), 0
    box = html.Element("div", {"class": "answer"})
    while first is not None and first.tag in ("p", "ul") and "source" not in first.classes:
        words = len(first.text_content().split())
        if count and count + words > _ANSWER_WORDS:
            break
        count += words
        following = first.getnext()
        box.append(first)
        first = following
    if count:
        label = html.Element("p", {"class": "box-label"})
        label.text = "In short"
        box.insert(0, label)
        headings[0].addnext(box)


def _opening(article: HtmlElement, page: str, setting: Setting) -> None:
    """Say under the title how long a page takes, and mark what was not known at the time."""
    headings = article.xpath(".//h1[1]")
    if not headings or page == "index":
        return
    if page.startswith("notebooks/hindsight-"):
        band = html.Element("p", {"class": "hindsight"})
        label = html.Element("strong")
        label.text = "With hindsight."
        label.tail = f" It uses what was published after {setting.day}; the proposal did not."
        band.append(label)
        headings[0].addnext(band)
    related = _related(page, setting, "../" * page.count("/"))
    if related:
        headings[0].addnext(html.fragment_fromstring(f'<p class="related">{related}</p>'))
    words = names.words_of(article)
    if words >= WORDS_PER_MINUTE:
        minutes = math.ceil(words / WORDS_PER_MINUTE)
        note = html.Element("p", {"class": "reading-time"})
        note.text = f"About {minutes} minutes" if minutes > 1 else "About a minute"
        tables_here = len(article.xpath(".//table/caption"))
        figures_here = len(article.xpath(".//figcaption"))
        counts = [
            f"{number} {word}{'s' * (number > 1)}"
            for number, word in ((tables_here, "table"), (figures_here, "figure"))
            if number
        ]
        if counts:
            note.text += " · " + ", ".join(counts)
        headings[0].addnext(note)


def _related(page: str, setting: Setting, root: str) -> str:
    """Return links between what there is of one state: profile, sheet, comparison."""
    proposed = {
        str(setting.items[f"selection-state-{place}-code"]["value"]): name
        for place, name in enumerate(PROFILES, start=1)
        if f"selection-state-{place}-code" in setting.items
    }
    compare = f"{root}notebooks/compare-states.html"
    if page.startswith("book/states/state-"):
        code = page[-2:]
        chosen = f"{compare}#{names.slug(state_name(code))}"
        links = [f'<a href="{chosen}">Compare with other states</a>',
                 f'<a href="{root}notebooks/state-sheets.html">All states</a>']  # fmt: skip
        if code in proposed:
            links.insert(0, f'<a href="{root}notebooks/{proposed[code]}.html">Profile: why this '
                            "state is proposed</a>")  # fmt: skip
        return " · ".join(links)
    for code, name in proposed.items():
        if page == f"notebooks/{name}":
            chosen = f"{compare}#{names.slug(state_name(code))}"
            return (
                f'<a href="{root}book/states/state-{code}.html">Fact sheet of this state</a> · '
                f'<a href="{chosen}">Compare with other states</a> · '
                f'<a href="{root}notebooks/selection.html">How it was chosen</a>'
            )
    return ""


def _foot(
    article: HtmlElement, page: str, title: str, root: str, setting: Setting,
    sources: source_lines.Sources, shorts: list[str],
) -> None:  # fmt: skip
    section = source_lines.full_list(sources)
    if section is not None:
        names.mark_spanish(section)
        article.append(section)
    if shorts:
        known = names.abbreviations()
        rows = "".join(
            f"<div><dt>{short}</dt><dd><span lang='es'>{known[short][0]}</span>: "
            f"{known[short][1]}</dd></div>"
            for short in sorted(shorts)
        )
        article.append(html.fragment_fromstring(
            f'<details class="abbreviations"><summary>Abbreviations of this page '
            f"({len(shorts)})</summary><dl>{rows}</dl></details>"
        ))  # fmt: skip
    markup = foot.foot(page, title, root, setting.repository, setting.day)
    article.append(html.fragment_fromstring(markup))


def chapters_of_design(
    items: Mapping[str, dict[str, Any]], titles: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Return, for each file of the programme's design, the chapter that presents most of it.

    ``titles`` are the titles of the pages by name.
    """
    shares: dict[str, dict[str, float]] = {}
    for item in items.values():
        for source in item["sources"]:
            if source.startswith("programme/"):
                page = f"notebooks/{item['notebook']}"
                counts = shares.setdefault(source, {})
                counts[page] = counts.get(page, 0.0) + 1 / len(item["sources"])
    found = {}
    for source, counts in shares.items():
        page = max(sorted(counts), key=lambda name: counts[name])
        found[source] = (page, titles.get(page, page.rpartition("/")[2]))
    return found
