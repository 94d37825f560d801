"""The menu: parts that fold, arrows with names, only the part of the page open."""

from __future__ import annotations

import re

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
