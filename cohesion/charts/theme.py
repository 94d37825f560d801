"""One look for every chart: type, colours, direct labels, sizes that fit print and phone.

Colours: the Okabe–Ito palette (safe for colour-blind readers), darkened where a colour carries
text or a thin line, so that contrast against white is at least 4.5 : 1
(:mod:`cohesion.checking.contrast` computes it, and a build with less fails).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from cycler import cycler
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from cohesion import formats

#: Name → colour.
PALETTE: Mapping[str, str] = {
    "blue": "#00588f",
    "orange": "#b34700",
    "green": "#00694d",
    "purple": "#8a3b72",
    "sky": "#1f78b4",
    "ochre": "#7d6200",
    "ink": "#222222",
    "grey": "#666666",
    "light": "#cfcfcf",  # for fills and rules only, never for text
}

#: Grounds and fills that are no series: name → colour.
FILLS: Mapping[str, str] = {
    "grid": "#eeeeee",
    "zone": "#eef3f7",  # a range behind marks: what counts as small, what chance spans
    "neutral": "#dddddd",  # a part that is the same for all
    "chance": "#e6e6e6",  # what chance alone spans
    "placebo": "#a8a8a8",
    "pale": "#b5d3e7",  # a wide interval that dots stand on
    # Parts of one bar that belong together.
    "blue 80": "#3a7fb1",
    "blue 50": "#78add2",
    "blue 25": "#b5d3e7",
    "orange 50": "#e39a66",
    "orange 25": "#f1cdb0",
    "white": "#ffffff",
    # Maps: edges of the key, land that is not spoken of, a place without a figure.
    "edge": "#999999",
    "land": "#e6e6e6",
    "empty": "#e3e3e3",
    # Grounds of cells with words in them, from calm to strong.
    "cell": "#f7f7f7",
    "cell blue": "#eef4f8",
    "cell orange 1": "#fbf0e4",
    "cell orange 2": "#f6dcc4",
    "cell orange 3": "#f0c3a0",
}

#: Every name that a mark may have: what seaborn is given as its palette.
COLOURS: Mapping[str, str] = {**PALETTE, **FILLS}

#: The order in which lines and groups take their colours.
SERIES = ("blue", "orange", "green", "purple", "sky", "ochre")

#: Light to dark, for quantities; and two-sided around zero.
SEQUENTIAL = ("#e8f1f7", "#b5d3e7", "#78add2", "#3a7fb1", "#00588f")
DIVERGING = ("#00588f", "#78add2", "#f2f2f2", "#e39a66", "#b34700")

#: Inches. Charts are drawn at the width of a column in print, so that type stays legible there
#: and on a phone.
WIDTH = 5.2
#: Points. The least size of what is written in a chart: where nothing is smaller, a phone shows the
#: chart whole with letters of ten pixels, else it has to be moved sideways. Less is for charts that
#: name each of many points or cells.
SMALL = 10.0


#: What differs from seaborn's "ticks" on paper.
_OURS = {
    "axes.prop_cycle": cycler(color=[PALETTE[name] for name in SERIES]),
    "patch.facecolor": PALETTE[SERIES[0]],
    "font.size": 10.5,
    "axes.titlesize": 10.5,
    "axes.labelsize": 10.5,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "legend.fontsize": SMALL,
    "legend.title_fontsize": SMALL,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": PALETTE["grey"],
    "axes.labelcolor": PALETTE["ink"],
    "text.color": PALETTE["ink"],
    "xtick.color": PALETTE["ink"],
    "ytick.color": PALETTE["ink"],
    "axes.linewidth": 0.8,
    "xtick.major.width": 0.8,
    "ytick.major.width": 0.8,
    "xtick.minor.width": 0.6,
    "xtick.major.size": 3.5,
    "ytick.major.size": 3.5,
    "xtick.minor.size": 2,
    "axes.titleweight": "semibold",
    "axes.titlelocation": "left",
    # Given, it is not looked for at each drawing: no title has anything between it and its axes.
    "axes.titley": 1.0,
    "axes.unicode_minus": True,
    "grid.color": FILLS["grid"],
    "lines.linewidth": 1.8,
    "lines.markersize": 6,
    "patch.linewidth": 1,
    "lines.solid_capstyle": "projecting",
    # Bars and areas have the edge that they are given, and no white one from the theme.
    "patch.force_edgecolor": False,
    "savefig.facecolor": "white",
    "figure.constrained_layout.use": True,
    "svg.fonttype": "path",
}


@functools.cache
def _use_packaged_font() -> None:
    import font_source_sans_pro

    for name in ("Regular", "Bold", "It", "Semibold"):
        file = Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{name}.ttf"
        font_manager.fontManager.addfont(str(file))


def theme() -> None:
    """Set the look of every chart that is drawn from now on: seaborn's theme, with ours on top."""
    _use_packaged_font()
    sns.set_theme(context="paper", style="ticks", font="Source Sans Pro", rc=_OURS)


def new_figure(
    rows: int = 1, columns: int = 1, *, height: float = 3.4, width: float = WIDTH, **options
) -> tuple[Figure, Axes | np.ndarray]:
    """Return a themed figure and its axes (``options`` go to ``plt.subplots``)."""
    theme()
    return plt.subplots(rows, columns, figsize=(width, height), **options)


def drawn(shape: Callable[..., Any], *data: Any, height: float = 3.4, **options: Any) -> Figure:
    """Return a figure that one shape fills: ``shape`` is called with its axes and the rest."""
    fig, ax = new_figure(height=height)
    shape(ax, *data, **options)
    return fig


def numbers(digits: int) -> FuncFormatter:
    """Return a formatter of ticks: numbers as tables write them, with ``digits`` decimals."""
    return FuncFormatter(lambda value, _: formats.number(value, digits))
