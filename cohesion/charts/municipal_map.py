"""Maps of municipalities: shaded shapes as one picture, state borders as lines over it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline

from cohesion.charts import maps
from cohesion.charts.theme import FILLS, PALETTE, new_figure, theme
from cohesion.errors import DataError
from cohesion.tables import geo

#: Dots per inch of the picture: thousands of outlines as lines would make a heavy page.
RESOLUTION = 200
EMPTY = FILLS["empty"]
#: Points: ten pixels where the map is as wide as a phone, so that it need not be moved sideways.
LABEL = 10.7


@functools.cache
def shapes() -> dict[str, Outline]:
    """Return the outline of each municipality, by key, in longitude and latitude."""
    found: dict[str, Outline] = {}
    for feature in geo.municipal_outlines()["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        rings = [Outline(ring, closed=True) for polygon in polygons for ring in polygon]
        found[feature["properties"]["mun_code"]] = Outline.make_compound_path(*rings)
    return found


def municipal_map(
    values: pd.Series,
    ax: Axes,
    breaks: Sequence[float],
    *,
    state: str | None = None,
    digits: int = 0,
    legend_title: str = "",
    no_data_label: str = "no figure",
) -> None:
    """Draw a choropleth of municipalities.

    Parameters
    ----------
    values : Series
        Indexed by municipal key; a municipality without a value is drawn as a gap.
    breaks : sequence of float
        Class limits, lowest to highest; they enclose all values.
    state : str, optional
        One state alone, filling the axes; by default the whole country.
    """
    theme()
    ax.figure.set_dpi(RESOLUTION)
    drawn = {key: shape for key, shape in shapes().items() if state in (None, key[:2])}
    clean = values.reindex(list(drawn)).dropna()
    if clean.empty:
        raise DataError("no municipality has a value.", cure="Draw only what exists.")
    # What the map shows, by key: the file of its numbers holds them.
    ax.values_by_place = values.reindex(list(drawn)).to_dict()
    shade = maps.class_of_each(clean, breaks)
    colours = maps.class_colours(len(breaks) - 1)
    faces = [colours[shade[key]] if key in shade else EMPTY for key in drawn]
    patches = PatchCollection(
        [PathPatch(shape) for shape in drawn.values()],
        facecolors=faces,
        edgecolors="white",
        linewidths=0.25 if state else 0.1,
        rasterized=True,
    )
    ax.add_collection(patches)
    borders = maps.outlines()
    for key in [state] if state else borders:
        ax.add_patch(
            PathPatch(borders[key], facecolor="none", edgecolor=PALETTE["ink"], linewidth=0.4)
        )
    gap = Patch(facecolor=EMPTY, edgecolor=FILLS["edge"], linewidth=0.4, label=no_data_label)
    maps.class_legend(
        ax, breaks, colours, digits, gap if len(shade) < len(drawn) else None,
        # The country leaves room in the Gulf; in the Pacific the peninsula is in the way.
        title=legend_title, loc="upper center" if state else "upper right",
        bbox_to_anchor=(0.5, -0.02) if state else None, fontsize=LABEL, title_fontsize=LABEL,
        labelspacing=0.4,
    )  # fmt: skip
    if state is None:
        maps.frame_map(ax)
        return
    corners = np.vstack([shape.vertices for shape in drawn.values()])
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    ax.set_xlim(west - 0.05, east + 0.05)
    ax.set_ylim(south - 0.05, north + 0.05)
    ax.set_aspect(1 / np.cos(np.radians((south + north) / 2)))
    ax.set_axis_off()


def country(values: pd.Series, breaks: Sequence[float], unit: str, height: float = 4.2) -> Figure:
    """Draw the municipalities of the whole country."""
    fig, ax = new_figure(height=height)
    municipal_map(values, ax, breaks, legend_title=unit)
    return fig


def of_state(
    maps_of: Mapping[str, tuple[pd.Series, Sequence[float]]], state: str, height: float = 4.6
) -> Figure:
    """Draw maps of the municipalities of one state side by side: title → values and limits."""
    fig, axes = new_figure(1, len(maps_of), height=height)
    for ax, (title, (values, breaks)) in zip(np.atleast_1d(axes), maps_of.items(), strict=True):
        municipal_map(values, ax, breaks, state=state, legend_title=title)
    return fig
