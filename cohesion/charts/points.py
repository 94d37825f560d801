"""The charts of the health chapters, in the look of :mod:`cohesion.charts.theme`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cohesion.charts.labels import direct_label, label_points
from cohesion.charts.theme import PALETTE, new_figure
from cohesion.tables.geography import NATION, STATES


def named_points(
    ax: Axes,
    x: pd.Series,
    y: pd.Series,
    *,
    names: Mapping[str, str] | pd.Series,
    named: Mapping[str, tuple[int, int]],
    xlabel: str,
    ylabel: str,
    color: str = "blue",
) -> None:
    """Draw one point per state and write the names of a few.

    ``named`` maps a state's key to the place of its label relative to the point, in points; a
    negative first number puts the label to the left.
    """
    ax.scatter(x, y, s=24, color=PALETTE[color], alpha=0.85, linewidth=0)
    for code, offset in named.items():
        ax.annotate(
            names[code],
            (x[code], y[code]),
            xytext=offset,
            textcoords="offset points",
            ha="right" if offset[0] < 0 else "left",
            va="center",
            fontsize=8.5,
            color=PALETTE["ink"],
        )
    ax.margins(0.1, 0.08)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.grid(color="#eeeeee", linewidth=0.8)
    ax.set_axisbelow(True)


def scatter(
    x: pd.Series,
    y: pd.Series,
    names: Mapping[str, str],
    *,
    x_label: str,
    y_label: str,
    marked: Sequence[str],
    marked_left: Sequence[str] = (),
    low: pd.Series | None = None,
    high: pd.Series | None = None,
) -> Figure:
    """Draw one point per unit, with the interval of ``y``, and name the marked ones.

    ``marked`` units are named to the right of their point, ``marked_left`` ones to the left.
    """
    fig, ax = new_figure(height=3.9)
    if low is not None and high is not None:
        ax.vlines(x, low, high, color=PALETTE["light"], linewidth=2.2, zorder=1)
    ax.scatter(x, y, s=24, color=PALETTE["blue"], zorder=2)
    for key in marked:
        direct_label(ax, x[key], y[key], names[key], PALETTE["ink"])
    for key in marked_left:
        direct_label(ax, x[key], y[key], names[key], PALETTE["ink"], xytext=(-5, 0), ha="right")
    ax.set_xlabel(x_label)
    ax.set_ylabel(y_label)
    ax.margins(x=0.12)
    return fig


def labelled_scatter(
    x: pd.Series, y: pd.Series, *, x_label: str, y_label: str, named: list[str], diagonal=False
) -> Figure:
    """Draw states as points; ``named`` states carry their short name; dashed: medians."""
    states = [code for code in x.index if code != NATION]
    fig, ax = new_figure(height=4.0)
    if diagonal:
        ends = [min(x.min(), y.min()), max(x.max(), y.max())]
        ax.plot(ends, ends, color=PALETTE["grey"], linewidth=0.9, linestyle=(0, (4, 3)))
    else:
        for line, value in ((ax.axvline, x[states].median()), (ax.axhline, y[states].median())):
            line(value, color=PALETTE["grey"], linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    ax.scatter(x[states], y[states], s=24, color=PALETTE["blue"], alpha=0.85)
    ax.set_xlabel(x_label)
    ax.set_ylabel(y_label)
    label_points(ax, x[states], y[states], {code: STATES.at[code, "short"] for code in named})
    return fig
