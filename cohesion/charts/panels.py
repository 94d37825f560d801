"""Small charts of many lines over years, a few of them named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from cohesion.charts.theme import PALETTE, SMALL, new_figure


def named_lines(
    charts: Mapping[str, Sequence[pd.DataFrame]],
    names: Mapping[str, str],
    colours: Mapping[str, str],
    *,
    mark: float | None = None,
    columns: int = 2,
) -> Figure:
    """Draw one small chart per title, each with one or more series that are not joined.

    Parameters
    ----------
    charts : mapping of sequence of DataFrame
        Title → series, units × years. Every unit is a thin grey line; those in ``names`` are drawn
        in their colour and explained under the charts.
    names, colours : mapping
        Unit → name; unit → colour of the palette.
    mark : float, optional
        A year at which a dashed line stands.
    """
    rows = -(-len(charts) // columns)
    fig, axes = new_figure(rows, columns, height=1.75 * rows + 0.5, squeeze=False)
    for ax, (title, parts) in zip(axes.ravel(), charts.items(), strict=False):
        for number, part in enumerate(parts):
            # A later series is told from the first by its dashes and hollow marks.
            style = {} if number == 0 else {"linestyle": (0, (3, 1.2)), "markerfacecolor": "white"}
            years = part.columns.astype(float)
            for unit, line in part.iterrows():
                if unit not in names:
                    ax.plot(years, line.to_numpy(float), color=PALETTE["light"], linewidth=0.6)
            for unit in names:
                ax.plot(years, part.loc[unit].to_numpy(float), color=PALETTE[colours[unit]],
                        linewidth=1.8, marker="o", markersize=2.8, **style)  # fmt: skip
        if mark is not None:
            ax.axvline(mark, color=PALETTE["grey"], linewidth=0.8, linestyle=(0, (4, 3)))
        ax.set_title(title, fontsize=SMALL)
        ax.set_ylim(bottom=0)
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        ax.tick_params(labelsize=SMALL)
        ax.grid(axis="y", color="#eeeeee", linewidth=0.8)
        ax.set_axisbelow(True)
    for ax in axes.ravel()[len(charts) :]:
        ax.set_visible(False)
    keys = [Line2D([], [], color=PALETTE[colours[u]], linewidth=2) for u in names]
    fig.legend(keys, list(names.values()), loc="outside lower center", ncols=len(keys),
               frameon=False, fontsize=SMALL)  # fmt: skip
    return fig
