"""The fonts of the pages: the letters that the report uses, as WOFF2 beside the style sheets.

The typeface is the one of the charts and of the paper edition, from the locked package; nothing is
fetched. The theme's icons come from its own font, of which eleven signs are shown.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import fontTools
from fontTools.ttLib import TTFont

from cohesion import paths
from cohesion.files import hashes

_CODE = Path(__file__)

#: Name in the style sheet → file of the package. Bold is set in the semibold cut, as on paper.
FACES = {"regular": "Regular", "semibold": "Semibold", "italic": "It"}
#: Letters of Western European languages, typographic signs and the arrows and signs of the texts.
LETTERS = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x3A3, 0x3B1, 0x3B2, 0x3C1, 0x3C3,
    *range(0x2010, 0x2028), 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC,
    0x2122, *range(0x2190, 0x2194), 0x2206, 0x2211, 0x2212, 0x221A, 0x2248, 0x2260, 0x2264, 0x2265,
    0x25B2, 0x25BC, 0x2070, *range(0x2074, 0x207A), *range(0x2080, 0x208A),
)  # fmt: skip
FEATURES = ("kern", "liga", "mark", "mkmk", "tnum", "lnum", "frac", "sups", "ccmp", "locl")
#: The signs of the theme's icon font that its templates and style sheets show on our pages.
ICONS = (
    "angle-left", "angle-right", "arrow-up", "bars", "check", "chevron-down", "chevron-right",
    "circle-half-stroke", "copy", "file-lines", "house", "list", "magnifying-glass", "moon",
    "outdent", "sun", "xmark",
)  # fmt: skip
_ICON_FONT = "fa-solid-900"


def write_faces(folder: Path) -> list[Path]:
    """Write the faces of the report's typeface into a folder; return their files."""
    import font_source_sans_pro

    package = Path(font_source_sans_pro.font_directory)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, cut in FACES.items():
        target = folder / f"report-sans-{name}.woff2"
        reduce(package / f"SourceSansPro-{cut}.ttf", target, LETTERS, FEATURES)
        written.append(target)
    return written


def reduce(
    source: Path, target: Path, letters: Iterable[int], features: Iterable[str] = ()
) -> None:
    """Write a font with some of its letters as WOFF2; the same bytes every time.

    What was made before from the same font, letters and code is kept, and copied.
    """
    letters, features = sorted(set(letters)), list(features)
    made_from = (
        hashes.file_hash(source), letters, features, fontTools.version, hashes.file_hash(_CODE)
    )  # fmt: skip
    kept = paths.BUILD / "fonts" / f"{hashes.sha256(repr(made_from).encode())}.woff2"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        # Two builds beside each other may both make it; whichever is whole takes the place.
        fresh = kept.with_name(f".{kept.name}.{os.getpid()}")
        _reduce(source, fresh, letters, features)
        fresh.replace(kept)
    shutil.copyfile(kept, target)


def _reduce(source: Path, target: Path, letters: list[int], features: list[str]) -> None:
    # Only now: it takes a while to load, and what was made before is mostly kept.
    from fontTools import subset

    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(layout_features=features, hinting=False, notdef_outline=True)
    options.flavor = "woff2"
    options.drop_tables += ["DSIG"]
    reducer = subset.Subsetter(options)
    reducer.populate(unicodes=letters)
    reducer.subset(font)
    subset.save_font(font, target, options)


def reduce_icons(static: Path) -> None:
    """Leave the theme's icon font only the signs that the pages show, and drop what has no use."""
    folder = static / "vendor" / "fontawesome" / "webfonts"
    full = folder / f"{_ICON_FONT}.ttf"
    if full.is_file():
        small = folder / f"{_ICON_FONT}.woff2"
        reduce(full, small, icon_codes(full, ICONS))
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name != f"{_ICON_FONT}.woff2":
            file.unlink()
    for file in (static / "scripts").glob("fontawesome.js*"):
        file.unlink()


def icon_codes(font_file: Path, names: Iterable[str]) -> list[int]:
    """Return the code points of some icons, by the names of their glyphs.

    Raises
    ------
    KeyError
        The font has no icon of that name.
    """
    known: dict[str, list[int]] = {}
    for code, glyph in TTFont(font_file).getBestCmap().items():
        known.setdefault(glyph, []).append(code)
    return sorted(code for name in names for code in known[name])
