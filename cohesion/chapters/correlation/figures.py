"""Figures of the correlation chapters that show fitted models."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from cohesion.charts.labels import direct_label
from cohesion.charts.theme import PALETTE, new_figure, numbers
from cohesion.methods import counts


def within_between(
    frame: pd.DataFrame, x: str, slopes: tuple[float, float], x_label: str, y_label: str
) -> Figure:
    """Show why an association within states can differ from the one between them.

    Parameters
    ----------
    frame : municipalities, with ``state_code``, ``x``, ``homicides``, ``exposure``.
    slopes : log rate ratios per unit of ``x`` between and within states, from one model.

    Grey: each state's own count model through its municipalities. Points: the states. Blue and
    orange: the two slopes of the model, through the national mean.
    """
    data = frame[["state_code", x, "homicides", "exposure"]].dropna()
    fig, ax = new_figure(height=3.9)
    states = data.groupby("state_code")
    means = (data[x] * data["exposure"]).groupby(data["state_code"]).sum()
    means = means / states["exposure"].sum()
    rates = 100_000 * states["homicides"].sum() / states["exposure"].sum()
    for _, group in states:
        columns = np.column_stack([group[x], np.ones(len(group))])
        own = counts.fast_poisson(
            columns, group["homicides"].to_numpy(float), np.log(group["exposure"].to_numpy(float))
        )
        ends = weighted_quantile(group[x], group["exposure"], (0.1, 0.9))
        ax.plot(
            ends, 100_000 * np.exp(own[1] + own[0] * ends), color="#b0b0b0", linewidth=0.9, zorder=1
        )
    ax.scatter(means, rates, s=20, color=PALETTE["blue"], zorder=4, linewidths=0)
    middle = float(np.average(data[x], weights=data["exposure"]))
    level = 100_000 * data["homicides"].sum() / data["exposure"].sum()
    reaches = (
        np.array([means.min(), means.max()]),
        weighted_quantile(data[x], data["exposure"], (0.02, 0.98)),
    )
    for slope, reach, name, colour, offset in zip(
        slopes,
        reaches,
        ("between states", "within states"),
        ("blue", "orange"),
        ((6, -8), (6, 4)),
        strict=True,
    ):
        line = level * np.exp(slope * (reach - middle))
        ax.plot(reach, line, color=PALETTE[colour], linewidth=2.6, zorder=3)
        direct_label(ax, reach[1], line[1], name, PALETTE[colour], xytext=offset, fontweight="bold")
    ax.set_yscale("log")
    ax.set_yticks([2, 5, 10, 20, 50, 100], ["2", "5", "10", "20", "50", "100"])
    ax.minorticks_off()
    ax.xaxis.set_major_formatter(numbers(1))
    ax.set_xlabel(x_label)
    ax.set_ylabel(y_label)
    return fig


def weighted_quantile(
    values: pd.Series, weights: pd.Series, quantiles: Sequence[float]
) -> np.ndarray:
    """Return quantiles of people rather than of places: weights are shares of the total."""
    order = np.argsort(values.to_numpy())
    cumulated = np.cumsum(weights.to_numpy()[order]) / weights.sum()
    return values.to_numpy()[order][np.searchsorted(cumulated, quantiles)]
