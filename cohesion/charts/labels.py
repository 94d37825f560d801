"""Labels at lines and points that do not run into each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from cohesion.charts.theme import PALETTE

#: A white edge keeps a label readable where it crosses a line or a point.
HALO = (withStroke(linewidth=2.2, foreground="white"),)

#: Where a label may stand beside its point (offset in points, alignment), the preferred first.
_LABEL_PLACES = (
    (5, 0, "left", "center"), (4, 3, "left", "bottom"), (4, -3, "left", "top"),
    (-5, 0, "right", "center"), (0, 5, "center", "bottom"), (0, -5, "center", "top"),
    (-4, 3, "right", "bottom"), (-4, -3, "right", "top"),
)  # fmt: skip


def direct_label(ax: Axes, x: float, y: float, text: str, color: str, **options) -> None:
    """Write a label beside a line's end or a point, in the colour of what it names."""
    style = {
        "xytext": (5, 0),
        "textcoords": "offset points",
        "va": "center",
        "fontsize": 9,
        "path_effects": HALO,
    }
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
        label = ax.annotate(
            text,
            (x[key], y[key]),
            xytext=(0, 0),
            textcoords="offset points",
            color=PALETTE["ink"],
            fontsize=fontsize,
            path_effects=HALO,
        )
        costs = []
        for dx, dy, across, along in _LABEL_PLACES:
            label.set(position=(dx, dy), ha=across, va=along)
            box = label.get_window_extent()
            # A little air around it, so that no label seems to belong to the next point.
            near = Bbox.from_extents(box.x0 - 8, box.y0 - 4, box.x1 + 8, box.y1 + 4)
            costs.append(
                near.count_contains(points)
                - near.contains(*ax.transData.transform((x[key], y[key])))
                + 4 * box.count_overlaps(taken)
                + 3 * (box.x1 > frame.x1 or box.x0 < ax.bbox.x0)
            )
        dx, dy, across, along = _LABEL_PLACES[int(np.argmin(costs))]
        label.set(position=(dx, dy), ha=across, va=along)
        taken.append(label.get_window_extent())


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Move label heights apart so that none is nearer than ``gap`` to the next."""
    order = np.argsort(values)
    placed = np.array(values, dtype=float)
    for before, after in zip(order, order[1:], strict=False):
        placed[after] = max(placed[after], placed[before] + gap)
    return placed.tolist()
