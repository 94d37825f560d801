"""Bars, stacked and side by side, and boxes of classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.charts import marks
from cohesion.charts.labels import direct_label
from cohesion.charts.theme import COLOURS, PALETTE, SMALL, new_figure


def importance_bars(shares: Mapping[str, pd.Series], labels: Mapping[str, str]) -> Figure:
    """Draw, for each space, how much of the variance of effects each choice explains."""
    fig, axes = new_figure(1, len(shares), height=2.5, sharex=True)
    for ax, (title, values) in zip(np.atleast_1d(axes), shares.items(), strict=True):
        place = np.arange(len(values))[::-1]
        marks.bars(ax, place, values, "blue")
        for y, value in zip(place, values, strict=True):
            direct_label(ax, value, y, formats.number(value, 1), PALETTE["ink"], xytext=(3, 0))
        marks.rows(ax, place, [labels.get(name, name) for name in values.index], air=None)
        ax.text(0, 1.02, title, transform=ax.transAxes, fontsize=SMALL, fontweight="bold")
        ax.set_xlabel("% of variance", loc="left")
        ax.set_xticks([])
        ax.spines[["bottom", "top", "right"]].set_visible(False)
        ax.set_xlim(0, max(s.max() for s in shares.values()) * 1.25)
    return fig


def shares_with_errors(
    panels: Mapping[str, pd.DataFrame], names: Sequence[str], *, x_label: str
) -> Figure:
    """Draw shares from 0 to 1 with the half-width of their intervals, one panel a title.

    Parameters
    ----------
    panels : mapping of DataFrame
        ``share`` and ``half`` by row, the first on top.
    names : sequence of str
        Of the rows.
    """
    fig, axes = new_figure(1, len(panels), height=0.34 * len(names) + 1.0, sharey=True)
    place = np.arange(len(names))[::-1]
    for ax, (title, table) in zip(np.atleast_1d(axes), panels.items(), strict=True):
        share, half = table["share"], table["half"]
        marks.bars(ax, place, share, "blue", width=0.6)
        marks.spans(ax, place, share - half, share + half, "ink", width=0.8, front=3)
        ax.set_title(title, fontsize=SMALL)
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.5], ["0", "0.5"])
        ax.tick_params(axis="y", length=0)
    marks.rows(np.atleast_1d(axes)[0], place, names, air=None)
    fig.supxlabel(x_label, fontsize=SMALL)
    return fig


def stacked(
    parts: pd.DataFrame,
    colours: Mapping[str, str],
    *,
    x_label: str,
    height: float,
    written: float | None = None,
    totals: bool = False,
    parted: bool = False,
    legend: str = "outside lower center",
    columns: int = 1,
) -> Figure:
    """Draw rows of which each is the sum of its parts, the first on top.

    Parameters
    ----------
    parts : DataFrame
        Names of rows × names of parts, from left to right.
    colours : mapping
        Part → name of its colour, in the order of the parts.
    written : float, optional
        From this length on a part has its number written in it.
    totals : bool
        Whether the sum stands at the end of each row.
    parted : bool
        Whether thin white lines stand between parts, for colours that are alike.
    """
    fig, ax = new_figure(height=height)
    place = np.arange(len(parts))[::-1]
    ends = np.cumsum(np.column_stack([np.zeros(len(parts)), parts[list(colours)]]), axis=1)
    for (name, colour), (start, end) in zip(colours.items(), pairwise(ends.T), strict=True):
        marks.bars(ax, place, end - start, colour, start=start, label=name, edgecolor="white",
                   linewidth=0.6 if parted else 0)  # fmt: skip
        for y, low, high in zip(place, start, end, strict=True):
            if written is not None and high - low > written:
                ax.text((low + high) / 2, y, formats.number(high - low, 1), color="white",
                        ha="center", va="center", fontsize=SMALL)  # fmt: skip
    if totals:
        for y, total in zip(place, ends[:, -1], strict=True):
            direct_label(ax, total, y, formats.number(total, 1), PALETTE["ink"])
    marks.rows(ax, place, list(parts.index), air=0.6)
    ax.set(xlabel=x_label, xlim=(0, ends[:, -1].max() * (1.1 if totals else 1.05)))
    fig.legend(*ax.get_legend_handles_labels(), loc=legend, ncols=columns, frameon=False,
               fontsize=SMALL)  # fmt: skip
    return fig


def columns_over_years(
    panels: Mapping[str, pd.DataFrame],
    colours: Mapping[str, str],
    *,
    x_label: str,
    y_label: str,
) -> Figure:
    """Draw stacked columns over years, two panels a row.

    Parameters
    ----------
    panels : mapping of DataFrame
        Title → years × parts.
    colours : mapping
        Part → name of its colour, from the bottom up.
    """
    rows = -(-len(panels) // 2)
    fig, axes = new_figure(rows, 2, height=5.2 * rows / 3, sharex=True, squeeze=False)
    for ax, (title, table) in zip(axes.flat, panels.items(), strict=True):
        tops = np.cumsum(np.column_stack([np.zeros(len(table)), table[list(colours)]]), axis=1)
        for colour, (low, high) in zip(colours.values(), pairwise(tops.T), strict=True):
            marks.bars(ax, table.index, high - low, colour, start=low, along="y", width=0.9)
        ax.set_title(title)
        ax.yaxis.get_major_locator().set_params(integer=True, nbins=4)
    axes[rows // 2, 0].set_ylabel(y_label)
    fig.supxlabel(x_label, fontsize=SMALL)
    return fig


def class_boxes(
    ax: Axes, values: pd.Series, classes: pd.Series, labels: Mapping[float, str], unit: str
) -> None:
    """Draw how values spread within each class: median, middle half, fifth to ninety-fifth."""
    frame = pd.DataFrame({"value": values, "class": classes}).dropna()
    keys = sorted(labels)
    sns.boxplot(
        frame[frame["class"].isin(keys)], x="value", y="class", order=keys, orient="y",
        whis=(5, 95), showfliers=False, showcaps=False, width=0.4, saturation=1,
        color=COLOURS["sky"], linecolor=COLOURS["grey"], linewidth=1, ax=ax,
        boxprops={"edgecolor": "none"}, medianprops={"color": COLOURS["ink"], "linewidth": 2},
        # Matplotlib's name for what seaborn still says by ``vert``, with a warning on the page.
        vert=None, orientation="horizontal",
    )  # fmt: skip
    marks.rows(ax, range(len(keys)), [labels[key] for key in keys], air=None)
    ax.set_ylim(len(keys) - 0.4, -0.6)
    ax.grid(axis="x")
    ax.set(xlabel=unit, ylabel="")
