"""Charts of what the data hold: which figures of which years were known on the day of the book."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from cohesion.chapters.data import STATUSES
from cohesion.charts.theme import PALETTE, SMALL, new_figure
from cohesion.tables import catalogue

#: Colour of each status, and how a reader is told it.
COLOURS = dict(zip(STATUSES, ("blue", "ochre", "light"), strict=True))
WORDS = dict(zip(STATUSES, ("public by the day", "stand-in †", "later"), strict=True))
YEARS = range(1990, 2026)


def coverage(families: pd.DataFrame) -> Figure:
    """Draw families of indicators × reference years, each cell in the colour of its status.

    Parameters
    ----------
    families : DataFrame
        From :func:`cohesion.chapters.data.families`: dimension and publisher × year.
    """
    order = [
        (dimension, publisher) for dimension in catalogue.DIMENSIONS
        for publisher in sorted(families.loc[dimension].index)
    ]  # fmt: skip
    shown = families.reindex(index=order, columns=YEARS)
    fig, ax = new_figure(height=6.4)
    edges = np.arange(YEARS.start - 0.5, YEARS.stop + 0.1)
    colours = [PALETTE[COLOURS[status]] for status in STATUSES]
    ax.pcolormesh(
        edges, np.arange(len(order) + 1), shown, cmap=ListedColormap(colours), vmin=-0.5,
        vmax=len(STATUSES) - 0.5, edgecolors="white", linewidth=0.6,
    )  # fmt: skip
    labels = [f"{dimension.capitalize()}: {publisher}" for dimension, publisher in order]
    ax.set_yticks(np.arange(len(order)) + 0.5, labels, fontsize=SMALL)
    ax.invert_yaxis()
    ax.axvline(2012.5, color=PALETTE["ink"], linewidth=0.8)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("Reference year")
    handles = [Patch(color=PALETTE[COLOURS[status]], label=WORDS[status]) for status in STATUSES]
    ax.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.3, 1.0), ncols=3,
              frameon=False, handlelength=1.2)  # fmt: skip
    return fig


def counts(by_year: pd.DataFrame) -> Figure:
    """Draw how many indicators of each dimension have a figure of a year, by status.

    Parameters
    ----------
    by_year : DataFrame
        From :func:`cohesion.chapters.data.indicators_by_year`: dimension and year × status.
    """
    fig, axes = new_figure(3, 2, height=5.2, sharex=True)
    for ax, dimension in zip(axes.flat, catalogue.DIMENSIONS, strict=True):
        table = by_year.loc[dimension].reindex(YEARS, fill_value=0)
        tops = np.cumsum(np.column_stack([np.zeros(len(table)), table[list(STATUSES)]]), axis=1)
        for status, (low, high) in zip(STATUSES, pairwise(tops.T), strict=True):
            ax.bar(table.index, high - low, bottom=low, width=0.9, color=PALETTE[COLOURS[status]])
        ax.set_title(dimension.capitalize())
        ax.yaxis.get_major_locator().set_params(integer=True, nbins=4)
    axes[1, 0].set_ylabel("Indicators with a figure")
    fig.supxlabel("Reference year (blue: public by the day; ochre: stand-in; grey: later)",
                  fontsize=SMALL)  # fmt: skip
    return fig
