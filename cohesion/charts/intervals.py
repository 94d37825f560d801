"""Figures of the correlation chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from cohesion import formats
from cohesion.charts.labels import direct_label
from cohesion.charts.theme import PALETTE, SMALL, new_figure, numbers
from cohesion.tables.geography import NATION, STATES, state_name


def forest(
    results: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    margin: float | None = None,
    detectable: float | None = None,
    centre: float = 0.0,
    log: bool = False,
    unit: str = "correlation r, 95 % interval",
    digits: int = 1,
    height: float | None = None,
) -> Figure:
    """Draw one effect with its interval per row, the first row on top.

    ``results`` has columns effect, low, high; dark where the interval leaves out ``centre``.
    """
    fig, ax = new_figure(height=height or 0.36 * len(results) + 1.1)
    place = np.arange(len(results))[::-1]
    if margin is not None:
        ax.axvspan(-margin, margin, color="#eef3f7", zorder=0)
    if detectable is not None:
        for side in (-detectable, detectable):
            ax.axvline(side, color=PALETTE["grey"], linewidth=0.9, linestyle=(0, (3, 3)), zorder=1)
    ax.axvline(centre, color=PALETTE["ink"], linewidth=0.9, zorder=1)
    clear = (results["low"] > centre) | (results["high"] < centre)
    colours = [PALETTE["orange"] if c else PALETTE["blue"] for c in clear]
    ax.hlines(place, results["low"], results["high"], colors=colours, linewidth=2, zorder=2)
    ax.scatter(results["effect"], place, c=colours, s=28, zorder=3)
    ax.set_yticks(place, [labels[key] for key in results.index])
    ax.set_ylim(-0.7, len(results) - 0.3)
    ax.tick_params(axis="y", length=0, labelsize=SMALL)
    if log:
        ax.set_xscale("log")
        ax.xaxis.set_minor_formatter("")
    ax.xaxis.set_major_formatter(numbers(digits))
    ax.set_xlabel(unit)
    ax.spines[["left", "top", "right"]].set_visible(False)
    return fig


def rank_intervals(table: pd.DataFrame) -> Figure:
    """Draw each state's rank under the base assumptions and its 5th–95th percentile."""
    ordered = table.sort_values("base")
    fig, ax = new_figure(height=6.0)
    place = np.arange(len(ordered))[::-1]
    ax.hlines(place, ordered["low"], ordered["high"], color="#b5d3e7", linewidth=5)
    ax.scatter(ordered["base"], place, s=24, color=PALETTE["blue"], zorder=3)
    ax.set_yticks(place, STATES.loc[ordered.index, "name_en"])
    ax.tick_params(axis="y", length=0, labelsize=SMALL)
    ax.set_ylim(-0.8, len(ordered) - 0.2)
    ax.set_xlim(0.2, len(ordered) + 0.8)
    ax.set_xticks([1, 8, 16, 24, 32])
    ax.set_xlabel("rank (1 = most cohesive on this index)")
    ax.grid(axis="x", color="#eeeeee", linewidth=0.8)
    ax.set_axisbelow(True)
    return fig


def by_year(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Draw, for each variable, its correlation year by year with the interval.

    ``table`` has columns variable, year, r, low, high.
    """
    groups = list(table.groupby("variable", sort=False))
    fig, axes = new_figure(1, len(groups), height=2.6, sharey=True)
    for ax, (name, part) in zip(np.atleast_1d(axes), groups, strict=True):
        ax.axhline(0, color=PALETTE["ink"], linewidth=0.9)
        clear = (part["low"] > 0) | (part["high"] < 0)
        colours = [PALETTE["orange"] if c else PALETTE["blue"] for c in clear]
        ax.vlines(part["year"], part["low"], part["high"], colors=colours, linewidth=1.8)
        ax.scatter(part["year"], part["r"], c=colours, s=16, zorder=3)
        ax.text(0, 1.03, labels[name], transform=ax.transAxes, fontsize=SMALL, fontweight="bold")
        ax.set_xlim(2010.2, 2022.8)
        ax.set_xticks([2012, 2016, 2020])
        ax.yaxis.set_major_formatter(numbers(1))
    np.atleast_1d(axes)[0].set_ylabel("r with homicides")
    return fig


def grouped_intervals(
    ax: Axes, table: pd.DataFrame, pairs: Sequence[Sequence[str]], nation: float, unit: str
) -> None:
    """Draw groups of people in blocks, each with its interval, and a line for the nation.

    ``table`` has ``value``, ``low`` and ``high`` by group label; ``pairs`` lists the blocks from
    top to bottom.
    """
    position, ticks, labels = 0.0, [], []
    for block in pairs:
        for label in block:
            row = table.loc[label]
            ax.hlines(position, row["low"], row["high"], color=PALETTE["light"], linewidth=4)
            ax.scatter(row["value"], position, s=30, color=PALETTE["blue"], zorder=2)
            ticks.append(position)
            labels.append(label)
            position -= 1
        position -= 0.6
    ax.set_yticks(ticks, labels)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_major_locator(MultipleLocator(5))
    ax.axvline(nation, color=PALETTE["grey"], linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    ax.annotate(
        "Mexico",
        (nation, 1),
        xycoords=("data", "axes fraction"),
        xytext=(3, 2),
        textcoords="offset points",
        color=PALETTE["grey"],
        fontsize=SMALL,
    )
    ax.grid(axis="x", color="#eeeeee", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.set_xlabel(unit)


def ranked_dots(
    ax: Axes,
    values: pd.Series,
    *,
    labels: Mapping[str, str] | pd.Series,
    low: pd.Series | None = None,
    high: pd.Series | None = None,
    nation: float | None = None,
    nation_label: str = "Mexico",
    highlight: Sequence[str] = (),
    unit: str = "",
) -> None:
    """Draw one dot per unit in order of value, with its interval and a line for the nation.

    ``values``, ``low`` and ``high`` share their index; ``labels`` maps it to names.
    """
    order = values.dropna().sort_values().index
    position = np.arange(len(order))
    if low is not None and high is not None:
        ax.hlines(position, low[order], high[order], color=PALETTE["light"], linewidth=3, zorder=1)
    colours = [PALETTE["orange"] if key in highlight else PALETTE["blue"] for key in order]
    ax.scatter(values[order], position, c=colours, s=22, zorder=2)
    ax.set_yticks(position, [labels[key] for key in order])
    ax.set_ylim(-0.8, len(order) - 0.2)
    ax.grid(axis="x", color="#eeeeee", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.tick_params(axis="y", length=0)
    if nation is not None:
        ax.axvline(nation, color=PALETTE["grey"], linewidth=1, linestyle=(0, (4, 3)), zorder=0)
        ax.annotate(
            nation_label,
            (nation, 1),
            xycoords=("data", "axes fraction"),
            xytext=(3, 1),
            textcoords="offset points",
            color=PALETTE["grey"],
            fontsize=SMALL,
            va="bottom",
        )
    ax.set_xlabel(unit)


def changes(
    table: pd.DataFrame, labels: Mapping[str, str], years: tuple[str, str], unit: str
) -> Figure:
    """Draw the change of each indicator with its interval, and write both levels beside it.

    ``table`` has the two years, ``change``, ``low``, ``high`` and ``reading`` (1, 0, −1); rows are
    drawn from top to bottom. On the scale of the levels the intervals would hide behind the points.
    """
    before, after = years
    fig, ax = new_figure(height=0.42 * len(table) + 0.9)
    place = np.arange(len(table))[::-1]
    colours = table["reading"].map({1: PALETTE["orange"], -1: PALETTE["blue"], 0: PALETTE["grey"]})
    ax.axvline(0, color=PALETTE["ink"], linewidth=0.9, zorder=0)
    ax.hlines(place, table["low"], table["high"], color=colours, linewidth=2)
    ax.scatter(table["change"], place, s=34, color=colours, zorder=3)
    for y, (_, row) in zip(place, table.iterrows(), strict=True):
        text = f"{formats.number(row[before])} → {formats.number(row[after])}"
        direct_label(ax, max(row["high"], 0), y, text, PALETTE["ink"])
    ax.set_yticks(place, [labels[name] for name in table.index])
    low, high = table["low"].min(), table["high"].max()
    ax.set_xlim(low - 0.05 * (high - low), high + 0.3 * (high - low))
    ax.set_ylim(-0.7, len(table) - 0.3)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_major_formatter(numbers(0))
    ax.set_xlabel(unit)
    return fig


def two_dots(left: pd.Series, right: pd.Series, units: tuple[str, str]) -> Figure:
    """Draw two series of the same states side by side, ordered by the first."""
    fig, axes = new_figure(1, 2, height=6.2, sharey=True)
    order = left.drop(NATION).sort_values().index
    place = np.arange(len(order))
    for ax, values, unit in zip(axes, (left, right), units, strict=True):
        ax.scatter(values[order], place, s=20, color=PALETTE["blue"])
        ax.axvline(values[NATION], color=PALETTE["grey"], linewidth=0.9, linestyle=(0, (4, 3)))
        ax.grid(axis="x", color="#eeeeee")
        ax.set_axisbelow(True)
        ax.set_xlabel(unit)
        ax.tick_params(axis="y", length=0)
    axes[0].set_yticks(place, [state_name(code) for code in order])
    axes[0].set_ylim(-0.8, len(order) - 0.2)
    return fig
