"""Scatters of states: every point has a name, and a thin bar where an error is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cohesion.charts import marks
from cohesion.charts.labels import label_points
from cohesion.charts.theme import COLOURS, new_figure
from cohesion.tables.geography import NATION, STATES

#: Inches: room for the name of every state, in letters that a phone shows at ten pixels.
HEIGHT = 6.0


def named_points(
    ax: Axes,
    x: pd.Series,
    y: pd.Series,
    *,
    xlabel: str,
    ylabel: str,
    x_bounds: pd.DataFrame | None = None,
    y_bounds: pd.DataFrame | None = None,
) -> None:
    """Draw one point per state with its short name and thin bars for its intervals.

    Parameters
    ----------
    x, y : Series
        By state key.
    x_bounds, y_bounds : DataFrame, optional
        By state key: low, high; nothing is drawn where no error is published.
    """
    states = [code for code in x.index if code != NATION]
    x, y = x[states], y[states]
    for place, bounds, along in ((y, x_bounds, "x"), (x, y_bounds, "y")):
        if bounds is not None:
            own = bounds.loc[states]
            marks.spans(ax, place, own["low"], own["high"], width=0.9, along=along)
    marks.dots(ax, x, y, size=16, front=2)
    ax.margins(0.06, 0.06)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    label_points(ax, x, y, STATES.loc[states, "short"])


def scatter(
    x: pd.Series,
    y: pd.Series,
    *,
    x_label: str,
    y_label: str,
    x_bounds: pd.DataFrame | None = None,
    y_bounds: pd.DataFrame | None = None,
    level: float | None = None,
    height: float = HEIGHT,
) -> Figure:
    """Draw one scatter of the states (see :func:`named_points`); dashed: a level to compare."""
    fig, ax = new_figure(height=height)
    named_points(ax, x, y, xlabel=x_label, ylabel=y_label, x_bounds=x_bounds, y_bounds=y_bounds)
    if level is not None:
        marks.level(ax, level, "y", width=1)
    return fig


def against_one(
    x: pd.Series,
    panels: Sequence[tuple[str, pd.Series, pd.DataFrame]],
    *,
    x_label: str,
    x_bounds: pd.DataFrame,
    titles: Sequence[str] = (),
) -> Figure:
    """Draw several series of the states against one, a scatter below the other.

    Parameters
    ----------
    panels : sequence
        Label of the y axis, the series and its intervals (low, high), by state key.
    titles : sequence of str
        Of the scatters, if they have any.
    """
    fig, axes = new_figure(len(panels), 1, height=5 * len(panels))
    for ax, (label, y, bounds) in zip(axes, panels, strict=True):
        named_points(ax, x, y, xlabel=x_label, ylabel=label, x_bounds=x_bounds, y_bounds=bounds)
    for ax, title in zip(axes, titles, strict=False):
        ax.set_title(title)
    return fig


def quarters(
    x: pd.Series,
    y: pd.Series,
    middle: tuple[float, float],
    named: pd.Index,
    *,
    x_label: str,
    y_label: str,
) -> Figure:
    """Draw states in the four quarters around a middle; above it in both they are orange.

    Parameters
    ----------
    middle : (float, float)
        Where the dashed lines cross: x, y.
    named : Index
        The states whose short name is written.
    """
    fig, ax = new_figure(height=4.8)
    both = (x > middle[0]) & (y > middle[1])
    for axis, value in zip("xy", middle, strict=True):
        marks.level(ax, value, axis)
    marks.dots(ax, x, y, np.where(both, "orange", "blue"), size=27)
    ax.set(xlabel=x_label, ylabel=y_label)
    label_points(ax, x, y, STATES["short"].reindex(named).to_dict())
    return fig


def labelled_scatter(
    x: pd.Series, y: pd.Series, *, x_label: str, y_label: str, diagonal: bool = False
) -> Figure:
    """Draw states as points with their names; dashed: medians, or the line of equality."""
    states = [code for code in x.index if code != NATION]
    fig, ax = new_figure(height=HEIGHT)
    if diagonal:
        ends = [min(x.min(), y.min()), max(x.max(), y.max())]
        marks.line(ax, ends, ends, "grey", width=0.9, dashes=marks.DASHES)
    else:
        for axis, values in (("x", x), ("y", y)):
            marks.level(ax, values[states].median(), axis)
    named_points(ax, x, y, xlabel=x_label, ylabel=y_label)
    return fig


@dataclass(frozen=True)
class Group:
    """Points that look alike: who they are, their colour and size; hollow ones have an edge."""

    members: Sequence[str]
    colour: str
    size: float = 25.0
    hollow: bool = False


def groups(
    x: pd.Series,
    y: pd.Series,
    drawn: Sequence[Group],
    names: Mapping[str, str] | pd.Series,
    *,
    x_label: str,
    y_label: str,
    height: float = HEIGHT,
    centre: float | None = None,
    key: Mapping[str, str] = {},
) -> Figure:
    """Draw points in groups, each with its name.

    Parameters
    ----------
    drawn : sequence of Group
        The last stands in front.
    names : mapping
        Key → label, those first that choose their place first. Without a key at the edge labels
        have the colour of the text, with one that of their group.
    centre : float, optional
        Where thin lines cross: the same on both axes.
    key : mapping
        What is written at the lower right: name of a group → its colour.
    """
    fig, ax = new_figure(height=height)
    if centre is not None:
        for axis in "xy":
            marks.level(ax, centre, axis, "light", width=0.8, dashes="-")
    for place, group in enumerate(drawn):
        own = list(group.members)
        marks.dots(
            ax, x[own], y[own], "white" if group.hollow else group.colour, size=group.size,
            edge=group.colour, rim=1.0 if group.hollow else 0.0, front=2 + place / 10,
        )  # fmt: skip
    ax.set(xlabel=x_label, ylabel=y_label)
    marks.key(ax, list(key.items()), top=0.16, step=0.055, right=1.0)
    if centre is None:
        ax.margins(x=0.08, y=0.06)
    colours = {code: COLOURS[group.colour] for group in drawn for code in group.members}
    label_points(ax, x, y, names, colours=colours if key else None)
    return fig
