"""The menu: parts that fold, arrows with names, only the part of the page open.

The theme makes the menu of each page from the contents of the whole book, which takes a tenth of
the time of all pages. The menus differ in addresses and in what is marked as current alone: it is
made once, as for the first page, which stands in no menu, and each page gets its own from that.
"""

from __future__ import annotations

import re

from sphinx.util.osutil import relative_uri

#: Where a list, an entry or a fold of the menu begins or ends, and the links.
_PLACES = re.compile(
    r'<(?P<end>/?)(?:ul|li|details)\b[^>]*>|<a class="[^"]*" href="(?P<to>[^"]*)">'
)
_ABROAD = re.compile(r"^(?:\w+:|#|//)")
#: A chapter of the menu and the arrow that unfolds its pages.
_ARROW = re.compile(r"(>([^<>]*)</a><details[^>]*>)<summary>")


def folded(menu: str) -> str:
    """Return the menu with each part as a fold; the part of the current page is open."""
    pieces = re.split(r'(?=<p aria-level="2" class="caption")', menu)
    return "".join(_fold(piece) for piece in pieces)


def _fold(piece: str) -> str:
    match = re.match(
        r'<p aria-level="2" class="caption" role="heading"><span class="caption-text">(.*?)'
        r"</span></p>(.*)\Z",
        piece,
        re.DOTALL,
    )
    if not match:
        return piece
    name, chapters = match[1], match[2]
    opened = " open" if re.search(r'class="[^"]*\bcurrent\b', chapters) else ""
    # What closes the menu itself stays outside the last fold.
    end = chapters.rfind("</ul>") + len("</ul>")
    return (
        f'<details class="part"{opened}><summary><span role="heading" aria-level="2" '
        f'class="caption-text">{name}</span></summary>{chapters[:end]}</details>{chapters[end:]}'
    )


def named_arrows(menu: str) -> str:
    """Return the menu with each arrow named after the chapter whose pages it unfolds."""
    return _ARROW.sub(
        lambda match: f'{match[1]}<summary aria-label="Pages of {match[2].strip()}">', menu
    )


def of_page(menu: str, page: str) -> str:
    """Return the menu of a page, as the theme makes it, from that of the first page.

    Parameters
    ----------
    menu : str
        The menu with nothing marked, its addresses as from the folder of the book.
    page : str
        Address of the page within that folder, such as ``notebooks/selection.html``.
    """
    current: set[int] = set()
    around: list[int] = []
    # The fold of an entry, by the place of the entry: its link stands before it.
    folds: dict[int, int] = {}
    for match in _PLACES.finditer(menu):
        if match["to"] is not None:
            if match["to"] == page:
                current |= {*around, match.start()}
        elif match["end"]:
            around.pop()
        else:
            if around and match[0].startswith("<details"):
                folds[around[-1]] = match.start()
            around.append(match.start())
    current |= {fold for entry, fold in folds.items() if entry in current}

    def shown(match: re.Match[str]) -> str:
        here = match.start() in current
        if match["to"] is None:
            return _current(match[0]) if here else match[0]
        if here:
            return '<a class="current reference internal" href="#">'
        if _ABROAD.match(match["to"]):
            return match[0]
        return match[0].replace(f'"{match["to"]}"', f'"{relative_uri(page, match["to"])}"')

    return _PLACES.sub(shown, menu)


def _current(tag: str) -> str:
    """Mark a list, an entry or a fold that leads to the current page.

    >>> _current('<ul>'), _current('<li class="toctree-l1 has-children">')
    ('<ul class="current">', '<li class="toctree-l1 current active has-children">')
    """
    if tag.startswith("<li"):
        return re.sub(r"toctree-l\d+", r"\g<0> current active", tag)
    if tag.startswith("<details"):
        return '<details open="open">'
    return tag.replace('class="', 'class="current ') if "class=" in tag else '<ul class="current">'
