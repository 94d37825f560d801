"""Heat maps: shaded cells, with or without their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap, ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from cohesion import formats
from cohesion.charts import marks
from cohesion.charts.theme import COLOURS, DIVERGING, PALETTE, SEQUENTIAL, SMALL, new_figure

#: Two-sided shades that figures are written on. Neither end is a strong colour: the ink stays
#: readable on all of them, on white and on dark ground.
WRITTEN = LinearSegmentedColormap.from_list("written", DIVERGING[1:4])
#: One-sided shades that figures are written on.
WRITTEN_UP = LinearSegmentedColormap.from_list("written-up", SEQUENTIAL[:3])


def shade(
    ax: Axes,
    values: pd.DataFrame,
    colours: Colormap,
    limits: tuple[float, float],
    *,
    written: np.ndarray | None = None,
    gaps: tuple[float, str] = (0.2, "face"),
) -> None:
    """Shade rows × columns, the first row on top; cell i, j fills from i to i + 1, j to j + 1.

    Cells are shapes and no picture: their colours follow the theme of the page as the figures
    written in them do. What is missing stays empty.

    Parameters
    ----------
    limits : (float, float)
        Values at which the colours end.
    written : array of str, optional
        What stands in each cell.
    gaps : (float, str)
        Width (points) and colour of the lines between cells.
    """
    words: dict[str, Any] = {}
    if written is not None:
        words = {"annot": written, "fmt": "",
                 "annot_kws": {"fontsize": SMALL, "color": PALETTE["ink"]}}  # fmt: skip
    sns.heatmap(
        values.astype(float), ax=ax, cmap=colours, vmin=limits[0], vmax=limits[1], cbar=False,
        xticklabels=False, yticklabels=False, linewidths=gaps[0], linecolor=gaps[1], **words,
    )  # fmt: skip
    ax.set(xlabel="", ylabel="")
    ax.tick_params(axis="both", length=0, labelsize=SMALL)
    ax.spines[:].set_visible(False)


def name_cells(ax: Axes, row_names: Sequence[str], column_names: Sequence[str]) -> None:
    """Write the names of the rows at the left and those of the columns above."""
    ax.set_yticks(np.arange(len(row_names)) + 0.5, list(row_names))
    ax.set_xticks(np.arange(len(column_names)) + 0.5, list(column_names))
    ax.xaxis.tick_top()


def heatmap(
    wide: pd.DataFrame, row_names: Mapping[str, str], column_names: Sequence[str], unit: str
) -> Figure:
    """Draw units × indicators as shaded cells with their values written in them."""
    fig, ax = new_figure(height=0.225 * len(wide) + 1.0)
    values = wide.to_numpy(dtype=float)
    written = np.vectorize(lambda value: formats.number(value, 0))(values)
    shade(ax, wide, WRITTEN_UP, (0, values.max()), written=written, gaps=(0.6, "white"))
    rows = [row_names.get(key, key) for key in wide.index]
    name_cells(ax, rows, [name.replace(" ", "\n") for name in column_names])
    ax.set_xlabel(unit, fontsize=SMALL)
    return fig


def matrix(
    values: pd.DataFrame,
    row_names: Sequence[str],
    column_names: Sequence[str],
    *,
    limit: float,
    cuts: Sequence[int] = (),
    height: float = 6.6,
) -> Figure:
    """Draw two-sided scores as shaded cells with their figures.

    Parameters
    ----------
    limit : float
        The score at which the colours end, on both sides of zero.
    cuts : sequence of int
        Lines above these rows part the groups.
    """
    fig, ax = new_figure(height=height)
    written = np.vectorize(lambda value: formats.number(value, 1))(values.to_numpy(dtype=float))
    shade(ax, values, WRITTEN, (-limit, limit), written=written)
    name_cells(ax, row_names, column_names)
    for cut in cuts:
        marks.level(ax, cut, "y", "ink", width=1.2, dashes="-", front=2)
    return fig


def kinds(
    table: pd.DataFrame,
    row_names: Sequence[str],
    colours: Mapping[str, str],
    *,
    every: int,
    after: int,
    x_label: str,
) -> Figure:
    """Draw rows × years, each cell in the colour of its kind, with a key above.

    Parameters
    ----------
    table : DataFrame
        Number of the kind, counted from 0 in the order of ``colours``; nothing where there is none.
    colours : mapping
        What a kind is called → name of its colour.
    every, after : int
        Years that are written are multiples of the first; a line stands after the second.
    """
    fig, ax = new_figure(height=6.4)
    paints = [COLOURS[name] for name in colours.values()]
    shade(ax, table, ListedColormap(paints), (-0.5, len(paints) - 0.5), gaps=(0.6, "white"))
    years = list(table.columns)
    shown = [place for place, year in enumerate(years) if year % every == 0]
    ax.set_yticks(np.arange(len(table)) + 0.5, list(row_names))
    ax.set_xticks([place + 0.5 for place in shown], [str(years[place]) for place in shown])
    ax.tick_params(axis="x", length=3.5)
    ax.spines[["left", "bottom"]].set_visible(True)
    marks.level(ax, years.index(after) + 1, colour="ink", width=0.8, dashes="-", front=2)
    ax.set_xlabel(x_label)
    handles = [Patch(color=paint, label=kind) for kind, paint in zip(colours, paints, strict=True)]
    ax.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.3, 1.0), ncols=len(handles),
              frameon=False, handlelength=1.2)  # fmt: skip
    return fig
