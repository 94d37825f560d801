"""Grids of coefficients, and specification curves side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cohesion import formats
from cohesion.charts.heat import WRITTEN, shade
from cohesion.charts.labels import label_points
from cohesion.charts.theme import PALETTE, SMALL, new_figure, numbers

#: Letters of a line of a row's name: the cells need the width.
_NAME = 15


def coefficient_grid(
    r: pd.DataFrame,
    clear: pd.DataFrame,
    marked: Collection[tuple[str, str]],
    row_names: Mapping[str, str],
    column_names: Mapping[str, str],
    breaks: Mapping[str, str] = {},
) -> Figure:
    """Draw a grid of correlations, shaded from −1 to 1, with each figure written in its cell.

    Parameters
    ----------
    r, clear : DataFrame
        Rows × columns; ``clear`` is true where the adjusted p-value is below the level. Such cells
        have a dark frame and bold figures: shade alone would not reach every reader.
    marked : collection of (row, column)
        Pairs that were declared beforehand, marked with a small triangle.
    breaks : mapping
        First column of each group of columns → title of the group.
    """
    fig, ax = new_figure(height=0.42 * len(r) + 2.4)
    shade(ax, r, WRITTEN, 1)
    for i, row in enumerate(r.index):
        for j, column in enumerate(r.columns):
            value = r.iat[i, j]
            if np.isnan(value):
                ax.text(j, i, "–", ha="center", va="center", color=PALETTE["grey"])
                continue
            found = bool(clear.iat[i, j])
            ax.text(
                j,
                i,
                formats.number(value, 2),
                ha="center",
                va="center",
                fontsize=SMALL,
                fontweight="bold" if found else "normal",
            )
            if found:
                ax.add_patch(
                    Rectangle(
                        (j - 0.47, i - 0.44),
                        0.94,
                        0.88,
                        fill=False,
                        linewidth=1.6,
                        edgecolor=PALETTE["ink"],
                    )  # fmt: skip
                )
            if (row, column) in marked:
                ax.plot(j + 0.37, i - 0.32, marker="v", markersize=3.6, color=PALETTE["ink"])
    ax.set_yticks(range(len(r)), [_lines(row_names[name]) for name in r.index])
    ax.set_xticks(range(r.shape[1]), [column_names[name] for name in r.columns])
    ax.tick_params(axis="both", length=0, labelsize=SMALL)
    ax.xaxis.tick_top()
    for label in ax.get_xticklabels():
        label.set_rotation(62)
        label.set_ha("left")
        label.set_rotation_mode("anchor")
    for first, title in breaks.items():
        place = list(r.columns).index(first)
        if place:
            ax.axvline(place - 0.5, color=PALETTE["ink"], linewidth=1.2)
        ax.text(place - 0.45, len(r) - 0.35, title, fontsize=SMALL, va="top", color=PALETTE["grey"])
    ax.spines[:].set_visible(False)
    return fig


def _lines(name: str) -> str:
    return textwrap.fill(name, _NAME, break_long_words=False)


def curve_panels(
    space: pd.DataFrame, names: Mapping[str, str], outcomes: Mapping[str, str]
) -> Figure:
    """Draw one specification curve per measure (rows) and outcome (columns).

    Parameters
    ----------
    space : DataFrame
        Columns x, outcome, coefficient, p, low, high, primary.
    names, outcomes : mapping
        Labels of the measures and of the outcomes, in order.

    Grey band: the limits of each specification under exchange. A ring marks the primary
    specification.
    """
    fig, axes = new_figure(
        len(names), len(outcomes), height=0.85 * len(names) + 0.8, sharey=True, squeeze=False
    )
    for i, (measure, label) in enumerate(names.items()):
        for j, (outcome, title) in enumerate(outcomes.items()):
            ax = axes[i, j]
            part = space[(space["x"] == measure) & (space["outcome"] == outcome)]
            part = part.sort_values("coefficient", ignore_index=True)
            place = part.index / max(len(part) - 1, 1)
            ax.fill_between(place, part["low"], part["high"], color="#e6e6e6", linewidth=0)
            clear = part["p"] < 0.05
            ax.axhline(0, color=PALETTE["grey"], linewidth=0.7)
            ax.scatter(place[~clear], part["coefficient"][~clear], s=4, color=PALETTE["blue"])
            ax.scatter(
                place[clear], part["coefficient"][clear], s=9, marker="D", color=PALETTE["orange"]
            )
            first = part["primary"]
            ax.scatter(place[first], part["coefficient"][first], s=42, facecolors="none",
                       edgecolors=PALETTE["ink"], linewidths=1.2, zorder=4)  # fmt: skip
            ax.set_xticks([])
            ax.set_ylim(-0.95, 0.95)
            ax.set_yticks([-0.5, 0, 0.5])
            ax.yaxis.set_major_formatter(numbers(1))
            if i == 0:
                ax.set_title(title, fontsize=SMALL)
            if j == 0:
                ax.text(
                    0.02, 0.83, label, transform=ax.transAxes, fontsize=SMALL, fontweight="bold"
                )
            ax.spines["bottom"].set_visible(False)
    return fig


def numbered_scatter(
    x: pd.Series,
    y: pd.Series,
    names: Mapping[str, str],
    groups: pd.Series,
    group_names: Mapping[float, str],
    x_label: str,
    y_label: str,
    log_ticks: Collection[float] = (),
) -> Figure:
    """Draw every unit with its short name, groups by colour and shape, and a line within groups.

    The line is that of a regression with one slope and a level for each group.
    """
    fig, ax = new_figure(height=6.0)
    values = np.log(x) if log_ticks else x
    colours, markers = ("blue", "orange", "green"), ("o", "s", "^")
    inside = values - values.groupby(groups).transform("mean")
    slope = float((inside * (y - y.groupby(groups).transform("mean"))).sum() / (inside**2).sum())
    for place, (code, label) in enumerate(group_names.items()):
        chosen = groups == code
        colour = PALETTE[colours[place]]
        ax.scatter(x[chosen], y[chosen], s=20, marker=markers[place], color=colour, label=label)
        ends = np.array([values[chosen].min(), values[chosen].max()])
        line = y[chosen].mean() + slope * (ends - values[chosen].mean())
        ax.plot(np.exp(ends) if log_ticks else ends, line, color=colour, linewidth=1.2)
    if log_ticks:
        ax.set_xscale("log")
        ax.set_xticks(list(log_ticks), [formats.integer(tick) for tick in log_ticks])
        ax.minorticks_off()
    ax.set_xlabel(x_label)
    ax.set_ylabel(y_label)
    fig.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=SMALL)
    label_points(
        ax, x, y, {unit: names[unit] for unit in x.index},
        colours={unit: PALETTE[colours[list(group_names).index(groups[unit])]] for unit in x.index},
    )  # fmt: skip
    return fig
