"""The charts of the health chapters, in the look of :mod:`cohesion.plots`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from cohesion.plots import PALETTE, direct_label


def scatter_states(
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
    ax.annotate("Mexico", (nation, 1), xycoords=("data", "axes fraction"), xytext=(3, 2),
                textcoords="offset points", color=PALETTE["grey"], fontsize=9)
    ax.grid(axis="x", color="#eeeeee", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.set_xlabel(unit)


def class_boxes(
    ax: Axes, values: pd.Series, classes: pd.Series, labels: Mapping[float, str], unit: str
) -> None:
    """Draw how values spread within each class: median, middle half, fifth to ninety-fifth."""
    frame = pd.DataFrame({"value": values, "class": classes}).dropna()
    keys = sorted(labels)
    for place, key in enumerate(keys):
        sample = frame.loc[frame["class"] == key, "value"].to_numpy()
        p5, q1, median, q3, p95 = np.percentile(sample, [5, 25, 50, 75, 95])
        ax.hlines(place, p5, p95, color=PALETTE["grey"], linewidth=1)
        ax.hlines(place, q1, q3, color=PALETTE["sky"], linewidth=9)
        ax.vlines(median, place - 0.2, place + 0.2, color=PALETTE["ink"], linewidth=2)
    ax.set_yticks(range(len(keys)), [labels[key] for key in keys])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(keys) - 0.4, -0.6)
    ax.grid(axis="x", color="#eeeeee", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.set_xlabel(unit)


def lines(
    ax: Axes, series: Mapping[str, pd.Series], colors: Sequence[str], ylabel: str
) -> None:
    """Draw one labelled line per series over years."""
    for (label, line), color in zip(series.items(), colors, strict=True):
        ax.plot(line.index, line.to_numpy(), color=PALETTE[color])
        direct_label(ax, line.index[-1], line.iloc[-1], label, PALETTE[color])
    ax.set_ylabel(ylabel)
    ax.grid(axis="y", color="#eeeeee", linewidth=0.8)
