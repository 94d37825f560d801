"""An estimate among its placebos, one row per outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from cohesion.charts.theme import PALETTE, SMALL, new_figure, numbers

#: Placebos are shown by these quantiles: hundreds of marks would hide each other.
SHOWN = np.linspace(0, 1, 41)


def among_placebos(
    estimates: Mapping[str, float],
    placebos: Mapping[str, Sequence[float]],
    widths: Mapping[str, float],
    unit: str,
) -> Figure:
    """Draw each estimate as a dot over its placebos, all divided by the row's width.

    Parameters
    ----------
    estimates, placebos, widths : mapping
        By outcome, the first on top. Between −1 and 1 lie 95 % of the placebos of every row.
    """
    fig, ax = new_figure(height=0.33 * len(estimates) + 1.0)
    place = np.arange(len(estimates))[::-1]
    ax.axvspan(-1, 1, color="#eef3f7", zorder=0)
    ax.axvline(0, color=PALETTE["ink"], linewidth=0.9, zorder=1)
    for row, name in zip(place, estimates, strict=True):
        ticks = np.quantile(np.asarray(placebos[name], dtype=float) / widths[name], SHOWN)
        ax.vlines(ticks, row - 0.22, row + 0.22, color="#a8a8a8", linewidth=0.9, zorder=2)
        value = estimates[name] / widths[name]
        colour = PALETTE["orange"] if abs(value) > 1 else PALETTE["blue"]
        ax.scatter(value, row, s=38, color=colour, edgecolors="white", linewidths=0.8, zorder=3)
    ax.set_yticks(place, list(estimates))
    ax.tick_params(axis="y", length=0, labelsize=SMALL)
    ax.set_ylim(-0.7, len(estimates) - 0.3)
    ax.xaxis.set_major_formatter(numbers(0))
    ax.set_xlabel(unit)
    ax.spines[["left", "top", "right"]].set_visible(False)
    return fig
