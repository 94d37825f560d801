"""Figures inside the page: words as text, colours that follow the theme, no size that jumps.

Matplotlib draws each letter as a shape, so that a figure looks the same without any installed font.
In the page the report's typeface is at hand: as text the words are found by the browser's search,
can be selected, and the page is smaller. Colours become variables with a twin for the dark theme
(:mod:`cohesion.charts.dark`); white, which is the ground, becomes the ground of the page.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from PIL import Image

from cohesion.charts.dark import on_dark
from cohesion.formats import NBSP

SVG = "http://www.w3.org/2000/svg"
_SVG = f"{{{SVG}}}"
_LINK = "{http://www.w3.org/1999/xlink}href"
#: Matplotlib draws letters at this size and scales them.
_DRAWN_SIZE = 100.0
_LETTERS = "#SourceSansPro-"
_JOINED = "ft"
_WEIGHTS = {"Regular": "400", "Semibold": "600", "Bold": "600", "It": "400"}
_SCALE = re.compile(r"\s*scale\(([\d.]+) -\1\)\s*$")
#: A colour as Matplotlib writes it.
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_NUMBER = re.compile(r"-?\d+\.\d+")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_PIXELS_PER_POINT = 4 / 3
#: A figure may grow to this many times the width it was drawn for, and no label smaller than this.
GROWTH, LEAST_LABEL = 1.3, 10.0
#: Colours of a picture inside a figure: classes, edges and what lies between them.
_COLOURS = 128
#: From so many signs on a path is an outline of many points.
_OUTLINE = 300
_MARK = re.compile(r"[A-Za-z]|-?\d*\.?\d+")
_DEFAULT_STYLE = "stroke-linejoin: round; stroke-linecap: butt"


@dataclass(frozen=True)
class Drawing:
    """A figure for the page: its markup, its colours, its width and the least that it needs."""

    markup: str
    colours: frozenset[str]
    width: int
    least: int


def drawing(file: Path, name: str, alternative: str) -> Drawing:
    """Return a figure of Matplotlib as markup for a page.

    Parameters
    ----------
    file : Path
        The figure as SVG, letters as shapes or as text.
    name : str
        Its label; what it defines is called after it, so that several fit in one page.
    alternative : str
        What it shows, for readers who do not see it.
    """
    root = etree.parse(str(file), etree.XMLParser(remove_blank_text=True)).getroot()
    for comment in list(root.iter(etree.Comment)):
        group = comment.getnext()
        if group is not None and group.tag == f"{_SVG}g":
            # Between a blank and a blank: those of the words themselves indent a line.
            _words(root, html.unescape(comment.text or "").removeprefix(" ").rstrip(), group)
    for dropped in [*root.iter(etree.Comment), *root.iter(f"{_SVG}metadata"),
                    *root.iter(f"{_SVG}style")]:  # fmt: skip
        _without(dropped)
    _drop_unused(root)
    sizes = [size for text in root.iter(f"{_SVG}text") for size in _size(text)]
    _ground(root)
    colours = _variables(root)
    _names(root, name)
    for picture in root.iter(f"{_SVG}image"):
        picture.set(_LINK, _lighter(picture.get(_LINK, "")))
    for element in root.iter():
        for key in ("d", "points", "transform", "x", "y"):
            if key in element.attrib:
                value = " ".join(element.attrib[key].split())
                outline = key == "d" and len(value) > _OUTLINE
                element.attrib[key] = _steps(value) if outline else _NUMBER.sub(_short, value)
    width, height = (float(root.get(side).removesuffix("pt")) for side in ("width", "height"))
    pixels = width * _PIXELS_PER_POINT
    for key in ("width", "height", "version"):
        root.attrib.pop(key, None)
    root.set("viewBox", f"0 0 {width:.4g} {height:.4g}")
    root.set("class", "drawing")
    root.set("role", "img")
    root.set("aria-label", alternative)
    root.set("style", f"{_DEFAULT_STYLE}; aspect-ratio: {width:.4g} / {height:.4g}")
    etree.cleanup_namespaces(root)
    markup = etree.tostring(root, encoding="unicode")
    markup = markup.replace(f' xmlns="{SVG}"', "", 1).replace("xlink:href=", "href=")
    markup = markup.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    smallest = min(sizes, default=LEAST_LABEL) * _PIXELS_PER_POINT
    return Drawing(markup, frozenset(colours), round(pixels * GROWTH),
                   round(pixels * LEAST_LABEL / smallest))  # fmt: skip


def style_sheet(colours: Iterable[str]) -> str:
    """Return the style sheet that gives every colour of the figures its value in both themes."""
    known = sorted(set(colours))
    light = "".join(f"--c-{colour[1:]}:{colour};" for colour in known)
    dark = "".join(f"--c-{colour[1:]}:{on_dark(colour)};" for colour in known)
    return f":root{{{light}}}\n@media screen{{html[data-theme=dark]{{{dark}}}}}\n"


def _words(root: etree._Element, words: str, group: etree._Element) -> None:
    """Put text in the place of a row of letters; what is more than that (a formula) stays."""
    letters = [use.get(_LINK, "") for use in group.iter(f"{_SVG}use")]
    scale = _SCALE.search(group.get("transform", ""))
    cuts = {letter.removeprefix(_LETTERS).rsplit("-", 1)[0] for letter in letters}
    drawn = [letter for letter in words if not letter.isspace()]
    # Letters that the typeface joins ("ff", "ft") are one shape; a formula stays as it is drawn.
    joined = sum(letter in _JOINED for letter in drawn)
    all_there = len(drawn) - joined <= len(letters) <= len(words)
    if scale is None or "$" in words or not all_there:
        return
    if len(cuts) != 1 or not cuts <= _WEIGHTS.keys():
        return
    cut = cuts.pop()
    text = etree.Element(f"{_SVG}text", {
        "transform": group.get("transform")[: scale.start()],
        "font-size": f"{float(scale[1]) * _DRAWN_SIZE:g}",
    })  # fmt: skip
    if group.get("style"):
        text.set("style", group.get("style"))
    if _WEIGHTS[cut] != "400":
        text.set("font-weight", _WEIGHTS[cut])
    if cut == "It":
        text.set("font-style", "italic")
    # A page shows only such blanks at the beginning of a text.
    text.text = words.lstrip().rjust(len(words), NBSP)
    # Letters that a later word still needs are defined inside the group that goes.
    for definitions in list(group.iter(f"{_SVG}defs")):
        root.insert(0, definitions)
    group.getparent().replace(group, text)


def _size(text: etree._Element) -> list[float]:
    """Return the size of a text in points, if it is given."""
    given = text.get("font-size") or ""
    found = re.search(r"font(?:-size)?:[^;]*?([\d.]+)px", text.get("style") or "")
    return [float(given or found[1])] if given or found else []


def _drop_unused(root: etree._Element) -> None:
    used = {element.get(_LINK) for element in root.iter(f"{_SVG}use")}
    for definition in list(root.iter(f"{_SVG}path")):
        name = f"#{definition.get('id')}"
        if definition.get("id") and name not in used and name.startswith(_LETTERS):
            _without(definition)
    for definitions in list(root.iter(f"{_SVG}defs")):
        if not len(definitions):
            _without(definitions)


def _ground(root: etree._Element) -> None:
    """Drop the white sheet behind a figure and behind its axes: the page is the ground."""
    for group in list(root.iter(f"{_SVG}g")):
        if (group.get("id") or "").startswith(("figure_", "axes_")):
            first = next(iter(group), None)
            path = first[0] if first is not None and len(first) == 1 else None
            if path is not None and (path.get("style") or "").replace(" ", "") == "fill:#ffffff":
                _without(first)


def _variables(root: etree._Element) -> set[str]:
    found: set[str] = set()

    def variable(match: re.Match[str]) -> str:
        colour = match[0].lower()
        found.add(colour)
        return f"var(--c-{colour[1:]},{colour})"

    # A picture inside the figure keeps its colours on dark ground, and so must its legend.
    pictured = next(root.iter(f"{_SVG}image"), None) is not None
    for element in root.iter():
        style = element.get("style")
        if style:
            style = "; ".join(part.strip() for part in style.split(";") if part.strip())
            if not pictured or element.tag == f"{_SVG}text":
                style = COLOUR.sub(variable, style)
            element.set("style", style)
    return found


def _names(root: etree._Element, name: str) -> None:
    """Call what is defined after the figure, and drop names that nothing refers to."""
    used = {element.get(_LINK, "")[1:] for element in root.iter(f"{_SVG}use")}
    for element in root.iter():
        for value in element.attrib.values():
            used.update(_REFERENCE.findall(value))
    order = {old: f"{name}-{place}" for place, old in enumerate(sorted(used - {""}), start=1)}
    for element in root.iter():
        own = element.attrib.pop("id", None)
        if own in order:
            element.set("id", order[own])
        if element.get(_LINK, "")[1:] in order:
            element.set(_LINK, f"#{order[element.get(_LINK)[1:]]}")
        for key, value in element.attrib.items():
            if "url(#" in value:
                element.set(key, _REFERENCE.sub(lambda m: f"url(#{order[m[1]]})", value))


def _lighter(address: str) -> str:
    """Return a picture inside a figure, a map of flat colours, with a palette: far fewer bytes.

    Parameters
    ----------
    address : str
        Its address with the picture in it, a PNG with four channels.
    """
    start, _, data = address.partition(",")
    with Image.open(io.BytesIO(base64.b64decode(unquote(data)))) as picture:
        few = picture.convert("RGBA").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE)
    kept = io.BytesIO()
    few.save(kept, "PNG", optimize=True)
    return f"{start},{base64.b64encode(kept.getvalue()).decode('ascii')}"


def _short(match: re.Match[str]) -> str:
    """Return a number with two decimals, or four digits where it is small: scales are."""
    number = float(match[0])
    if 0 < abs(number) < 0.1:
        return f"{number:.4g}"
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _steps(path: str) -> str:
    """Return an outline of many points as steps from each to the next, in tenths of a point.

    No eye sees more of it, and steps are short: a map takes half of the bytes.

    Parameters
    ----------
    path : str
        Straight lines between given points (``M``, ``L``, ``z``); any other path only loses
        decimals.

    >>> _steps("M 10 20.04 L 11 20.06 L 11.04 20.12 L 9.5 20.1 z")
    'M10 20l1 .1l-1.5 0z'
    """
    marks = _MARK.findall(path)
    if not {mark for mark in marks if mark.isalpha()} <= {"M", "L", "z"}:
        return _NUMBER.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), path)
    found: list[str] = []
    sign, here, start = "", (0, 0), (0, 0)
    queue = iter(marks)
    for mark in queue:
        if mark == "z":
            found.append(mark)
            here = start
            continue
        if mark.isalpha():
            sign, mark = mark, next(queue)
        there = (round(float(mark) * 10), round(float(next(queue)) * 10))
        if sign == "M":
            found.append(f"M{_tenths(there[0])} {_tenths(there[1])}")
            start = there
        elif there != here:
            found.append(f"l{_tenths(there[0] - here[0])} {_tenths(there[1] - here[1])}")
        # Further points after one that is moved to are joined to it.
        sign, here = "L", there
    return "".join(found)


def _tenths(number: int) -> str:
    """Return tenths as they are written shortest.

    >>> _tenths(-5), _tenths(120), _tenths(0)
    ('-.5', '12', '0')
    """
    return f"{number / 10:g}".replace("0.", ".", 1) if abs(number) < 10 else f"{number / 10:g}"


def _without(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
