"""What stands on drawn axes: ticks, texts, points and lines, as numbers."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.colors import to_hex


def rows(ax: Axes) -> list[str]:
    """Return the labels of the vertical axis."""
    return [label.get_text() for label in ax.get_yticklabels()]


def texts(ax: Axes) -> list[str]:
    """Return what is written on the axes."""
    return [text.get_text() for text in ax.texts]


def points(ax: Axes, which: int = 0) -> list[tuple[float, float]]:
    """Return the points of one scatter, in the order in which they were given."""
    return [tuple(point) for point in scatters(ax)[which].get_offsets().tolist()]


def scatters(ax: Axes) -> list:
    return [one for one in ax.collections if len(one.get_offsets()) and hasattr(one, "get_sizes")
            and len(one.get_sizes())]  # fmt: skip


def point_colours(ax: Axes, which: int = 0) -> list[str]:
    return [to_hex(colour) for colour in scatters(ax)[which].get_facecolors()]


def segments(ax: Axes, which: int = 0) -> list[list[tuple[float, float]]]:
    """Return the straight pieces of one group of rules (``hlines`` or ``vlines``)."""
    groups = [one for one in ax.collections if hasattr(one, "get_segments")]
    return [[tuple(end) for end in piece.tolist()] for piece in groups[which].get_segments()]


def curve(ax: Axes, which: int = 0) -> list[tuple[float, float]]:
    """Return the corners of one drawn line."""
    return [tuple(point) for point in ax.lines[which].get_xydata().tolist()]
