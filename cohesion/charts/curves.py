"""Curves of cumulated shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from cohesion.charts import marks
from cohesion.charts.labels import direct_label
from cohesion.charts.theme import COLOURS, PALETTE, SMALL, new_figure


def curves(
    lines: Mapping[str, pd.DataFrame], *, x_label: str, y_label: str, at: Mapping[str, float]
) -> Figure:
    """Draw concentration curves with the diagonal of an even spread.

    ``lines`` maps a label to the cumulative shares of :func:`territory.concentration_curve`;
    ``at`` gives the population share at which each label is written.
    """
    fig, ax = new_figure(height=4.0, width=4.9)
    for (label, curve), colour in zip(lines.items(), ("blue", "orange", "green"), strict=False):
        x, y = 100 * curve["population"], 100 * curve["counts"]
        marks.line(ax, x, y, colour, label=label)
        height = float(np.interp(at[label], x, y))
        direct_label(ax, at[label], height, label, PALETTE[colour], xytext=(-6, 2), va="bottom",
                     ha="right")  # fmt: skip
    marks.line(ax, [0, 100], [0, 100], "grey", width=1, dashes=marks.DASHES)
    direct_label(ax, 62, 62, "even spread", PALETTE["grey"], xytext=(6, -8), va="top")
    ax.set(xlim=(0, 100), ylim=(0, 100), xlabel=x_label, ylabel=y_label)
    ax.set_aspect("equal")
    return fig


def keyed(
    lines: Mapping[str, pd.DataFrame],
    names: Sequence[str],
    colours: Sequence[str],
    *,
    x_label: str,
    y_label: str,
) -> Figure:
    """Draw concentration curves over the diagonal, their names in their colours at the right.

    Parameters
    ----------
    lines : mapping of DataFrame
        ``population`` and ``counts``: cumulative shares, per cent.
    names, colours : sequence of str
        One for each curve, in their order.
    """
    fig, ax = new_figure(height=3.8)
    marks.line(ax, [0, 100], [0, 100], "light", width=1)
    for curve, name, colour in zip(lines.values(), names, colours, strict=True):
        marks.line(ax, curve["population"], curve["counts"], colour, label=name)
    marks.key(ax, list(zip(names, colours, strict=True)), top=0.36, step=0.07, right=0.98)
    ax.set(xlabel=x_label, ylabel=y_label, xlim=(0, 100), ylim=(0, 100))
    return fig


@dataclass(frozen=True)
class Ranked:
    """A curve from the unit with most down.

    Attributes
    ----------
    curve : DataFrame
        ``units`` and ``share`` of all, per cent.
    half : int
        How many units hold half.
    words, at : what is written, and where in the units of the axes.
    """

    curve: pd.DataFrame
    half: int
    colour: str
    words: str
    at: tuple[float, float]


def half_of_all(drawn: Sequence[Ranked], limit: int, *, x_label: str, y_label: str) -> Figure:
    """Draw how many units, from the largest down, hold which share, and where half is reached."""
    fig, ax = new_figure(height=3.3)
    marks.level(ax, 50, "y", "light", dashes="-")
    for one in drawn:
        marks.line(ax, one.curve["units"], one.curve["share"], one.colour)
        marks.dots(ax, [one.half], [50], one.colour, size=36)
        ax.text(*one.at, one.words, color=COLOURS[one.colour], fontsize=SMALL, va="center")
    ax.set(xlim=(0, limit), ylim=(0, 100), xlabel=x_label, ylabel=y_label)
    return fig
