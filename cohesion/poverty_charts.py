"""Charts of the poverty measurement: shifts, profiles, curves. They draw; they compute nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from cohesion import fmt
from cohesion.plots import PALETTE, SEQUENTIAL, direct_label, new_figure


def shift(
    table: pd.DataFrame, labels: Mapping[str, str], years: tuple[str, str], unit: str
) -> Figure:
    """Draw two dates per indicator as a dumbbell, with the interval of the later one.

    ``table`` has the two years, ``reading`` (1, 0, −1) and ``se_half`` (half the interval of the
    later value); rows are drawn from top to bottom.
    """
    before, after = years
    fig, ax = new_figure(height=0.42 * len(table) + 0.9)
    place = np.arange(len(table))[::-1]
    colours = table["reading"].map({1: PALETTE["orange"], -1: PALETTE["blue"], 0: PALETTE["grey"]})
    ax.hlines(place, table[before], table[after], color=colours, linewidth=2, zorder=1)
    ax.hlines(place, table[after] - table["se_half"], table[after] + table["se_half"],
              color=PALETTE["light"], linewidth=7, zorder=0)
    ax.scatter(table[before], place, s=34, facecolor="white", edgecolor=colours, zorder=2)
    ax.scatter(table[after], place, s=34, color=colours, zorder=3)
    for y, (_, row) in zip(place, table.iterrows(), strict=True):
        right = max(row[before], row[after] + row["se_half"])
        text = f"{fmt.number(row[before])} → {fmt.number(row[after])}"
        direct_label(ax, right, y, text, PALETTE["ink"])
    ax.set_yticks(place, [labels[name] for name in table.index])
    ax.set_xlim(left=0, right=table[[before, after]].max().max() * 1.25)
    ax.set_ylim(-0.7, len(table) - 0.3)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(unit)
    return fig


def heatmap(
    wide: pd.DataFrame, row_names: Mapping[str, str], column_names: Sequence[str], unit: str
) -> Figure:
    """Draw units × indicators as shaded cells with their values written in them."""
    fig, ax = new_figure(height=0.225 * len(wide) + 1.0)
    scale = LinearSegmentedColormap.from_list("scale", SEQUENTIAL)
    # The shades stop at two thirds of the scale: dark figures stay readable on all of them.
    sns.heatmap(
        wide.set_axis(list(column_names), axis=1).rename(index=row_names),
        ax=ax, cmap=scale, annot=True, fmt=".0f", linewidths=0.6, linecolor="white", cbar=False,
        vmin=0, vmax=1.5 * wide.to_numpy().max(),
        annot_kws={"fontsize": 9, "color": PALETTE["ink"]},
    )
    ax.xaxis.tick_top()
    ax.tick_params(axis="both", length=0, labelsize=9)
    ax.set_xticklabels([name.replace(" ", "\n") for name in column_names], rotation=0)
    ax.set_ylabel("")
    ax.set_xlabel(unit, fontsize=9)
    return fig


def scatter(
    x: pd.Series, y: pd.Series, names: Mapping[str, str], *, x_label: str, y_label: str,
    marked: Sequence[str], marked_left: Sequence[str] = (), low: pd.Series | None = None,
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


def curves(
    lines: Mapping[str, pd.DataFrame], *, x_label: str, y_label: str, at: Mapping[str, float]
) -> Figure:
    """Draw concentration curves with the diagonal of an even spread.

    ``lines`` maps a label to the cumulative shares of :func:`territory.concentration_curve`;
    ``at`` gives the population share at which each label is written.
    """
    fig, ax = new_figure(height=4.0, width=4.9)
    colours = (PALETTE["blue"], PALETTE["orange"], PALETTE["green"])
    for (label, curve), colour in zip(lines.items(), colours, strict=False):
        x, y = 100 * curve["population"], 100 * curve["counts"]
        ax.plot(x, y, color=colour)
        height = float(np.interp(at[label], x, y))
        direct_label(ax, at[label], height, label, colour, xytext=(-6, 2), va="bottom", ha="right")
    ax.plot([0, 100], [0, 100], color=PALETTE["grey"], linewidth=1, linestyle=(0, (4, 3)))
    direct_label(ax, 62, 62, "even spread", PALETTE["grey"], xytext=(6, -8), va="top")
    ax.set_xlim(0, 100)
    ax.set_ylim(0, 100)
    ax.set_aspect("equal")
    ax.set_xlabel(x_label)
    ax.set_ylabel(y_label)
    return fig
