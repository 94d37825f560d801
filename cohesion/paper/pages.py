"""The text on paper: parts and chapters, no code, page numbers at references, tables that fit.

Run as a command, the module lets Sphinx write the book as one page in a plain theme; the
functions make that page ready for the print stylesheet.
"""

from __future__ import annotations

import re
import sys
from typing import Any

import yaml
from lxml import html
from lxml.html import HtmlElement, builder

from cohesion import paths
from cohesion.errors import DataError
from cohesion.paper.front import headings, list_lines
from cohesion.paper.sources import list_sources
from cohesion.paper.tables import set_table

#: WeasyPrint needs minutes for the stylesheet of the web theme and seconds for this one.
_PLAIN_THEME = {
    "html_theme": "basic",
    "html_theme_options": {},
    "html_css_files": [],
    "html_js_files": [],
    "html_permalinks": False,
}

#: Removed from paper: code (the notebook holds it), what only makes sense on a screen.
_SCREEN_ONLY = (
    ".//*[contains(concat(' ', @class, ' '), ' cell_input ')]",
    ".//details",
    ".//*[contains(concat(' ', @class, ' '), ' web-only ')]",
    ".//*[contains(concat(' ', @class, ' '), ' compare-states ')]",
    ".//*[contains(concat(' ', @class, ' '), ' cover ')]",
    ".//a[contains(concat(' ', @class, ' '), ' headerlink ')]",
    ".//p[contains(concat(' ', @class, ' '), ' notebook-link ')]",
    ".//script",
    ".//form",
)

#: What MyST-NB puts around the outputs of a cell has no meaning on paper.
_BOXES_OF_CELLS = ".//div[contains(concat(' ', @class, ' '), ' cell ') or " + (
    "contains(concat(' ', @class, ' '), ' cell_output ')]"
)
#: A fact with more characters than this may be broken over lines.
_UNBROKEN = 24

#: The title page of a part lists its sections too, unless they are more than this.
_LINES_OF_PART = 36
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def write_single_page() -> int:
    """Write the book with Sphinx's ``singlehtml`` builder; warnings are errors."""
    from jupyter_book.sphinx import build_sphinx

    from cohesion.paper.fetch import WORK

    settings = yaml.safe_load((paths.ROOT / "_config.yml").read_text(encoding="utf-8"))
    settings["sphinx"]["config"].update(_PLAIN_THEME)
    WORK.mkdir(parents=True, exist_ok=True)
    plain = WORK / "_config.yml"
    plain.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    code = build_sphinx(
        paths.ROOT,
        WORK / "out",
        use_external_toc=True,
        noconfig=True,
        builder="singlehtml",
        doctreedir=str(WORK / "doctrees"),
        path_config=plain,
        confoverrides={"latex_individualpages": False},
        warningiserror=True,
        keep_going=True,
    )
    return code if isinstance(code, int) else 1


def part_titles() -> list[str]:
    """Return the captions of the book's parts, in reading order, from ``_toc.yml``."""
    contents = yaml.safe_load((paths.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [part["caption"] for part in contents["parts"]]


def prepare_body(
    body: HtmlElement, parts: list[str], items: dict[str, dict[str, Any]]
) -> HtmlElement:
    """Return the body made ready for paper.

    Parameters
    ----------
    body : the text as Sphinx wrote it, one ``toctree-wrapper`` for each part.
    parts : the titles of the parts.
    items : the published results, to say at a chapter's end what its notebook computed.
    """
    for path in _SCREEN_ONLY:
        for element in body.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()
    for image in body.xpath(".//img[not(@alt)]"):
        image.set("alt", "")
    for empty in body.xpath(".//div[not(*) and not(normalize-space())]"):
        empty.drop_tree()
    for box in body.xpath(_BOXES_OF_CELLS):
        box.drop_tag()
    for fact in body.xpath(".//span[@data-fact]"):
        _plain_fact(fact)
    unique_ids(body)
    _links_within(body)
    _attached_files(body)
    for cell in body.xpath(".//th[not(@scope)]"):
        cell.set("scope", "col" if cell.xpath("ancestor::thead") else "row")
    _chapters(body, items)
    _sources(body)
    for anchor in body.xpath(".//span[@id and not(*) and not(normalize-space())]"):
        anchor.drop_tag()
    for table in body.xpath(".//table"):
        _fit_table(table)
    _parts(body, parts)
    page_references(body)
    return body


def _plain_fact(fact: HtmlElement) -> None:
    """On paper nothing appears when a pointer rests; a quantity keeps together, a sentence not."""
    for name in ("data-fact", "title"):
        fact.attrib.pop(name, None)
    if len(fact.text_content()) > _UNBROKEN:
        fact.drop_tag()


def _links_within(body: HtmlElement) -> None:
    """Links to other pages of the book are links within the PDF; files have no place in it."""
    for link in body.xpath(".//a[@href]"):
        address = link.get("href")
        if address.startswith("index.html#"):
            link.set("href", address.removeprefix("index.html"))
        elif not re.match(r"#|https?:|mailto:", address):
            link.drop_tag()
    anchors = _section_of_anchors(body)
    known = set(body.xpath(".//@id"))
    for link in body.xpath(".//a[starts-with(@href, '#')]"):
        target = link.get("href")[1:]
        link.set("href", f"#{anchors.get(target, target)}")
        if target not in known:
            raise DataError(
                f"the link '{link.text_content().strip()}' leads to nothing in print "
                f"({link.get('href')}).",
                cure="Correct the reference in the page.",
            )


def _section_of_anchors(body: HtmlElement) -> dict[str, str]:
    """Return the section each empty anchor stands for; a heading never stands apart from it."""
    found: dict[str, str] = {}
    for anchor in body.xpath(".//span[@id and not(*) and not(normalize-space())]"):
        following = anchor.getnext()
        section = following if following is not None else anchor.getparent()
        if section.tag != "section":
            section = anchor.getparent()
        if section.get("id"):
            found[anchor.get("id")] = section.get("id")
    return found


def unique_ids(body: HtmlElement) -> None:
    """Rename repeated ids (two chapters may each have a section 'Limits'); the first keeps its.

    Headings without an id get one, so that the contents can lead to them.
    """
    seen: set[str] = set()
    for element in body.xpath(".//*[@id]"):
        name = unique = element.get("id")
        count = 1
        while unique in seen:
            count += 1
            unique = f"{name}-{count}"
        seen.add(unique)
        element.set("id", unique)
    for number, heading in enumerate(body.xpath(".//h1|.//h2|.//h3|.//h4")):
        if not heading.get("id"):
            heading.set("id", f"heading-{number}")


def page_references(body: HtmlElement) -> None:
    """Mark the links that the stylesheet completes with a page: tables, figures and chapters."""
    for link in body.xpath(".//a[starts-with(@href, '#')]"):
        kinds = " ".join(link.xpath(".//span/@class")).split()
        if "std-numref" in kinds or "doc" in kinds or "std-ref" in kinds:
            link.set("class", f"{link.get('class', '')} page-reference".strip())


def _attached_files(body: HtmlElement) -> None:
    """Say under the list of files to take away where they are: inside this PDF."""
    for table in body.xpath(".//table[not(@id)][contains(@class, 'published')]"):
        note = builder.E.p(
            "On paper: these files are attached to the PDF edition, beside results.json."
        )
        note.set("class", "notes")
        block = builder.E.div(note)
        block.set("class", "table-block")
        table.getparent().replace(table, block)
        block.insert(0, table)


def _chapters(body: HtmlElement, items: dict[str, dict[str, Any]]) -> None:
    """Mark chapters and fact sheets, and end each notebook's chapter with a pointer to it."""
    for summary in body.xpath("./section/section[h2]"):
        summary.set("class", "chapter summary")
    for anchor in body.xpath(".//span[starts-with(@id, 'document-')]"):
        page = anchor.get("id").removeprefix("document-")
        section = anchor.getnext()
        # Left between two chapters, the anchor would take a page of its own.
        anchor.drop_tag()
        if section is None or section.tag != "section":
            continue
        sheet = bool(section.xpath("./h3"))
        section.set("class", "sheet" if sheet else "chapter")
        if page.startswith("notebooks/"):
            _append(section, _pointer(page, items))


def _sources(body: HtmlElement) -> None:
    """Shorten long source lines; the list stands before the chapter's pointer, so before sheets."""
    chapters = body.xpath(".//section[contains(concat(' ', @class, ' '), ' chapter ')]")
    for number, chapter in enumerate(chapters, start=1):
        pointer = chapter.xpath("./p[@class='pointer']")
        list_sources(chapter, number=number, before=pointer[0] if pointer else None)


def _pointer(page: str, items: dict[str, dict[str, Any]]) -> HtmlElement:
    name = page.removeprefix("notebooks/")
    kinds = [item["kind"] for item in items.values() if item["notebook"] == name]
    counts = [
        f"{number} {kind}{'' if number == 1 else 's'}"
        for kind in ("fact", "table", "figure")
        if (number := kinds.count(kind))
    ]
    text = f"Computed in {page}.md" + (f"; {', '.join(counts)}." if counts else ".")
    line = builder.E.p(text)
    line.set("class", "pointer")
    return line


def _append(section: HtmlElement, element: HtmlElement) -> None:
    """Add at the end of a chapter's own text: before the pages that stand under it."""
    below = section.xpath("./div[contains(@class, 'toctree-wrapper')]")
    if below:
        below[0].addprevious(element)
    else:
        section.append(element)


def _fit_table(table: HtmlElement) -> None:
    """Set the table; one that only fits a landscape page moves to its chapter's end.

    In its place a line says where it is. So the text has no half-empty pages, and the landscape
    pages of a chapter stand together.
    """
    layout = set_table(table)
    if layout is None:
        return
    block = next(iter(table.xpath("ancestor::div[contains(@class, 'table-block')][1]")), table)
    names = [name for name in block.get("class", "").split() if name != "wide"]
    block.set("class", " ".join([*names, *(["landscape"] if layout.landscape else [])]))
    chapter = table.xpath("ancestor::section[contains(@class, 'chapter') or @class='sheet'][1]")
    if not layout.landscape or not chapter or not table.get("id"):
        return
    number = table.xpath("./caption/span[@class='caption-number']")[0].text_content().strip()
    label = builder.E.span(number)
    label.set("class", "std std-numref")
    link = builder.E.a(label, href=f"#{table.get('id')}")
    line = builder.E.p(link, " stands on a landscape page at the end of this chapter.")
    line.set("class", "moved")
    caption = table.xpath("./caption/span[@class='caption-text']")
    if caption:
        line.insert(0, builder.E.span(" ".join(caption[0].text_content().split()) + " "))
    block.getparent().replace(block, line)
    ends = chapter[0].xpath("./div[@class='large-tables']")
    if not ends:
        ends = [builder.E.div()]
        ends[0].set("class", "large-tables")
        _append(chapter[0], ends[0])
    ends[0].append(block)


def _parts(body: HtmlElement, titles: list[str]) -> None:
    """Put a title page before each part, which lists its chapters and their sections."""
    wrappers = [
        wrapper
        for wrapper in body.xpath(".//div[contains(@class, 'toctree-wrapper')]")
        if not wrapper.xpath("ancestor::div[contains(@class, 'toctree-wrapper')]")
    ]
    if len(wrappers) != len(titles):
        raise DataError(
            f"the single page has {len(wrappers)} parts, the table of contents {len(titles)}.",
            file=paths.ROOT / "_toc.yml",
            cure="Give every part at least one chapter.",
        )
    for heading in body.xpath(".//h1"):
        heading.drop_tree()
    for number, (wrapper, title) in enumerate(zip(wrappers, titles, strict=True), start=1):
        entries = list(headings(wrapper))
        if len(entries) > _LINES_OF_PART:
            entries = [entry for entry in entries if entry.level < 3]
        lines = list_lines(entries)
        label = builder.E.span(f"Part {_ROMAN[number - 1]}")
        label.set("class", "part-number")
        head = builder.E.h1(label, " ", title, id=f"part-{number}")
        head.set("class", "part-title")
        page = builder.E.section(head)
        page.set("class", "part-page")
        page.append(html.fragment_fromstring(f"<ul>{lines}</ul>"))
        wrapper.insert(0, page)


if __name__ == "__main__":
    sys.exit(write_single_page())
