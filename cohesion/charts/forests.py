"""Slopes of the states side by side, each with its interval."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullFormatter

from cohesion.charts import marks
from cohesion.charts.intervals import told_apart
from cohesion.charts.theme import SEQUENTIAL, SMALL, new_figure, numbers
from cohesion.tables.geography import STATES


def state_slopes(slopes: Mapping[str, pd.DataFrame], common: Mapping[str, pd.Series]) -> Figure:
    """Draw the rate ratio of each state and the common one, one column per measure.

    Parameters
    ----------
    slopes : mapping of DataFrame
        Per measure: state code × slope, low, high (logarithms).
    common : mapping of Series
        Per measure: coefficient, low, high of the common slope (logarithms).

    The order of the states is that of the first measure.
    """
    first = next(iter(slopes.values())).sort_values("slope")
    order = list(first.index)
    fig, axes = new_figure(1, len(slopes), height=6.4, sharey=True)
    place = np.arange(len(order))
    for ax, (name, table) in zip(np.atleast_1d(axes), slopes.items(), strict=True):
        rows, middle = np.exp(table.loc[order, ["slope", "low", "high"]]), common[name]
        ax.axvspan(np.exp(middle["low"]), np.exp(middle["high"]), color=SEQUENTIAL[0], zorder=0)
        marks.level(ax, np.exp(middle["coefficient"]), colour="blue", width=1, dashes="-", front=1)
        marks.level(ax, 1, colour="ink", dashes="-", front=1)
        colours = told_apart(rows["low"], rows["high"], 1)
        marks.spans(ax, place, rows["low"], rows["high"], colours, width=1.6)
        marks.dots(ax, rows["slope"], place, colours, size=25)
        _ratios(ax, float(rows["low"].min()), float(rows["high"].max()))
        ax.set_title(name, fontsize=SMALL)
        ax.tick_params(axis="y", length=0)
        ax.spines[["left", "top", "right"]].set_visible(False)
    marks.rows(np.atleast_1d(axes)[0], place, list(STATES.loc[order, "name_en"]), air=0.8)
    return fig


def _ratios(ax: Axes, low: float, high: float) -> None:
    """Set a logarithmic scale of ratios, in wide steps where they lie far apart."""
    wide = high / low > 2
    steps = [0.2, 0.5, 1, 2, 5] if wide else [0.95, 1, 1.05, 1.1]
    ax.set_xscale("log")
    ax.xaxis.set_major_locator(FixedLocator([s for s in steps if low * 0.8 <= s <= high * 1.2]))
    ax.xaxis.set_major_formatter(numbers(1 if wide else 2))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.minorticks_off()
    ax.set_xlabel("rate ratio")
