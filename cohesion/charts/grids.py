"""Grids of coefficients, and specification curves side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cohesion import formats
from cohesion.charts import marks
from cohesion.charts.heat import WRITTEN, name_cells, shade
from cohesion.charts.labels import label_points
from cohesion.charts.theme import COLOURS, PALETTE, SMALL, new_figure, numbers

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
    shade(ax, r, WRITTEN, (-1, 1))
    declared: list[tuple[float, float]] = []
    for (i, j), value in np.ndenumerate(r.to_numpy(dtype=float)):
        found = bool(clear.iat[i, j]) and not np.isnan(value)
        _figure_of(ax, i, j, value, found)
        if (r.index[i], r.columns[j]) in marked and not np.isnan(value):
            declared.append((j + 0.87, i + 0.18))
    marks.dots(ax, *np.reshape(declared, (-1, 2)).T, "ink", size=21, marker="v",
               label="declared beforehand")  # fmt: skip
    rows = [textwrap.fill(row_names[name], _NAME, break_long_words=False) for name in r.index]
    name_cells(ax, rows, [column_names[name] for name in r.columns])
    for label in ax.get_xticklabels():
        label.set(rotation=62, ha="left", rotation_mode="anchor")
    for first, title in breaks.items():
        place = list(r.columns).index(first)
        if place:
            marks.level(ax, place, colour="ink", width=1.2, dashes="-", front=2)
        ax.text(place + 0.05, len(r) + 0.15, title, fontsize=SMALL, va="top", color=PALETTE["grey"])
    return fig


def _figure_of(ax: Axes, row: int, column: int, value: float, found: bool) -> None:
    """Write a coefficient in its cell; what was found is bold and has a frame."""
    gap = np.isnan(value)
    ax.text(
        column + 0.5, row + 0.5, "–" if gap else formats.number(value, 2), ha="center",
        va="center", fontsize=SMALL, fontweight="bold" if found else "normal",
        color=PALETTE["grey" if gap else "ink"],
    )  # fmt: skip
    if found:
        ax.add_patch(Rectangle((column + 0.03, row + 0.06), 0.94, 0.88, fill=False, linewidth=1.6,
                               edgecolor=PALETTE["ink"]))  # fmt: skip


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
            _curve(ax, part)
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


def _curve(ax: Axes, part: pd.DataFrame) -> None:
    """Draw the specifications of one panel in the order of their coefficients."""
    place = pd.Series(part.index / max(len(part) - 1, 1), part.index)
    marks.band(ax, place, part["low"], part["high"], "chance")
    marks.level(ax, 0, "y", width=0.7, dashes="-", front=2)
    clear, first = part["p"] < 0.05, part["primary"]
    for own, colour, size, marker in ((~clear, "blue", 9, "o"), (clear, "orange", 16, "D")):
        marks.dots(ax, place[own], part["coefficient"][own], colour, size=size, marker=marker)
    ax.scatter(place[first], part["coefficient"][first], s=42, facecolors="none",
               edgecolors=PALETTE["ink"], linewidths=1.2, zorder=4)  # fmt: skip


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
        marks.dots(ax, x[chosen], y[chosen], colours[place], size=30, marker=markers[place],
                   front=1, label=label)  # fmt: skip
        ends = np.array([values[chosen].min(), values[chosen].max()])
        fitted = y[chosen].mean() + slope * (ends - values[chosen].mean())
        marks.line(ax, np.exp(ends) if log_ticks else ends, fitted, colours[place], width=1.2)
    if log_ticks:
        ax.set_xscale("log")
        ax.set_xticks(list(log_ticks), [formats.integer(tick) for tick in log_ticks])
        ax.minorticks_off()
    ax.set(xlabel=x_label, ylabel=y_label)
    fig.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=SMALL)
    of_group = dict(zip(group_names, colours, strict=False))
    label_points(
        ax, x, y, {unit: names[unit] for unit in x.index},
        colours={unit: COLOURS[of_group[groups[unit]]] for unit in x.index},
    )  # fmt: skip
    return fig
