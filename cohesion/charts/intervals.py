"""Estimates with their intervals, one row each: the interval is drawn as it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MultipleLocator

from cohesion import formats
from cohesion.charts import marks
from cohesion.charts.labels import direct_label
from cohesion.charts.theme import COLOURS, PALETTE, SMALL, new_figure, numbers
from cohesion.tables.geography import NATION, STATES, state_name


def told_apart(low: pd.Series, high: pd.Series, centre: float = 0.0) -> list[str]:
    """Return the colour of each estimate: orange where its interval leaves out the centre."""
    clear = (low > centre) | (high < centre)
    return ["orange" if one else "blue" for one in clear]


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

    ``results`` has columns effect, low, high; orange where the interval leaves out ``centre``.
    """
    fig, ax = new_figure(height=height or 0.36 * len(results) + 1.1)
    place = np.arange(len(results))[::-1]
    if margin is not None:
        ax.axvspan(-margin, margin, color=COLOURS["zone"], zorder=0)
    for side in () if detectable is None else (-detectable, detectable):
        marks.level(ax, side, front=1)
    marks.level(ax, centre, colour="ink", dashes="-", front=1)
    colours = told_apart(results["low"], results["high"], centre)
    marks.spans(ax, place, results["low"], results["high"], colours, width=2, front=2)
    marks.dots(ax, results["effect"], place, colours, size=40)
    marks.rows(ax, place, [labels[key] for key in results.index])
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
    marks.spans(ax, place, ordered["low"], ordered["high"], "pale", width=5)
    marks.dots(ax, ordered["base"], place, size=35)
    marks.rows(ax, place, list(STATES.loc[ordered.index, "name_en"]), air=0.8)
    ax.set_xlim(0.2, len(ordered) + 0.8)
    ax.set_xticks([1, 8, 16, 24, 32])
    ax.set_xlabel("rank (1 = most cohesive on this index)")
    ax.grid(axis="x")
    return fig


def rank_draws(table: pd.DataFrame, marked: Sequence[str], *, x_label: str) -> Figure:
    """Draw the median rank of many draws, the range of most of them, and the declared rank.

    Parameters
    ----------
    table : DataFrame
        Bottom row first: ``name``, ``rank_low``, ``rank_median``, ``rank_high``, ``rank``.
    marked : sequence of str
        Keys of the rows in the other colour.
    """
    fig, ax = new_figure(height=0.27 * len(table) + 0.7)
    place = np.arange(len(table))
    colours = ["orange" if code in marked else "blue" for code in table.index]
    marks.spans(ax, place, table["rank_low"], table["rank_high"], colours, width=4, alpha=0.35)
    marks.dots(ax, table["rank_median"], place, colours, size=40, front=2)
    marks.ticks(ax, table["rank"], place, "ink", length=8.4, width=1.8, front=4)
    marks.rows(ax, place, list(table["name"]), air=0.8)
    ax.set_xlabel(x_label)
    ax.set_xticks(range(1, len(table) + 1, 2))
    ax.grid(axis="x")
    return fig


def by_year(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Draw, for each variable, its correlation year by year with the interval.

    ``table`` has columns variable, year, r, low, high.
    """
    groups = list(table.groupby("variable", sort=False))
    fig, axes = new_figure(1, len(groups), height=2.6, sharey=True)
    for ax, (name, part) in zip(np.atleast_1d(axes), groups, strict=True):
        marks.level(ax, 0, "y", "ink", dashes="-", front=2)
        colours = told_apart(part["low"], part["high"])
        marks.spans(ax, part["year"], part["low"], part["high"], colours, width=1.8, along="y")
        marks.dots(ax, part["year"], part["r"], colours, size=25)
        ax.text(0, 1.03, labels[name], transform=ax.transAxes, fontsize=SMALL, fontweight="bold")
        ax.set(xlim=(2010.2, 2022.8), xticks=[2012, 2016, 2020])
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
    labels = [label for block in pairs for label in block]
    block_of = np.repeat(np.arange(len(pairs)), [len(block) for block in pairs])
    place = -np.arange(len(labels)) - 0.6 * block_of
    shown = table.loc[labels]
    marks.spans(ax, place, shown["low"], shown["high"], width=4)
    marks.dots(ax, shown["value"], place, size=42)
    marks.rows(ax, place, labels, air=0.5)
    ax.xaxis.set_major_locator(MultipleLocator(5))
    marks.level(ax, nation, width=1)
    marks.name_level(ax, nation, "Mexico")
    ax.grid(axis="x")
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
    place = np.arange(len(order))
    if low is not None and high is not None:
        marks.spans(ax, place, low[order], high[order], width=3)
    colours = ["orange" if key in highlight else "blue" for key in order]
    marks.dots(ax, values[order], place, colours, size=32, front=2)
    marks.rows(ax, place, [labels[key] for key in order], air=0.8)
    ax.grid(axis="x")
    if nation is not None:
        marks.level(ax, nation, width=1)
        marks.name_level(ax, nation, nation_label)
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
    colours = table["reading"].map({1: "orange", -1: "blue", 0: "grey"}).tolist()
    marks.level(ax, 0, colour="ink", dashes="-")
    marks.spans(ax, place, table["low"], table["high"], colours, width=2)
    marks.dots(ax, table["change"], place, colours, size=47)
    for y, (_, row) in zip(place, table.iterrows(), strict=True):
        text = f"{formats.number(row[before])} → {formats.number(row[after])}"
        direct_label(ax, max(row["high"], 0), y, text, PALETTE["ink"])
    marks.rows(ax, place, [labels[name] for name in table.index])
    low, high = table["low"].min(), table["high"].max()
    ax.set_xlim(low - 0.05 * (high - low), high + 0.3 * (high - low))
    ax.xaxis.set_major_formatter(numbers(0))
    ax.set_xlabel(unit)
    return fig


def two_dots(left: pd.Series, right: pd.Series, units: tuple[str, str]) -> Figure:
    """Draw two series of the same states side by side, ordered by the first."""
    fig, axes = new_figure(1, 2, height=6.2, sharey=True)
    order = left.drop(NATION).sort_values().index
    place = np.arange(len(order))
    for ax, values, unit in zip(axes, (left, right), units, strict=True):
        marks.dots(ax, values[order], place, size=30)
        marks.level(ax, values[NATION])
        ax.grid(axis="x")
        ax.set_xlabel(unit)
        ax.tick_params(axis="y", length=0)
    marks.rows(axes[0], place, [state_name(code) for code in order], air=0.8)
    return fig


def before_after(
    table: pd.DataFrame,
    names: Mapping[str, str],
    nation: pd.Series,
    told: tuple[str, str],
    *,
    x_label: str,
    ticks: Sequence[float],
) -> Figure:
    """Draw two values of each unit on a logarithmic scale, the later with its interval.

    Parameters
    ----------
    table : DataFrame
        Bottom row first: ``before``, ``after`` and ``low``, ``high`` of the later value.
    names : mapping
        Key → name of the row.
    nation, told : Series, (str, str)
        ``before`` and ``after`` of the nation, and how the two lines are called.
    """
    fig, ax = new_figure(height=6.6)
    place = np.arange(len(table))
    marks.spans(ax, place, table["before"], table["after"], width=2)
    marks.dots(ax, table["before"], place, "white", size=20, edge="grey", rim=1.2, front=2)
    marks.spans(ax, place, table["low"], table["high"], "blue", width=2.6, front=3)
    marks.dots(ax, table["after"], place, size=35, front=4)
    ax.set_xscale("log")
    ax.set_xticks(ticks, [formats.integer(tick) for tick in ticks])
    ax.minorticks_off()
    marks.rows(ax, place, [names[key] for key in table.index], air=0.8)
    ax.set_ylim(top=len(table) + 0.9)
    for when, name, colour, side, shift in zip(
        ("before", "after"), told, ("grey", "blue"), ("right", "left"), (0.96, 1.05), strict=True
    ):
        marks.level(ax, nation[when], colour=colour)
        ax.text(nation[when] * shift, len(table) + 0.2, name, color=COLOURS[colour], ha=side,
                va="center", fontsize=SMALL)  # fmt: skip
    ax.grid(axis="x")
    ax.set_xlabel(x_label)
    return fig


def chances(
    table: pd.DataFrame, series: Mapping[str, str], strong: Sequence[str], *, x_label: str
) -> Figure:
    """Draw several chances of each row above each other, so that none hides another.

    Parameters
    ----------
    table : DataFrame
        Bottom row first: ``name``, and one column for each series, from 0 to 1.
    series : mapping
        Column → what it is called; three at most.
    strong : sequence of str
        Keys of the rows whose name is written in bold.
    """
    fig, ax = new_figure(height=0.5 * len(table) + 0.9)
    place = np.arange(len(table))
    looks = (("orange", "D", 0.26), ("green", "s", 0.0), ("blue", "o", -0.26))
    for (column, name), (colour, marker, shift) in zip(series.items(), looks, strict=True):
        marks.spans(ax, place + shift, 0, table[column], colour, width=1.2, alpha=0.5)
        marks.dots(ax, table[column], place + shift, colour, marker=marker, size=37, label=name,
                   front=2)  # fmt: skip
    marks.level(ax, 0.5, width=1)
    marks.rows(ax, place, list(table["name"]), air=0.6)
    for label, code in zip(ax.get_yticklabels(), table.index, strict=True):
        label.set_weight("semibold" if code in strong else "normal")
    ax.set(xlim=(-0.01, 1.03), xlabel=x_label)
    fig.legend(loc="outside upper center", ncols=len(series), frameon=False, fontsize=SMALL)
    return fig


def side_by_side(panels: Mapping[str, pd.DataFrame], labels: Sequence[str], unit: str) -> Figure:
    """Draw differences with their intervals, a panel for each title, rows from top to bottom.

    Parameters
    ----------
    panels : mapping of DataFrame
        ``difference``, ``low``, ``high``, ``clear`` by row; what is clear is orange.
    """
    fig, axes = new_figure(1, len(panels), height=3.5, sharey=True)
    place = np.arange(len(labels))[::-1]
    for ax, (title, table) in zip(axes, panels.items(), strict=True):
        marks.spans(ax, place, table["low"], table["high"], width=4)
        colours = ["orange" if clear else "grey" for clear in table["clear"]]
        marks.dots(ax, table["difference"], place, colours, size=32, front=2)
        marks.level(ax, 0, colour="ink", width=0.8, dashes="-", front=2)
        ax.set(title=title, xlabel=unit)
        ax.tick_params(axis="y", length=0)
    marks.rows(axes[0], place, labels, air=None)
    return fig


def among_others(
    others: pd.DataFrame, own: pd.DataFrame, nation: pd.Series, labels: pd.Series, unit: str
) -> Figure:
    """Draw one unit's values with their intervals over those of all others, the nation marked.

    Parameters
    ----------
    others : DataFrame
        Units × measures.
    own : DataFrame
        ``value``, ``low``, ``high`` by measure.
    nation, labels : Series
        By measure, from top to bottom.
    """
    fig, ax = new_figure(height=0.36 * len(labels) + 0.9)
    place = np.arange(len(labels))[::-1]
    for row, name in zip(place, labels.index, strict=True):
        marks.ticks(ax, others[name], [row] * len(others), "light", length=11, width=1, front=1)
    marks.ticks(ax, nation[labels.index], place, "ink", length=15, width=1.6)
    shown = own.loc[labels.index]
    marks.spans(ax, place, shown["low"], shown["high"], "orange", width=1.6, front=3)
    marks.dots(ax, shown["value"], place, "orange", size=49, front=3)
    marks.rows(ax, place, list(labels), air=0.5)
    ax.set_xlim(left=0)
    ax.set_xlabel(unit)
    return fig


def against_limits(
    table: pd.DataFrame, heads: Mapping[int, str], told: tuple[str, str, str], *, x_label: str
) -> Figure:
    """Draw values beside the smallest that can be seen, in groups with a head.

    Parameters
    ----------
    table : DataFrame
        Bottom row first: ``name``, ``value``, ``limit`` and ``seen`` (whether it is larger).
    heads : mapping
        Row → what stands above it.
    told : (str, str, str)
        What the bars are, what dots are that can be seen, and those that cannot.
    """
    fig, ax = new_figure(height=0.6 * len(table) + 1.4)
    place = np.arange(len(table))
    colours = ["blue" if seen else "orange" for seen in table["seen"]]
    marks.spans(ax, place, 0, table["limit"], width=9)
    marks.dots(ax, table["value"], place, colours, size=81)
    for row, value, colour in zip(place, table["value"], colours, strict=True):
        ax.text(value, row + 0.3, formats.number(value, 1), color=COLOURS[colour], ha="center",
                fontsize=SMALL)  # fmt: skip
    for row, text in heads.items():
        ax.text(0, row + 0.62, text, fontsize=SMALL, fontweight="bold", va="center")
    marks.rows(ax, place, list(table["name"]))
    ax.set(xlim=(0, None), ylim=(-0.6, len(table) + 0.1), xlabel=x_label)
    handles = [Patch(color=COLOURS["light"], label=told[0])] + [
        Line2D([], [], marker="o", ls="", color=COLOURS[colour], label=label)
        for colour, label in zip(("blue", "orange"), told[1:], strict=True)
        if colour in colours
    ]
    fig.legend(handles=handles, loc="outside lower center", ncols=2, frameon=False, fontsize=SMALL)
    return fig
