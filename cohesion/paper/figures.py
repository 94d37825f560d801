"""Figures on paper: their words become text again, in the report's type.

On the web a figure must look the same without any installed font, so Matplotlib draws each letter
as a shape. In print the font is at hand: as text the words can be searched and copied, the file is
smaller, and the pages are set several times faster.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
#: Matplotlib draws letters at this size and scales them.
_DRAWN_SIZE = 100.0
_MM_PER_POINT = 25.4 / 72
_LETTERS = "#SourceSansPro-"
_WEIGHTS = {"Regular": "400", "Semibold": "600", "Bold": "700"}
_SCALE = re.compile(r"\s*scale\(([\d.]+) -\1\)\s*$")


def print_figure(source: Path, target: Path) -> tuple[float, float]:
    """Write a figure (SVG by Matplotlib) with its words as text; return width and height in mm.

    A word that is more than a row of single letters, such as a formula, stays as it is drawn.
    """
    tree = etree.parse(str(source))
    root = tree.getroot()
    for comment in list(root.iter(etree.Comment)):
        group = comment.getnext()
        if group is not None and group.tag == f"{_SVG}g":
            _as_text(root, (comment.text or "").strip(), group)
    used = {element.get(_LINK) for element in root.iter(f"{_SVG}use")}
    for definition in list(root.iter(f"{_SVG}path")):
        name = f"#{definition.get('id')}"
        if name.startswith(_LETTERS) and name not in used:
            definition.getparent().remove(definition)
    target.parent.mkdir(parents=True, exist_ok=True)
    tree.write(str(target), encoding="utf-8", xml_declaration=True)
    width, height = (float(root.get(side).removesuffix("pt")) for side in ("width", "height"))
    return width * _MM_PER_POINT, height * _MM_PER_POINT


def _as_text(root: etree._Element, words: str, group: etree._Element) -> None:
    letters = [use.get(_LINK, "") for use in group.iter(f"{_SVG}use")]
    scale = _SCALE.search(group.get("transform", ""))
    styles = {letter.removeprefix(_LETTERS).rsplit("-", 1)[0] for letter in letters}
    if (
        scale is None
        or len(letters) != len(words)
        or not all(letter.startswith(_LETTERS) for letter in letters)
        or len(styles) != 1
        or not styles <= _WEIGHTS.keys()
    ):
        return
    text = etree.Element(
        f"{_SVG}text",
        {
            "style": group.get("style", ""),
            "transform": group.get("transform")[: scale.start()],
            "font-family": "Source Sans Pro, DejaVu Sans",
            "font-size": f"{float(scale[1]) * _DRAWN_SIZE:g}",
            "font-weight": _WEIGHTS[styles.pop()],
        },
    )
    text.text = words
    text.tail = group.tail
    # Letters that a later word still needs are defined inside the group that goes.
    for definitions in group.iter(f"{_SVG}defs"):
        root.insert(0, definitions)
    group.getparent().replace(group, text)
