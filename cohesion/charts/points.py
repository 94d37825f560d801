"""Scatters of states: every point has a name, and a thin bar where an error is published."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cohesion.charts.labels import label_points
from cohesion.charts.theme import PALETTE, new_figure
from cohesion.tables.geography import NATION, STATES

_DASHES = (0, (4, 3))
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
    thin = {"color": PALETTE["light"], "linewidth": 0.9, "zorder": 1}
    if x_bounds is not None:
        ax.hlines(y, x_bounds.loc[states, "low"], x_bounds.loc[states, "high"], **thin)
    if y_bounds is not None:
        ax.vlines(x, y_bounds.loc[states, "low"], y_bounds.loc[states, "high"], **thin)
    ax.scatter(x, y, s=16, color=PALETTE["blue"], linewidth=0, zorder=2)
    ax.margins(0.06, 0.06)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
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
        ax.axhline(level, color=PALETTE["grey"], linewidth=1, linestyle=_DASHES, zorder=0)
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
    ax.scatter(x, y, s=18, color=np.where(both, PALETTE["orange"], PALETTE["blue"]))
    for line, value in ((ax.axvline, middle[0]), (ax.axhline, middle[1])):
        line(value, color=PALETTE["grey"], linewidth=0.8, linestyle="--")
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
        ax.plot(ends, ends, color=PALETTE["grey"], linewidth=0.9, linestyle=_DASHES)
    else:
        for line, value in ((ax.axvline, x[states].median()), (ax.axhline, y[states].median())):
            line(value, color=PALETTE["grey"], linewidth=0.9, linestyle=_DASHES, zorder=0)
    named_points(ax, x, y, xlabel=x_label, ylabel=y_label)
    return fig
