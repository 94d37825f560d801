"""The set file made smaller without a change that a reader could see.

Typst writes places to a hundred-thousandth of a point, says in the tags how thick the rules of a
table are, and stores pictures in three bytes a point. A fifth of the file goes with that.
"""

from __future__ import annotations

import re
from typing import Any

#: Decimals beyond what is seen: two for numbers from ten up, three from one, five below, where
#: the scale of a drawing stands. A hundredth of a point is four thousandths of a millimetre.
_LONG = re.compile(
    rb"(?<![\d.])(\d{2,}\.\d\d)\d+|(?<![\d.])([1-9]\.\d{3})\d+|(?<![\d.])(0?\.\d{5})\d+"
)
#: What the tags say of the look of cells, which only the page shows.
_LOOK = ("/BorderColor", "/BorderStyle", "/BorderThickness")
#: Slower to write, quicker to send: the most that zlib can do.
_LEVEL = 9
_COLOURS = 256


def save(pdf: Any, target: Any) -> None:
    """Write a PDF with all that can be left out left out (``target``: path or binary file)."""
    import pikepdf

    for page in pdf.pages:
        shorten_numbers(page.Contents)
    plain_cells(pdf)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            few_colours(thing)
    pikepdf.settings.set_flate_compression_level(_LEVEL)
    pdf.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=True,
        deterministic_id=True,
        linearize=False,
    )


def shorten_numbers(stream: Any) -> None:
    """Cut the decimals of the places in a page's content that nobody sees.

    The glyphs of a text stand in strings of two bytes each, the higher one below 48 ("0") in every
    font that is used: no text reads as a number. The words are read back afterwards all the same.
    """
    stream.write(_LONG.sub(rb"\1\2\3", stream.read_bytes()))


def plain_cells(pdf: Any) -> None:
    """Leave out of the tags what is said twice: kind of element, rules of cells, unused names."""
    import pikepdf

    named = False
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/StructElem":
            continue
        del thing["/Type"]
        if thing.S not in ("/TD", "/TH"):
            named = named or "/ID" in thing
            continue
        # A cell's name serves lists of heads, which are gone (see ``tags.mark_rows``).
        if "/ID" in thing:
            del thing["/ID"]
        _without_look(thing)
    if not named and "/IDTree" in pdf.Root.StructTreeRoot:
        del pdf.Root.StructTreeRoot["/IDTree"]


def _without_look(cell: Any) -> None:
    import pikepdf

    found = cell.get("/A")
    if found is None:
        return
    kept = []
    for entry in list(found) if isinstance(found, pikepdf.Array) else [found]:
        for name in _LOOK:
            if name in entry:
                del entry[name]
        if set(entry.keys()) - {"/O"}:
            kept.append(entry)
    if kept:
        cell.A = pikepdf.Array(kept)
    else:
        del cell["/A"]


def few_colours(picture: Any) -> None:
    """Store a picture of at most 256 colours as one byte a point and a list of its colours.

    Others, and those that are no plain picture of three bytes a point, stay as they are.
    """
    import numpy as np
    import pikepdf

    space = picture.get("/ColorSpace")
    wide, high = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
    if picture.get("/BitsPerComponent") != 8 or space is None or "/DecodeParms" in picture:
        return
    points = np.frombuffer(picture.read_bytes(), np.uint8)
    if points.size != wide * high * 3 or space == "/Indexed":
        return
    seen, which = np.unique(points.reshape(-1, 3), axis=0, return_inverse=True)
    if len(seen) > _COLOURS:
        return
    picture.write(which.astype(np.uint8).tobytes())
    picture.ColorSpace = pikepdf.Array(
        [pikepdf.Name.Indexed, space, len(seen) - 1, pikepdf.String(seen.tobytes())]
    )
