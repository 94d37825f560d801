"""Bars and boxes of classes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.charts.labels import direct_label
from cohesion.charts.theme import PALETTE, SMALL, new_figure


def importance_bars(shares: Mapping[str, pd.Series], labels: Mapping[str, str]) -> Figure:
    """Draw, for each space, how much of the variance of effects each choice explains."""
    fig, axes = new_figure(1, len(shares), height=2.5, sharex=True)
    for ax, (title, values) in zip(np.atleast_1d(axes), shares.items(), strict=True):
        place = np.arange(len(values))[::-1]
        ax.barh(place, values, color=PALETTE["blue"], height=0.62)
        for y, value in zip(place, values, strict=True):
            direct_label(ax, value, y, formats.number(value, 1), PALETTE["ink"], xytext=(3, 0))
        ax.set_yticks(place, [labels.get(name, name) for name in values.index])
        ax.tick_params(axis="y", length=0)
        ax.text(0, 1.02, title, transform=ax.transAxes, fontsize=SMALL, fontweight="bold")
        ax.set_xlabel("% of variance", loc="left")
        ax.set_xticks([])
        ax.spines[["bottom", "top", "right"]].set_visible(False)
        ax.set_xlim(0, max(s.max() for s in shares.values()) * 1.25)
    return fig


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
