"""Lines over years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from cohesion.charts.labels import direct_label
from cohesion.charts.theme import PALETTE, SMALL, new_figure


def lines(ax: Axes, series: Mapping[str, pd.Series], colors: Sequence[str], ylabel: str) -> None:
    """Draw one labelled line per series over years."""
    for (label, line), color in zip(series.items(), colors, strict=True):
        ax.plot(line.index, line.to_numpy(), color=PALETTE[color])
        direct_label(ax, line.index[-1], line.iloc[-1], label, PALETTE[color])
    ax.set_ylabel(ylabel)
    ax.grid(axis="y", color="#eeeeee", linewidth=0.8)


def from_zero(
    series: Mapping[str, pd.Series],
    colors: Sequence[str],
    ylabel: str,
    band: pd.DataFrame | None = None,
) -> Figure:
    """Draw labelled lines over years on a scale that begins at zero.

    Parameters
    ----------
    band : DataFrame, optional
        By year: ``low`` and ``high`` of an interval, drawn under the lines.
    """
    fig, ax = new_figure(height=3)
    if band is not None:
        ax.fill_between(band.index, band["low"], band["high"], color=PALETTE["light"], linewidth=0)
    lines(ax, series, colors, ylabel)
    ax.set_ylim(0, None)
    return fig


def band_chart(wide: pd.DataFrame, nation: pd.Series, unit: str, names: tuple[str, str]) -> Figure:
    """Draw a national series inside the band from the lowest to the highest state."""
    fig, ax = new_figure(height=3.2)
    ax.fill_between(
        wide.columns, wide.min(), wide.max(), color=PALETTE["light"], alpha=0.6, linewidth=0
    )
    ax.plot(nation.index, nation, color=PALETTE["blue"], marker="o", markersize=4)
    last = wide.columns[-1]
    direct_label(ax, last, nation.iloc[-1], names[0], PALETTE["blue"], xytext=(0, 9), ha="right")
    direct_label(
        ax, last, wide.min().iloc[-1], names[1], PALETTE["grey"], xytext=(0, -8), ha="right"
    )
    ax.set_ylim(min(wide.min().min(), nation.min()) - 4, 100)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylabel(unit)
    ax.grid(axis="y", color="#eeeeee")
    return fig


def lines_chart(series: dict[str, pd.Series], unit: str, note: tuple[float, str] | None = None
                ) -> Figure:  # fmt: skip
    """Draw a few labelled lines; a gap in a series stays a gap."""
    fig, ax = new_figure(height=3.2)
    colours = [PALETTE[c] for c in ("blue", "orange", "green", "purple")]
    ends = []
    for (name, values), colour in zip(series.items(), colours, strict=False):
        ax.plot(values.index, values, color=colour, marker="o", markersize=3.5)
        ends.append(values.index.max())
        direct_label(ax, values.index.max(), values.iloc[-1], name, colour, xytext=(6, 0))
    if note:
        ax.axvline(note[0], color=PALETTE["grey"], linewidth=0.9, linestyle=(0, (4, 3)))
        ax.annotate(
            note[1],
            (note[0], ax.get_ylim()[0]),
            xytext=(4, 6),
            color=PALETTE["grey"],
            textcoords="offset points",
            fontsize=SMALL,
        )
    first = min(values.index.min() for values in series.values())
    ax.set_xlim(first - 0.5, max(ends) + 3.6)
    ax.set_xticks(range(first + first % 2, max(ends) + 1, 2))
    ax.set_ylim(bottom=0)
    ax.set_ylabel(unit)
    ax.grid(axis="y", color="#eeeeee")
    return fig
