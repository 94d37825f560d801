"""Contrast of the colours of pages and charts, computed as WCAG 2.1 defines it.

The colours are read from the style sheets that the pages load and from the charts' palette, so
that a changed colour changes the table of the quality-control chapter and fails its test.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from cohesion import paths
from cohesion.charts.dark import on_dark
from cohesion.charts.theme import PALETTE
from cohesion.errors import DataError
from cohesion.files import yaml

BOOK_CSS = paths.BOOK / "static" / "book.css"
THEMES = ("light", "dark")
#: Ratios that WCAG 2.1 asks for at level AA: text (1.4.3), and signs such as an outline (1.4.11).
TEXT, SIGN = 4.5, 3.0
#: Palette colours that fill areas and carry no text.
_FILLS = ("light",)

#: What is written, the variable of its colour, the variable of what it stands on, what is needed.
PAIRS: tuple[tuple[str, str, str, float], ...] = (
    ("Text", "--pst-color-text-base", "--pst-color-background", TEXT),
    ("Menus and small text of the theme", "--pst-color-text-muted", "--pst-color-background", TEXT),
    ("Search button", "--pst-color-text-muted", "--pst-color-surface", TEXT),
    ("Links", "--pst-color-link", "--pst-color-background", TEXT),
    ("Links under the pointer", "--pst-color-link-hover", "--pst-color-background", TEXT),
    ("Numbers of tables and figures", "--report-accent", "--pst-color-background", TEXT),
    ("Sources and notes", "--report-muted", "--pst-color-background", TEXT),
    ("Text of the answer box", "--pst-color-text-base", "--report-tint", TEXT),
    ("Figures in the answer box", "--report-accent", "--report-tint", TEXT),
    ("Text of the box of limits", "--pst-color-text-base", "--report-limit-tint", TEXT),
    ("Heading of the box of limits", "--report-limit", "--report-limit-tint", TEXT),
    ("Text of the band with hindsight", "--pst-color-text-base", "--report-hindsight-tint", TEXT),
    ("Words in front of that band", "--report-hindsight", "--report-hindsight-tint", TEXT),
    ("What is proposed or chosen", "--report-chosen", "--pst-color-background", TEXT),
    ("Words of the main button", "--report-accent-ink", "--report-accent", TEXT),
    ("Edges of fields and buttons", "--report-edge", "--pst-color-background", SIGN),
    ("Names of files and commands", "--pst-color-inline-code", "--pst-color-surface", TEXT),
    ("Outline of what has the focus", "--report-accent", "--pst-color-background", SIGN),
)

_BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"(--[\w-]+)\s*:\s*([^;]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def luminance(colour: str) -> float:
    """Return the relative luminance (0–1) of a colour written ``#rgb`` or ``#rrggbb``."""
    digits = colour.strip().lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        raise DataError(f"'{colour}' is not a colour.", cure="Write it as #rrggbb.")
    return _luminance([int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)])


def _luminance(channels: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(first: str, second: str) -> float:
    """Return the contrast ratio (1–21) of two colours.

    >>> round(ratio("#000000", "#ffffff"), 1)
    21.0
    """
    light = sorted((luminance(colour) for colour in (first, second)), reverse=True)
    return (light[0] + 0.05) / (light[1] + 0.05)


def variables(theme: str, sheets: list[str]) -> dict[str, str]:
    """Return the colour variables of a theme ('light' or 'dark'); later sheets prevail."""
    selectors = {":root", "html", f"html[data-theme={theme}]"}
    found: dict[str, str] = {}
    for sheet in sheets:
        for names, block in _BLOCK.findall(_COMMENT.sub("", sheet)):
            if {name.strip().replace('"', "") for name in names.split(",")} & selectors:
                found |= {name: value.strip() for name, value in _VARIABLE.findall(block)}
    return found


def colour_of(name: str, known: dict[str, str]) -> str:
    """Return the colour that a variable stands for, through other variables if need be."""
    for _ in range(8):
        if name not in known:
            break
        value = known[name]
        if not value.startswith("var("):
            return value
        name = value.removeprefix("var(").rstrip(") ").strip()
    raise DataError(
        f"the style sheets give '{name}' no colour.",
        file=BOOK_CSS,
        cure="Name a variable that the theme or book.css sets.",
    )


def style_sheets() -> list[str]:
    """Return the style sheets that set colours, in the order in which a page loads them."""
    import pydata_sphinx_theme
    import sphinx_book_theme

    styles = Path("static") / "styles"
    files = (
        Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / styles
        / "pydata-sphinx-theme.css",
        Path(sphinx_book_theme.__file__).parent / "theme" / "sphinx_book_theme" / styles
        / "sphinx-book-theme.css",
        BOOK_CSS,
    )  # fmt: skip
    return [file.read_text(encoding="utf-8") for file in files]


def code_colours(theme: str) -> list[str]:
    """Return the colours of code in a theme, from the highlighting style of ``_config.yml``."""
    from pygments.styles import get_style_by_name

    settings = yaml.read(paths.ROOT / "_config.yml")
    options = settings["sphinx"]["config"]["html_theme_options"]
    style = get_style_by_name(options[f"pygments_{theme}_style"])
    return sorted({f"#{token['color']}" for _, token in style if token["color"]})


def table() -> pd.DataFrame:
    """Return the contrast of every pair of colours in both themes, with what is needed.

    Returns
    -------
    DataFrame
        Index: what is written on what; columns 'Light', 'Dark' (ratios) and 'Needed'.
    """
    sheets = style_sheets()
    known = {theme: variables(theme, sheets) for theme in THEMES}
    rows: dict[str, list[float]] = {}
    for what, ink, ground, needed in PAIRS:
        rows[what] = [
            *(ratio(colour_of(ink, known[t]), colour_of(ground, known[t])) for t in THEMES), needed
        ]  # fmt: skip
    rows["Code, its faintest colour"] = [
        *(min(ratio(colour, colour_of("--pst-color-surface", known[theme]))
              for colour in code_colours(theme)) for theme in THEMES), TEXT,
    ]  # fmt: skip
    for name, colour in PALETTE.items():
        if name not in _FILLS:
            rows[f"Charts: {name} on the page"] = [
                ratio(colour, "#ffffff"), ratio(on_dark(colour), on_dark("#ffffff")), TEXT
            ]  # fmt: skip
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["Light", "Dark", "Needed"]
    ).rename_axis("What stands on its background")


def check(frame: pd.DataFrame) -> int:
    """Return how many ratios were computed; raise :class:`DataError` if one is too low."""
    for theme in ("Light", "Dark"):
        low = frame[frame[theme] < frame["Needed"]]
        if not low.empty:
            raise DataError(
                f"the contrast of '{low.index[0]}' is {low[theme].iloc[0]:.2f} : 1 in the "
                f"{theme.lower()} theme, {low['Needed'].iloc[0]:g} : 1 is needed.",
                file=BOOK_CSS,
                cure="Choose a darker ink or a lighter ground (the reverse in the dark theme).",
            )
    return 2 * len(frame)
