"""Figures on paper: their words become text again, in the report's type.

On the web a figure must look the same without any installed font, so Matplotlib draws each letter
as a shape. In print the font is at hand: as text the words can be searched and copied, the file is
smaller, and the pages are set several times faster.
"""

from __future__ import annotations

import base64
import io
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
_MOVED = re.compile(r"translate\(([\d.]+) ")
#: Letters that type joins into one shape: "ff", "fi", "ft".
_JOINED = re.compile(r"f(?=[a-z])")
_PNG = "data:image/png;base64,"


def print_figure(source: Path, target: Path) -> tuple[float, float]:
    """Write a figure (SVG by Matplotlib) for paper; return its width and height in mm.

    Words become text; one that is more than a row of letters, such as a formula, stays as it is
    drawn. Pictures inside, the shaded municipalities, lose what only a dark page needs.
    """
    tree = etree.parse(str(source))
    root = tree.getroot()
    for comment in list(root.iter(etree.Comment)):
        group = comment.getnext()
        if group is not None and group.tag == f"{_SVG}g":
            _as_text(root, _words(comment.text or ""), group)
    for picture in root.iter(f"{_SVG}image"):
        address = picture.get(_LINK, "")
        if address.startswith(_PNG):
            picture.set(_LINK, _PNG + _on_white(address.removeprefix(_PNG)))
    used = {element.get(_LINK) for element in root.iter(f"{_SVG}use")}
    for definition in list(root.iter(f"{_SVG}path")):
        name = f"#{definition.get('id')}"
        if name.startswith(_LETTERS) and name not in used:
            definition.getparent().remove(definition)
    target.parent.mkdir(parents=True, exist_ok=True)
    # By its name the library would take "%20" in a folder for a blank, and "100%" for a fault.
    with target.open("wb") as written:
        tree.write(written, encoding="utf-8", xml_declaration=True)
    width, height = (float(root.get(side).removesuffix("pt")) for side in ("width", "height"))
    return width * _MM_PER_POINT, height * _MM_PER_POINT


def _words(comment: str) -> str:
    """Return the words that Matplotlib noted before it drew them, with the spaces before them."""
    noted = comment.removeprefix(" ").removesuffix(" ")
    return noted.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _as_text(root: etree._Element, words: str, group: etree._Element) -> None:
    letters = list(group.iter(f"{_SVG}use"))
    names = [use.get(_LINK, "") for use in letters]
    scale = _SCALE.search(group.get("transform", ""))
    styles = {name.removeprefix(_LETTERS).rsplit("-", 1)[0] for name in names}
    fewer = len(words) - len(letters)
    if (
        scale is None
        or not words.strip()
        or not 0 <= fewer <= len(_JOINED.findall(words))
        or not all(name.startswith(_LETTERS) for name in names)
        or len(styles) != 1
        or not styles <= _WEIGHTS.keys()
    ):
        return
    # Spaces before the words, which indent the later lines of a label, would be lost in SVG.
    first = letters[len(words) - len(words.lstrip())]
    moved = _MOVED.match(first.get("transform", ""))
    indent = f" translate({float(moved[1]) * float(scale[1]):g} 0)" if moved else ""
    text = etree.Element(
        f"{_SVG}text",
        {
            "style": group.get("style", ""),
            "transform": group.get("transform")[: scale.start()] + indent,
            "font-family": "Source Sans Pro, DejaVu Sans",
            "font-size": f"{float(scale[1]) * _DRAWN_SIZE:g}",
            "font-weight": _WEIGHTS[styles.pop()],
        },
    )
    text.text = words.strip()
    text.tail = group.tail
    # Letters that a later word still needs are defined inside the group that goes.
    for definitions in group.iter(f"{_SVG}defs"):
        root.insert(0, definitions)
    group.getparent().replace(group, text)


def _on_white(picture: str) -> str:
    """Return a picture (PNG, base64) on white and in 256 colours, which are more than it shows.

    A map has some seven colours, all others are the softened edges between them; a file of 256
    holds it in half the space (see ``smaller.few_colours``).
    """
    from PIL import Image

    with Image.open(io.BytesIO(base64.b64decode(picture))) as drawn:
        page = Image.new("RGBA", drawn.size, "white")
        page.alpha_composite(drawn.convert("RGBA"))
    out = io.BytesIO()
    few = page.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, format="PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")
