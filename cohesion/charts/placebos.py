"""An estimate among its placebos, one row per outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from cohesion.charts import marks
from cohesion.charts.theme import COLOURS, new_figure, numbers

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
    ax.axvspan(-1, 1, color=COLOURS["zone"], zorder=0)
    marks.level(ax, 0, colour="ink", dashes="-", front=1)
    for row, name in zip(place, estimates, strict=True):
        ticks = np.quantile(np.asarray(placebos[name], dtype=float) / widths[name], SHOWN)
        marks.spans(ax, ticks, row - 0.22, row + 0.22, "placebo", width=0.9, along="y", front=2)
    values = np.array([estimates[name] / widths[name] for name in estimates])
    colours = np.where(abs(values) > 1, "orange", "blue")
    marks.dots(ax, values, place, colours, size=40, edge="white", rim=0.8)
    marks.rows(ax, place, list(estimates))
    ax.xaxis.set_major_formatter(numbers(0))
    ax.set_xlabel(unit)
    ax.spines[["left", "top", "right"]].set_visible(False)
    return fig
