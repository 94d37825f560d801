"""What a page owes readers who do not see it or use no mouse, as far as a program can tell.

Every function looks at the things of one kind in a page and yields one text for each: empty if
the thing is right, otherwise what is wrong with it. The rules are those of WCAG 2.1 that can be
read from the page itself; contrast is computed in :mod:`cohesion.checking.contrast`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

_SCOPES = ("col", "row", "colgroup", "rowgroup")
_REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
#: The languages in which pages are built.
LANGUAGES = ("en", "es-MX")
_SCROLL_BOX = "pst-scrollable-table-container"


def declarations(document: HtmlElement) -> Iterator[str]:
    """Look at the page as a whole: language, title, skip link, width; one text for the page."""
    wrong = []
    if document.get("lang") not in LANGUAGES:
        wrong.append(f"its language is '{document.get('lang')}'")
    if not (document.findtext(".//title") or "").strip():
        wrong.append("it has no title")
    # Pages without the theme's frame (none today) have no navigation to skip.
    if document.xpath("//nav") and not document.xpath("//a[starts-with(@href, '#main-content')]"):
        wrong.append("no link skips to its text")
    if document.xpath("//nav") and not document.xpath("//meta[@name='viewport']"):
        wrong.append("it does not fit its width to a phone")
    yield ", ".join(wrong)


def pictures(document: HtmlElement) -> Iterator[str]:
    """Look at pictures: each has a text in its place."""
    for image in document.iter("img"):
        alt = (image.get("alt") or "").strip()
        yield "" if alt else f"the picture {image.get('src')} has no alt text"
    for drawing in document.xpath("//svg[@role='img' or not(@aria-hidden='true')]"):
        named = drawing.get("aria-label") or drawing.get("aria-labelledby")
        named = named or drawing.xpath("./*[local-name()='title']")
        right = named or drawing in _hidden_elements(document)
        yield "" if right else f"a drawing has no name: {_shown(drawing)}"


def header_cells(document: HtmlElement) -> Iterator[str]:
    """Look at header cells: each says whether it heads a row or a column."""
    for article in document.xpath("//article"):
        for cell in article.iter("th"):
            right = cell.get("scope") in _SCOPES
            text = " ".join(cell.text_content().split())[:40]
            yield "" if right else f"a header cell has no scope: '{text}'"


def tables(document: HtmlElement) -> Iterator[str]:
    """Look at tables: each has a caption or a name, and the head of at least one column."""
    for table in document.xpath("//article//table"):
        if "indextable" in (table.get("class") or ""):
            continue  # the index sets its entries in columns with a table that has no cells of data
        if not (table.xpath("./caption") or table.get("aria-label")):
            yield f"a table has neither caption nor name: {_shown(table)}"
        elif not table.xpath(".//th[@scope='col']"):
            yield f"a table has no column heads: {_shown(table)}"
        else:
            yield ""


def scroll_boxes(document: HtmlElement) -> Iterator[str]:
    """Look at boxes that scroll sideways: the keyboard reaches each, and it has a name."""
    known = set(document.xpath("//@id"))
    for box in document.find_class(_SCROLL_BOX):
        named = (box.get("aria-label") or "").strip() or box.get("aria-labelledby") in known
        right = box.get("role") == "region" and box.get("tabindex") == "0" and named
        yield "" if right else f"a scroll box lacks role, focus or name: {_shown(box)}"


def headings(document: HtmlElement) -> Iterator[str]:
    """Look at headings: none skips a level on the way down."""
    for article in document.xpath("//article"):
        level = 0
        for heading in article.iter("h1", "h2", "h3", "h4", "h5", "h6"):
            now = int(heading.tag[1])
            jumps = now > level + 1
            yield f"h{level} is followed by {_shown(heading)}" if jumps else ""
            level = now


def controls(document: HtmlElement) -> Iterator[str]:
    """Look at buttons, fields and folds: each has a name, and the name says the words it shows."""
    labelled = set(document.xpath("//label/@for"))
    hidden = _hidden_elements(document)
    for control in document.iter("button", "input", "select", "textarea", "summary"):
        if control.get("type") == "hidden" or control in hidden:
            continue
        words = " ".join(control.text_content().split()) if control.tag != "select" else ""
        label = (control.get("aria-label") or "").strip()
        named = label or words or control.get("aria-labelledby") or control.get("title")
        named = named or control.get("id") in labelled or control.xpath("ancestor::label")
        named = named or (control.tag == "input" and control.get("value"))
        if not named:
            yield f"a control has no name: {_shown(control)}"
        elif control.tag == "summary" and label and words:
            yield f"the name hides the words of {_shown(control)}"
        else:
            yield ""


def link_names(document: HtmlElement) -> Iterator[str]:
    """Look at links: each has words, a name, or a picture with a text."""
    hidden = _hidden_elements(document)
    for link in document.xpath("//a[@href]"):
        if link in hidden:
            continue
        named = " ".join(link.text_content().split()) or link.get("aria-label")
        named = named or link.get("aria-labelledby") or link.get("title")
        named = named or "".join(link.xpath(".//img/@alt")).strip()
        yield "" if named else f"a link has no words: {link.get('href')}"


def ids(document: HtmlElement) -> Iterator[str]:
    """Look at ids: none is given twice on a page."""
    seen: set[str] = set()
    for name in document.xpath("//@id"):
        yield f"the id '{name}' is given twice" if name in seen else ""
        seen.add(name)


def references(document: HtmlElement) -> Iterator[str]:
    """Look at attributes that name another element for a screen reader: the element is there."""
    known = set(document.xpath("//@id"))
    for attribute in _REFERRING:
        for value in document.xpath(f"//@{attribute}"):
            for name in value.split():
                yield "" if name in known else f"{attribute} names '{name}', which is not there"
    for name in document.xpath("//label/@for"):
        yield "" if name in known else f"a label is for '{name}', which is not there"


def roles(document: HtmlElement) -> Iterator[str]:
    """Look at lists made by roles: they hold list items, and no entry of a bibliography."""
    for entry in document.xpath("//*[@role='doc-biblioentry']"):
        yield f"an entry of a bibliography stands in a list: {_shown(entry)}"
    for child in document.xpath("//div[@role='list']/*"):
        right = child.get("role") == "listitem"
        yield "" if right else f"not an item of its list: {_shown(child)}"


def _hidden_elements(document: HtmlElement) -> set[HtmlElement]:
    """Return what a screen reader passes over: hidden elements and all that they hold."""
    found: set[HtmlElement] = set()
    for element in document.xpath("//*[@aria-hidden='true' or @hidden]"):
        found.update(element.iter())
    return found


def _shown(element: HtmlElement) -> str:
    """Return what identifies an element to a person: tag, id, class, first words."""
    marks = "".join(f' {key}="{element.get(key)}"' for key in ("id", "class") if element.get(key))
    return f"<{element.tag}{marks}> {' '.join(element.text_content().split())[:40]}".rstrip()
