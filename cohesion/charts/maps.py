"""Maps of the thirty-two states, with the class breaks printed."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, Patch, PathPatch
from matplotlib.path import Path as Outline

from cohesion import formats
from cohesion.charts.theme import DIVERGING, FILLS, PALETTE, SEQUENTIAL, SMALL, new_figure, theme
from cohesion.errors import DataError
from cohesion.tables import geo
from cohesion.tables.geography import NATION, STATE_CODES

NO_DATA = FILLS["white"]
#: A map of four centimetres shows no step that is smaller.
THUMBNAIL_DEGREES = 0.2


@functools.cache
def outlines() -> dict[str, Outline]:
    """Return the outline of each state, by key, in longitude and latitude."""
    return {code: _as_path(shape) for code, shape in _shapes().items()}


@functools.cache
def thumbnail_outlines() -> dict[str, Outline]:
    """Return the outlines with the corners that a map of a few centimetres can show.

    Neighbours keep common borders (``shapely.coverage_simplify``).
    """
    shapes = _shapes()
    thinned = shapely.coverage_simplify(list(shapes.values()), THUMBNAIL_DEGREES)
    return {code: _as_path(shape) for code, shape in zip(shapes, thinned, strict=True)}


def _shapes() -> dict[str, shapely.Geometry]:
    return {
        feature["properties"]["state_code"]: shapely.geometry.shape(feature["geometry"])
        for feature in geo.outlines()["features"]
    }


def _as_path(shape: shapely.Geometry) -> Outline:
    polygons = [part for part in shapely.get_parts(shape) if not part.is_empty]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return Outline.make_compound_path(*(Outline(ring.coords, closed=True) for ring in rings))


def class_breaks(values: pd.Series, classes: int = 5, digits: int = 0) -> list[float]:
    """Return rounded class limits that hold about equal numbers of units, lowest to highest."""
    clean = values.dropna().to_numpy(dtype=float)
    inner = np.round(np.quantile(clean, np.linspace(0, 1, classes + 1)[1:-1]), digits)
    step = 10.0**-digits
    low = np.floor(clean.min() / step) * step
    high = np.ceil(clean.max() / step) * step
    return sorted(set(np.round([low, *inner, high], digits).tolist()))


def state_map(
    values: pd.Series,
    ax: Axes,
    *,
    breaks: Sequence[float] | None = None,
    classes: int = 5,
    digits: int = 0,
    diverging: bool = False,
    legend_title: str = "",
    no_data_label: str = "no figure",
    highlight: Sequence[str] = (),
) -> list[float]:
    """Draw a choropleth of states and return its class breaks.

    Parameters
    ----------
    values : Series
        Indexed by state key; NaN (or an absent key) is drawn hatched, as a gap.
    breaks : sequence of float, optional
        Class limits, lowest to highest; the lowest and highest enclose all values. By default
        about equal numbers of states in ``classes`` classes, rounded to ``digits`` decimals.
    diverging : bool
        Two-sided colours, for changes around zero.
    highlight : sequence of str
        States drawn with a strong border.
    """
    theme()
    limits = list(breaks) if breaks is not None else class_breaks(values, classes, digits)
    clean = values.dropna()
    shade = class_of_each(clean, limits)
    colours = class_colours(len(limits) - 1, diverging)
    shapes = outlines()
    filled = [key for key in STATE_CODES if key in shade]
    empty = [key for key in STATE_CODES if key not in shade]
    patches = PatchCollection(
        [PathPatch(shapes[key]) for key in filled],
        linewidths=0.5,
        edgecolors="white",
        facecolors=[colours[shade[key]] for key in filled],
    )
    ax.add_collection(patches)
    for key in empty:
        ax.add_patch(
            PathPatch(
                shapes[key],
                facecolor=NO_DATA,
                edgecolor=PALETTE["grey"],
                hatch="////",
                linewidth=0.4,
            )
        )
    for key in highlight:
        ax.add_patch(
            PathPatch(shapes[key], facecolor="none", edgecolor=PALETTE["ink"], linewidth=1.4)
        )
    gap = Patch(facecolor=NO_DATA, edgecolor=PALETTE["grey"], hatch="////", label=no_data_label)
    class_legend(
        ax, limits, colours, digits, gap if empty else None,
        title=legend_title, loc="lower left", fontsize=SMALL, title_fontsize=SMALL,
    )  # fmt: skip
    frame_map(ax)
    # Whoever takes the figure's numbers gets the values, not the outlines.
    ax.values_by_place = clean.to_dict()
    return limits


def class_of_each(values: pd.Series, limits: Sequence[float]) -> dict[str, int]:
    """Return the class of each unit, counted from 0; a value on a limit belongs above it.

    Raises
    ------
    DataError
        A value lies outside the limits.
    """
    if values.min() < limits[0] or values.max() > limits[-1]:
        raise DataError(
            f"values from {values.min():g} to {values.max():g} do not fit the breaks "
            f"{list(limits)}.",
            cure="Widen the first or last break.",
        )
    place = np.searchsorted(limits, values.to_numpy(float), side="right") - 1
    return dict(zip(values.index, np.clip(place, 0, len(limits) - 2), strict=True))


def class_legend(
    ax: Axes,
    limits: Sequence[float],
    colours: Sequence[str],
    digits: int,
    gap: Patch | None,
    **style: Any,
) -> None:
    """Print the limits of the classes beside their colours, the highest first, then the gap.

    Parameters
    ----------
    gap : Patch, optional
        How a unit without a value is drawn, where there is one.
    **style
        Title, place and sizes, as ``Axes.legend`` takes them.
    """
    handles = [
        Patch(
            facecolor=colour,
            edgecolor=FILLS["edge"],
            linewidth=0.4,
            label=f"{formats.number(limits[i], digits)} to {formats.number(limits[i + 1], digits)}",
        )
        for i, colour in enumerate(colours)
    ]
    if gap is not None:
        handles.append(gap)
    ax.legend(
        handles=handles[::-1],
        frameon=False,
        alignment="left",
        handlelength=1.2,
        borderaxespad=0,
        **style,
    )


def frame_map(ax: Axes) -> None:
    """Fit the axes to the country, with true proportions and no frame."""
    corners = np.vstack([shape.vertices for shape in outlines().values()])
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    ax.set_xlim(west - 0.3, east + 0.3)
    ax.set_ylim(south - 0.3, north + 0.3)
    ax.set_aspect(1 / np.cos(np.radians(geo.MIDDLE_LATITUDE)))
    ax.set_axis_off()


#: Degrees: a state that is smaller both ways is a few points on the map of a fact sheet.
_UNSEEN = 1.5


def locator_map(code: str, ax: Axes) -> None:
    """Draw the country in grey with one state filled: the small map of a fact sheet.

    The state has the colour of its lines; one that is too small to be seen has a ring around it.
    """
    for key, shape in thumbnail_outlines().items():
        here = key == code
        ax.add_patch(
            PathPatch(
                shape,
                facecolor=PALETTE["orange"] if here else FILLS["land"],
                edgecolor="white",
                linewidth=0.4,
            )
        )
    # The largest piece: islands far out at sea would make Colima look wide.
    pieces = [np.asarray(piece) for piece in thumbnail_outlines()[code].to_polygons()]
    land = max(pieces, key=lambda piece: np.ptp(piece, axis=0).prod())
    if np.ptp(land, axis=0).max() < _UNSEEN:
        middle = (land.min(axis=0) + land.max(axis=0)) / 2
        ax.add_patch(
            Ellipse(
                tuple(middle),
                2.6,
                2.4,
                facecolor="none",
                edgecolor=PALETTE["orange"],
                linewidth=1.2,
            )
        )
    frame_map(ax)


def class_colours(classes: int, diverging: bool = False) -> list[str]:
    """Return the colours of so many classes, from the lowest to the highest."""
    from matplotlib.colors import to_hex

    base = DIVERGING if diverging else SEQUENTIAL
    scale = LinearSegmentedColormap.from_list("scale", base)
    return [to_hex(scale(x)) for x in (np.linspace(0, 1, classes) if classes > 1 else [1.0])]


def two_maps(
    first: pd.Series, second: pd.Series, breaks: list[float], titles: tuple[str, str], unit: str
) -> Figure:
    """Draw two maps with the same classes, one above the other."""
    fig, axes = new_figure(2, 1, height=6.6)
    for ax, values, title in zip(axes, (first, second), titles, strict=True):
        state_map(values.drop(NATION, errors="ignore"), ax, breaks=breaks, legend_title=unit)
        ax.set_title(title)
    return fig


def one_map(
    values: pd.Series,
    unit: str,
    digits: int = 0,
    breaks: list[float] | None = None,
    height: float = 3.5,
    highlight: Sequence[str] = (),
) -> Figure:
    """Draw one map of states, by default in the classes of :func:`class_breaks`."""
    fig, ax = new_figure(height=height)
    state_map(
        values.drop(NATION, errors="ignore"), ax, legend_title=unit, digits=digits, breaks=breaks,
        highlight=highlight,
    )  # fmt: skip
    return fig


def stage_map(stage: pd.Series, names: dict[float, str]) -> Figure:
    """Draw a map of stages: ``stage`` holds the numbers that ``names`` explains."""
    from matplotlib.patches import Patch

    fig, ax = new_figure(height=3.5)
    values = sorted(names)
    middles = [(a + b) / 2 for a, b in zip(values[:-1], values[1:], strict=True)]
    state_map(stage, ax, breaks=[values[0], *middles, values[-1]])
    patches = [patch for patch in ax.get_legend().get_patches()][::-1]
    handles = [
        Patch(
            facecolor=patch.get_facecolor(),
            edgecolor=FILLS["edge"],
            linewidth=0.4,
            label=names[value],
        )
        for patch, value in zip(patches, values, strict=True)
    ]
    ax.legend(handles=handles[::-1], loc="lower left", frameon=False, fontsize=SMALL)
    return fig
