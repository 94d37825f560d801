"""Heat maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap
from matplotlib.figure import Figure

from cohesion.charts.theme import DIVERGING, PALETTE, SEQUENTIAL, SMALL, new_figure

#: Two-sided shades that figures are written on. Neither end is a strong colour: the ink stays
#: readable on all of them, on white and on dark ground.
WRITTEN = LinearSegmentedColormap.from_list("written", DIVERGING[1:4])
#: One-sided shades that figures are written on.
WRITTEN_UP = LinearSegmentedColormap.from_list("written-up", SEQUENTIAL[:3])


def shade(ax: Axes, values: pd.DataFrame, colours: str | Colormap, limit: float) -> None:
    """Shade rows × columns from −limit to limit, cells centred on 0, 1, …, the first row on top.

    Cells are shapes and no picture: their colours follow the theme of the page as the figures
    written in them do. A gap stays empty.
    """
    rows, columns = values.shape
    ax.pcolormesh(
        np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5, values.to_numpy(float),
        cmap=colours, vmin=-limit, vmax=limit, edgecolors="face", linewidth=0.2,
    )  # fmt: skip
    ax.set_ylim(rows - 0.5, -0.5)
    ax.set_xlim(-0.5, columns - 0.5)


def heatmap(
    wide: pd.DataFrame, row_names: Mapping[str, str], column_names: Sequence[str], unit: str
) -> Figure:
    """Draw units × indicators as shaded cells with their values written in them."""
    fig, ax = new_figure(height=0.225 * len(wide) + 1.0)
    sns.heatmap(
        wide.set_axis(list(column_names), axis=1).rename(index=row_names),
        ax=ax,
        cmap=WRITTEN_UP,
        annot=True,
        fmt=".0f",
        linewidths=0.6,
        linecolor="white",
        cbar=False,
        vmin=0,
        vmax=wide.to_numpy().max(),
        annot_kws={"fontsize": SMALL, "color": PALETTE["ink"]},
    )
    ax.xaxis.tick_top()
    ax.tick_params(axis="both", length=0, labelsize=SMALL)
    ax.set_xticklabels([name.replace(" ", "\n") for name in column_names], rotation=0)
    ax.set_ylabel("")
    ax.set_xlabel(unit, fontsize=SMALL)
    return fig
