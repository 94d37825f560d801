"""Slopes of the states side by side, each with its interval."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullFormatter

from cohesion.charts.theme import PALETTE, SMALL, new_figure, numbers
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
        rows, middle = table.loc[order], common[name]
        ax.axvspan(np.exp(middle["low"]), np.exp(middle["high"]), color="#e8f1f7", zorder=0)
        ax.axvline(np.exp(middle["coefficient"]), color=PALETTE["blue"], linewidth=1, zorder=1)
        ax.axvline(1, color=PALETTE["ink"], linewidth=0.9, zorder=1)
        clear = (rows["low"] > 0) | (rows["high"] < 0)
        colours = [PALETTE["orange"] if c else PALETTE["blue"] for c in clear]
        ax.hlines(place, np.exp(rows["low"]), np.exp(rows["high"]), colors=colours, linewidth=1.6)
        ax.scatter(np.exp(rows["slope"]), place, c=colours, s=16, zorder=3)
        ax.set_xscale("log")
        low, high = np.exp(rows["low"].min()), np.exp(rows["high"].max())
        steps = [0.2, 0.5, 1, 2, 5] if high / low > 2 else [0.95, 1, 1.05, 1.1]
        ax.xaxis.set_major_locator(FixedLocator([s for s in steps if low * 0.8 <= s <= high * 1.2]))
        ax.xaxis.set_major_formatter(numbers(1 if high / low > 2 else 2))
        ax.xaxis.set_minor_formatter(NullFormatter())
        ax.minorticks_off()
        ax.set_title(name, fontsize=SMALL)
        ax.set_xlabel("rate ratio")
        ax.tick_params(axis="y", length=0, labelsize=SMALL)
        ax.spines[["left", "top", "right"]].set_visible(False)
    np.atleast_1d(axes)[0].set_yticks(place, STATES.loc[order, "name_en"])
    return fig
