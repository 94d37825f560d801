"""Curves of cumulated shares."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from cohesion.charts.labels import direct_label
from cohesion.charts.theme import PALETTE, new_figure


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
