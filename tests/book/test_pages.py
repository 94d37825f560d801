"""The built pages, read as a browser and a screen reader would read them.

Needs ``make book``; without pages every test here is skipped and says so. Each failure names the
page and the element.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections import Counter
from urllib.parse import unquote, urlsplit

import yaml
from lxml import html

from cohesion import paths
from cohesion.checking import pages as checking_pages

#: A page with its pictures, so that it opens on a slow line.
LARGEST_PAGE = 2_500_000

#: Containers that scroll sideways by themselves, by their class.
SCROLL_BOXES = ("pst-scrollable-table-container", "highlight", "cell_output")

#: Pages that the builder adds; nothing needs to lead there.
GENERATED = {"genindex.html", "search.html"}


@functools.cache
def pages() -> dict[str, html.HtmlElement]:
    """Return every page of the book by its address."""
    files = [file for file in sorted(paths.HTML.rglob("*.html")) if "_static" not in file.parts]
    return {file.relative_to(paths.HTML).as_posix(): html.parse(str(file)).getroot()
            for file in files}  # fmt: skip


def articles() -> list[tuple[str, html.HtmlElement]]:
    """Return the text of every page, without navigation."""
    return [(name, found) for name, page in pages().items() for found in page.xpath("//article")]


def show(element: html.HtmlElement) -> str:
    """Return what identifies an element to a person: tag, id, class, first words."""
    marks = "".join(f' {key}="{element.get(key)}"' for key in ("id", "class") if element.get(key))
    return f"<{element.tag}{marks}> {' '.join(element.text_content().split())[:40]}"


def listed(node: object) -> list[str]:
    """Return every file that the table of contents names."""
    if isinstance(node, list):
        return [name for item in node for name in listed(item)]
    if not isinstance(node, dict):
        return []
    own = [node[key] for key in ("root", "file") if key in node]
    return own + [name for value in node.values() for name in listed(value)]


def expect_none(faults: list[str]) -> None:
    """Fail with all faults, one a line."""
    assert not faults, "\n" + "\n".join(faults[:40])


def test_every_page_of_the_contents_exists():
    contents = yaml.safe_load((paths.ROOT / "_toc.yml").read_text("utf-8"))
    names = [f"{name}.html" for name in listed(contents)]
    assert len(names) == len(set(names)) > 50
    expect_none([f"{name}: not built" for name in names if name not in pages()])


def test_every_page_can_be_reached_from_the_first():
    reached, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in pages():
            continue
        reached.add(name)
        for address in pages()[name].xpath("//a/@href"):
            parts = urlsplit(address)
            if not parts.scheme and parts.path:
                folder = name.rpartition("/")[0]
                # An address above the first page begins with "../": there is no such page.
                waiting.append(posixpath.normpath(f"{folder or '.'}/{unquote(parts.path)}"))
    alone = sorted(set(pages()) - reached - GENERATED)
    expect_none([f"{name}: no link leads here" for name in alone])


def test_no_page_asks_a_third_party_or_lacks_alt_text():
    """Also dead links and header cells without scope: the checks that guard every build."""
    expect_none(checking_pages.check_pages(paths.HTML))


def test_alt_texts_say_more_than_a_name():
    expect_none([
        f"{name}: alt text of {image.get('src')} says too little: '{image.get('alt')}'"
        for name, article in articles()
        for image in article.iter("img")
        if len((image.get("alt") or "").split()) < 5
    ])  # fmt: skip


def test_every_table_has_a_name_and_scoped_headers():
    faults = []
    for name, article in articles():
        for table in article.iter("table"):
            if "indextable" in (table.get("class") or ""):
                continue
            if not (table.xpath("./caption") or table.get("aria-label")):
                faults.append(f"{name}: neither caption nor label: {show(table)}")
            if not table.xpath(".//th[@scope='col']"):
                faults.append(f"{name}: no column heads: {show(table)}")
    expect_none(faults)


def test_the_box_of_a_table_can_be_reached_and_is_named():
    """A wide table scrolls in its box, also by keyboard, and the box says what it holds."""
    faults = []
    for name, page in pages().items():
        known = set(page.xpath("//@id"))
        for box in page.find_class("pst-scrollable-table-container"):
            label = box.get("aria-labelledby")
            named = box.get("aria-label") or label in known
            if box.get("role") != "region" or box.get("tabindex") != "0" or not named:
                faults.append(f"{name}: box without role, focus or name: {show(box)}")
    expect_none(faults)


def test_headings_do_not_jump():
    faults = []
    for name, article in articles():
        level = 0
        for heading in article.iter("h1", "h2", "h3", "h4", "h5", "h6"):
            now = int(heading.tag[1])
            if now > level + 1:
                faults.append(f"{name}: h{level} is followed by {show(heading)}")
            level = now
        if len(article.xpath(".//h1")) == 0 and name not in GENERATED:
            faults.append(f"{name}: no heading of the first level")
    expect_none(faults)


def test_language_title_skip_link_and_size_of_screen_are_declared():
    faults = []
    for name, page in pages().items():
        if page.get("lang") != "en":
            faults.append(f"{name}: <html> has lang='{page.get('lang')}'")
        if len((page.findtext(".//title") or "").strip()) < 10:
            faults.append(f"{name}: <title> is '{page.findtext('.//title')}'")
        if not (page.xpath("//a[@href='#main-content']") and page.xpath("//*[@id='main-content']")):
            faults.append(f"{name}: no link skips to <main id='main-content'>")
        if not page.xpath("//meta[@name='viewport']"):
            faults.append(f"{name}: no <meta name='viewport'>")
    titles = Counter(page.findtext(".//title") for page in pages().values())
    faults += [f"{n} pages share the title '{text}'" for text, n in titles.items() if n > 1]
    expect_none(faults)


def test_no_id_is_given_twice():
    faults = []
    for name, page in pages().items():
        twice = [key for key, count in Counter(page.xpath("//article//@id")).items() if count > 1]
        faults += [f"{name}: id '{key}' is given twice" for key in twice]
    expect_none(faults)


def test_roles_stand_where_they_may():
    """An entry of a bibliography may not stand in a list; a list holds list items."""
    faults = []
    for name, page in pages().items():
        faults += [f"{name}: {show(found)}" for found in page.xpath("//*[@role='doc-biblioentry']")]
        faults += [
            f"{name}: not an item of its list: {show(found)}"
            for found in page.xpath("//div[@role='list']/*[not(@role='listitem')]")
        ]
    expect_none(faults)


def test_a_control_is_called_by_the_words_it_shows():
    expect_none([
        f"{name}: the name hides the words of {show(found)}"
        for name, article in articles()
        for found in article.iter("summary")
        if found.get("aria-label") and found.text_content().strip()
    ])  # fmt: skip


def test_nothing_wide_stands_outside_a_box_that_scrolls():
    faults = []
    for name, article in articles():
        for element in article.iter("table", "pre"):
            above = " ".join(a.get("class") or "" for a in element.iterancestors())
            if element.tag == "pre" and "cite" in above.split():
                # The entry for a bibliography breaks its lines (see below).
                continue
            if not any(box in above for box in SCROLL_BOXES):
                if "indextable" not in (element.get("class") or ""):
                    faults.append(f"{name}: no box scrolls {show(element)}")
        for element in article.xpath(".//*[@style or @width]"):
            fixed = re.search(r"(?<!-)\bwidth:\s*(\d+)px", element.get("style") or "")
            fixed = fixed or re.fullmatch(r"(\d+)(?:px)?", element.get("width") or "")
            if fixed and int(fixed[1]) > 360 and element.tag != "img":
                faults.append(f"{name}: {fixed[1]} px wide: {show(element)}")
    expect_none(faults)


def test_pictures_shrink_and_facts_wrap():
    """The style sheet keeps pictures within the column and lets a long fact break its line."""
    style = (paths.HTML / "_static" / "book.css").read_text("utf-8")
    assert re.search(r"figure\.published img \{[^}]*max-width: 100%", style)
    assert re.search(r"\.pst-scrollable-table-container \{[^}]*overflow-x: auto", style)
    assert not re.search(r"\.fact[^{]*\{[^}]*nowrap", style)
    assert re.search(r"\.page-foot pre \{[^}]*white-space: pre-wrap", style)


def test_pages_with_their_pictures_stay_small():
    faults = []
    for name, page in pages().items():
        folder = (paths.HTML / name).parent
        addresses = page.xpath("//article//img/@src")
        pictures = {(folder / unquote(address)).resolve() for address in addresses}
        size = (paths.HTML / name).stat().st_size + sum(
            file.stat().st_size for file in pictures if file.is_file()
        )
        if size >= LARGEST_PAGE:
            faults.append(f"{name}: {size:,} bytes with its pictures")
    expect_none(faults)


def test_the_search_needs_no_server():
    """The index is a script beside the pages: it also works for pages opened from a folder."""
    index = (paths.HTML / "_static" / "search-index.js").read_text("utf-8")
    assert index.startswith("window.reportSearchIndex={")
    assert "notebooks/selection.html" in index
    (asked,) = [
        source.partition("?")[0]
        for source in pages()["search.html"].xpath("//script/@src")
        if "search" in source
    ]
    assert asked == "_static/search.js"
    # It loads the index as a script, which needs no server as a request would.
    script = (paths.HTML / asked).read_text("utf-8")
    assert '"_static/search-index.js"' in script
    assert "fetch(" not in script and "XMLHttpRequest" not in script
