"""What stands on paper and not on the web: front matter, page references, hidden code.

Run as a command, the module lets Sphinx write the book as one page in a plain theme.
"""

from __future__ import annotations

import html as markup
import sys
from collections.abc import Iterator

import yaml
from lxml.html import HtmlElement

from cohesion import paths
from cohesion.vintage import as_of, edition_settings

#: WeasyPrint needs minutes for the stylesheet of the web theme and seconds for this one.
_PLAIN_THEME = {
    "html_theme": "basic",
    "html_theme_options": {},
    "html_css_files": [],
    "html_js_files": [],
    "html_permalinks": False,
}

#: Removed from paper: code (the notebook holds it), links that only make sense on a screen.
_SCREEN_ONLY = (
    ".//*[contains(concat(' ', @class, ' '), ' cell_input ')]",
    ".//details",
    ".//*[contains(concat(' ', @class, ' '), ' web-only ')]",
    ".//a[contains(concat(' ', @class, ' '), ' headerlink ')]",
    ".//script",
    ".//form",
)


def write_single_page() -> int:
    """Write the book with Sphinx's ``singlehtml`` builder; warnings are errors."""
    from jupyter_book.sphinx import build_sphinx

    from cohesion.pdf import WORK

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


def prepare_body(body: HtmlElement) -> HtmlElement:
    """Return the body made ready for paper: no code, unique ids, page numbers at references."""
    for path in _SCREEN_ONLY:
        for element in body.xpath(path):
            _drop(element)
    _make_ids_unique(body)
    for link in body.xpath(".//a[starts-with(@href, '#')]"):
        if link.xpath(".//span[contains(@class, 'std-numref')]"):
            link.set("class", f"{link.get('class', '')} page-reference".strip())
    for cell in body.xpath(".//th[not(@scope)]"):
        cell.set("scope", "col" if cell.xpath("ancestor::thead") else "row")
    return body


def front_matter(body: HtmlElement) -> str:
    """Return cover, document control, contents, list of tables and list of figures as HTML."""
    settings = edition_settings()
    day = as_of()
    cover = (
        '<section class="cover-page">'
        f'<p class="programme">{markup.escape("European Union – United Mexican States")}</p>'
        f'<p class="cover-title">{markup.escape(settings["title"])}</p>'
        f'<p class="cover-subtitle">{markup.escape(settings["subtitle"])}</p>'
        f'<p class="cover-edition">{markup.escape(settings["edition"])} · version '
        f'{markup.escape(settings["version"])} · {settings["date"]:%d %B %Y}</p></section>'
    )
    rows = (
        ("Document", f"{settings['title']}: {settings['subtitle']}"),
        ("Edition", f"{settings['edition']}: what was published by {day:%d %B %Y}"),
        ("Version and date", f"{settings['version']}, {settings['date']:%d %B %Y}"),
        ("Prepared by", "Formulation mission"),
        ("For", "European Commission and Government of Mexico"),
        ("Made from", "the same notebooks, data and texts as the HTML edition; the code is in "
                      "the notebooks that each chapter names"),
        ("Attached to this file", "the Word and Excel files and every published result "
                                  "(results.json)"),
    )  # fmt: skip
    control = (
        '<section class="control-page"><h2 class="front">Document control</h2>'
        '<table class="control"><tbody>'
        + "".join(
            f'<tr><th scope="row">{markup.escape(head)}</th><td>{markup.escape(text)}</td></tr>'
            for head, text in rows
        )
        + '</tbody></table><table class="control signatures"><thead><tr><th scope="col">Role</th>'
        '<th scope="col">Name</th><th scope="col">Date</th><th scope="col">Signature</th></tr>'
        "</thead><tbody>"
        + "".join(
            f'<tr><th scope="row">{role}</th><td> </td><td> </td><td> </td></tr>'
            for role in ("Team leader", "Quality control", "Programme officer")
        )
        + "</tbody></table></section>"
    )
    return (
        f"{cover}{control}"
        + _list_page("Contents", list(_headings(body)), "contents")
        + _list_page("Tables", list(_captions(body, "table")), "captions")
        + _list_page("Figures", list(_captions(body, "figure")), "captions")
    )


def _headings(body: HtmlElement) -> Iterator[tuple[int, str, str]]:
    """Yield level, anchor and text of the chapter headings and their first subdivision."""
    for number, heading in enumerate(body.xpath(".//h1|.//h2|.//h3")):
        anchor = heading.get("id")
        if not anchor:
            anchor = f"heading-{number}"
            heading.set("id", anchor)
        yield int(heading.tag[1]), anchor, " ".join(heading.text_content().split())
    for part in body.xpath(".//p[@class='caption' and @role='heading']"):
        part.set("class", "caption part")


def _captions(body: HtmlElement, kind: str) -> Iterator[tuple[int, str, str]]:
    path = ".//table[@id]/caption" if kind == "table" else ".//figure[@id]/figcaption"
    for caption in body.xpath(path):
        number = caption.xpath(".//span[@class='caption-number']")
        text = caption.xpath(".//span[@class='caption-text']")
        if number and text:
            shown = " ".join((number[0].text_content() + " " + text[0].text_content()).split())
            yield 2, caption.getparent().get("id"), shown


def _list_page(title: str, entries: list[tuple[int, str, str]], kind: str) -> str:
    lines = "".join(
        f'<li class="level-{level}"><a href="#{markup.escape(anchor)}">{markup.escape(text)}</a>'
        "</li>"
        for level, anchor, text in entries
    )
    if not lines:
        return ""
    return (
        f'<section class="list-page {kind}"><h2 class="front">{title}</h2><ul>{lines}</ul></section>'
    )


def _make_ids_unique(body: HtmlElement) -> None:
    """Rename repeated ids (two chapters may each have a section 'Limits'); the first keeps its."""
    seen: set[str] = set()
    for element in body.xpath(".//*[@id]"):
        name = unique = element.get("id")
        count = 1
        while unique in seen:
            count += 1
            unique = f"{name}-{count}"
        seen.add(unique)
        element.set("id", unique)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


if __name__ == "__main__":
    sys.exit(write_single_page())
