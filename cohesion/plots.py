"""One look for every chart: type, colours, direct labels, sizes that fit print and phone.

Colours: the Okabe–Ito palette (safe for colour-blind readers), darkened where a colour carries
text or a thin line, so that contrast against white is at least 4.5 : 1 (:mod:`cohesion.contrast`
computes it, and a build with less fails).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from cycler import cycler
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

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

#: The order in which lines and groups take their colours.
SERIES = ("blue", "orange", "green", "purple", "sky", "ochre")

#: Light to dark, for quantities; and two-sided around zero.
SEQUENTIAL = ("#e8f1f7", "#b5d3e7", "#78add2", "#3a7fb1", "#00588f")
DIVERGING = ("#00588f", "#78add2", "#f2f2f2", "#e39a66", "#b34700")

#: A white edge keeps a label readable where it crosses a line or a point.
HALO = (withStroke(linewidth=2.2, foreground="white"),)

#: Where a label may stand beside its point (offset in points, alignment), the preferred first.
_LABEL_PLACES = (
    (5, 0, "left", "center"), (4, 3, "left", "bottom"), (4, -3, "left", "top"),
    (-5, 0, "right", "center"), (0, 5, "center", "bottom"), (0, -5, "center", "top"),
    (-4, 3, "right", "bottom"), (-4, -3, "right", "top"),
)  # fmt: skip

#: Inches. Charts are drawn at the width of a column in print, so that type stays legible there
#: and on a phone.
WIDTH = 5.2


@functools.cache
def _use_packaged_font() -> None:
    import font_source_sans_pro

    for name in ("Regular", "Bold", "It", "Semibold"):
        file = Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{name}.ttf"
        font_manager.fontManager.addfont(str(file))


def theme() -> None:
    """Set the look of every chart that is drawn from now on."""
    _use_packaged_font()
    mpl.rcParams.update(
        {
            "axes.prop_cycle": cycler(color=[PALETTE[name] for name in SERIES]),
            "font.family": "Source Sans Pro",
            "font.size": 10.5,
            "axes.titlesize": 10.5,
            "axes.labelsize": 10.5,
            "xtick.labelsize": 10,
            "ytick.labelsize": 10,
            "legend.fontsize": 9.5,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": PALETTE["grey"],
            "axes.labelcolor": PALETTE["ink"],
            "text.color": PALETTE["ink"],
            "xtick.color": PALETTE["ink"],
            "ytick.color": PALETTE["ink"],
            "axes.titleweight": "semibold",
            "axes.titlelocation": "left",
            "axes.unicode_minus": True,
            "figure.facecolor": "white",
            "savefig.facecolor": "white",
            "figure.constrained_layout.use": True,
            "svg.fonttype": "path",
            "lines.linewidth": 1.8,
        }
    )


def new_figure(
    rows: int = 1, columns: int = 1, *, height: float = 3.4, width: float = WIDTH, **options
) -> tuple[Figure, Axes | np.ndarray]:
    """Return a themed figure and its axes (``options`` go to ``plt.subplots``)."""
    theme()
    return plt.subplots(rows, columns, figsize=(width, height), **options)


def direct_label(ax: Axes, x: float, y: float, text: str, color: str, **options) -> None:
    """Write a label beside a line's end or a point, in the colour of what it names."""
    style = {"xytext": (5, 0), "textcoords": "offset points", "va": "center", "fontsize": 9,
             "path_effects": HALO}
    ax.annotate(text, (x, y), color=color, **{**style, **options})


def label_points(
    ax: Axes, x: pd.Series, y: pd.Series, names: Mapping[str, str], *, fontsize: float = 9
) -> None:
    """Name some of the points of a scatter, each label where it covers fewest points and labels.

    Call it last, when the limits of the axes are final: places are tried in drawn coordinates.

    Parameters
    ----------
    x, y : Series
        All points, by key.
    names : mapping of str to str
        The points to name: key → label.
    """
    ax.figure.draw_without_rendering()
    points = ax.transData.transform(np.column_stack([x, y]))
    frame = ax.get_tightbbox()
    taken: list[Bbox] = []
    for key, text in names.items():
        label = ax.annotate(text, (x[key], y[key]), xytext=(0, 0), textcoords="offset points",
                            color=PALETTE["ink"], fontsize=fontsize, path_effects=HALO)
        costs = []
        for dx, dy, across, along in _LABEL_PLACES:
            label.set(position=(dx, dy), ha=across, va=along)
            box = label.get_window_extent()
            # A little air around it, so that no label seems to belong to the next point.
            near = Bbox.from_extents(box.x0 - 8, box.y0 - 4, box.x1 + 8, box.y1 + 4)
            costs.append(
                near.count_contains(points)
                - near.contains(*ax.transData.transform((x[key], y[key])))
                + 2 * box.count_overlaps(taken)
                + 3 * (box.x1 > frame.x1 or box.x0 < ax.bbox.x0)
            )
        dx, dy, across, along = _LABEL_PLACES[int(np.argmin(costs))]
        label.set(position=(dx, dy), ha=across, va=along)
        taken.append(label.get_window_extent())


def ranked_dots(
    ax: Axes,
    values: pd.Series,
    *,
    labels: Mapping[str, str] | pd.Series,
    low: pd.Series | None = None,
    high: pd.Series | None = None,
    nation: float | None = None,
    nation_label: str = "Mexico",
    highlight: Sequence[str] = (),
    unit: str = "",
) -> None:
    """Draw one dot per unit in order of value, with its interval and a line for the nation.

    ``values``, ``low`` and ``high`` share their index; ``labels`` maps it to names.
    """
    order = values.dropna().sort_values().index
    position = np.arange(len(order))
    if low is not None and high is not None:
        ax.hlines(position, low[order], high[order], color=PALETTE["light"], linewidth=3, zorder=1)
    colours = [PALETTE["orange"] if key in highlight else PALETTE["blue"] for key in order]
    ax.scatter(values[order], position, c=colours, s=22, zorder=2)
    ax.set_yticks(position, [labels[key] for key in order])
    ax.set_ylim(-0.8, len(order) - 0.2)
    ax.grid(axis="x", color="#eeeeee", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.tick_params(axis="y", length=0)
    if nation is not None:
        ax.axvline(nation, color=PALETTE["grey"], linewidth=1, linestyle=(0, (4, 3)), zorder=0)
        ax.annotate(nation_label, (nation, 1), xycoords=("data", "axes fraction"), xytext=(3, 1),
                    textcoords="offset points", color=PALETTE["grey"], fontsize=9, va="bottom")
    ax.set_xlabel(unit)
