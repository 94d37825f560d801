"""Labels at lines and points that do not run into each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from cohesion.charts.theme import PALETTE, SMALL

#: A white edge keeps a label readable where it crosses a line or a point.
HALO = (withStroke(linewidth=2.2, foreground="white"),)

#: Where a label may stand beside its point (offset in points, alignment), the preferred first.
_LABEL_PLACES = (
    (5, 0, "left", "center"), (4, 3, "left", "bottom"), (4, -3, "left", "top"),
    (-5, 0, "right", "center"), (0, 5, "center", "bottom"), (0, -5, "center", "top"),
    (-4, 3, "right", "bottom"), (-4, -3, "right", "top"),
    (7, 7, "left", "bottom"), (7, -7, "left", "top"), (-7, 7, "right", "bottom"),
    (-7, -7, "right", "top"), (0, 12, "center", "bottom"), (0, -12, "center", "top"),
)  # fmt: skip


def direct_label(ax: Axes, x: float, y: float, text: str, color: str, **options) -> None:
    """Write a label beside a line's end or a point, in the colour of what it names."""
    style = {
        "xytext": (5, 0),
        "textcoords": "offset points",
        "va": "center",
        "fontsize": SMALL,
        "path_effects": HALO,
    }
    ax.annotate(text, (x, y), color=color, **{**style, **options})


def label_points(
    ax: Axes,
    x: pd.Series,
    y: pd.Series,
    names: Mapping[str, str],
    *,
    colours: Mapping[str, str] | None = None,
) -> None:
    """Name some of the points of a scatter, each label where it covers fewest points and labels.

    Call it last, when the limits of the axes are final: places are tried in drawn coordinates.

    Parameters
    ----------
    x, y : Series
        All points, by key.
    names : mapping of str to str
        The points to name: key → label.
    colours : mapping of str to str, optional
        Colour of each label by key; without it all have that of the text.
    """
    # Where everything stands is known from the layout; to draw it all for that would be dear.
    ax.figure.get_layout_engine().execute(ax.figure)
    points = ax.transData.transform(np.column_stack([x, y]))
    frame = ax.get_tightbbox()
    placed: dict[str, tuple[Annotation, Bbox]] = {}
    for key, text in names.items():
        label = ax.annotate(
            text,
            (x[key], y[key]),
            xytext=(0, 0),
            textcoords="offset points",
            color=colours[key] if colours else PALETTE["ink"],
            fontsize=SMALL,
            path_effects=HALO,
        )
        placed[key] = label, _place(ax, label, points, frame, [box for _, box in placed.values()])
    # The first labels did not know where the last would stand: each is looked at once more.
    for key, (label, _) in placed.items():
        others = [box for other, (_, box) in placed.items() if other != key]
        placed[key] = label, _place(ax, label, points, frame, others)


def _place(
    ax: Axes, label: Annotation, points: np.ndarray, frame: Bbox, taken: Sequence[Bbox]
) -> Bbox:
    """Put a label at the best of its places and return the box that it takes there."""
    # Measured once: to measure a text is dear, and its size is the same at every place.
    label.set(position=(0, 0), ha="left", va="bottom")
    measured = label.get_window_extent()
    boxes, costs = [], []
    own = ax.transData.transform(label.xy)
    for dx, dy, across, along in _LABEL_PLACES:
        box = _moved(measured, dx, dy, across, along, ax.figure.dpi / 72)
        # A little air around it, so that no label seems to belong to the next point.
        near = Bbox.from_extents(box.x0 - 8, box.y0 - 4, box.x1 + 8, box.y1 + 4)
        boxes.append(box)
        costs.append(
            near.count_contains(points)
            - near.contains(*own)
            + 4 * box.count_overlaps(taken)
            + 3 * (box.x1 > frame.x1 or box.x0 < ax.bbox.x0)
        )
    best = int(np.argmin(costs))
    dx, dy, across, along = _LABEL_PLACES[best]
    label.set(position=(dx, dy), ha=across, va=along)
    return boxes[best]


def _moved(box: Bbox, dx: float, dy: float, across: str, along: str, pixels: float) -> Bbox:
    """Return the box of a label that stands at its point, left and bottom, at another place.

    ``dx`` and ``dy`` are points, of so many pixels each.
    """
    left = box.x0 + dx * pixels - {"left": 0, "center": 0.5, "right": 1}[across] * box.width
    low = box.y0 + dy * pixels - {"bottom": 0, "center": 0.5, "top": 1}[along] * box.height
    return Bbox.from_bounds(left, low, box.width, box.height)


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Move label heights apart so that none is nearer than ``gap`` to the next."""
    order = np.argsort(values)
    placed = np.array(values, dtype=float)
    for before, after in zip(order, order[1:], strict=False):
        placed[after] = max(placed[after], placed[before] + gap)
    return placed.tolist()
