"""The pictures of the chapter on the differences between states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.charts.heat import WRITTEN, shade
from cohesion.charts.labels import label_points
from cohesion.charts.maps import state_map
from cohesion.charts.theme import PALETTE, SMALL, new_figure
from cohesion.tables.geography import STATES, state_name

#: Colour of each third of need, lowest first.
THIRDS = {"lower need": "blue", "middle need": "grey", "higher need": "orange"}
#: Colours of the concentration curves, in the order in which they are given.
CURVES = ("orange", "purple", "ochre", "sky", "green")
#: Standard deviations at which the colours of the matrix end.
FULL = 2.4


def thirds_breaks(total: pd.Series, third: pd.Series) -> list[float]:
    """Return the limits of the three classes: half-way between the states on either side.

    Parameters
    ----------
    total : Series
        Need by state key, standard deviations.
    third : Series
        ``lower need``, ``middle need`` or ``higher need`` by state key.
    """
    cuts = total.sort_values().to_numpy()
    low, high = (third == "lower need").sum(), (third != "higher need").sum()
    return [
        float(np.floor(cuts[0] * 10) / 10),
        float((cuts[low - 1] + cuts[low]) / 2),
        float((cuts[high - 1] + cuts[high]) / 2),
        float(np.ceil(cuts[-1] * 10) / 10),
    ]


def need_map(total: pd.Series, third: pd.Series, outlined: Sequence[str]) -> Figure:
    """Draw the thirds of need; ``outlined``: keys of the states of the stable group."""
    fig, ax = new_figure(height=3.7)
    state_map(total, ax, breaks=thirds_breaks(total, third), digits=2,
              legend_title="Need, thirds of states\n(standard deviations)",
              highlight=list(outlined))  # fmt: skip
    return fig


def matrix(by_sector: pd.DataFrame, third: pd.Series, heads: Sequence[str]) -> Figure:
    """Draw states × fields as coloured cells with their figures, and the limits of the thirds.

    Parameters
    ----------
    by_sector : DataFrame
        Need by state key and field, standard deviations, in the order of the rows to draw.
    third : Series
        See :func:`thirds_breaks`.
    heads : sequence of str
        What stands over the columns.
    """
    fig, ax = new_figure(height=6.6)
    shade(ax, by_sector, WRITTEN, FULL)
    ax.set_xticks(range(len(heads)), heads)
    ax.xaxis.tick_top()
    ax.set_yticks(
        range(len(by_sector)), [state_name(code) for code in by_sector.index], fontsize=SMALL
    )
    ax.tick_params(length=0)
    for (row, column), score in np.ndenumerate(by_sector.to_numpy()):
        ax.text(column, row, formats.number(score, 1), ha="center", va="center", fontsize=SMALL,
                color=PALETTE["ink"])  # fmt: skip
    higher, lower = (third == "higher need").sum(), (third == "lower need").sum()
    for limit in (higher, len(third) - lower):
        ax.axhline(limit - 0.5, color=PALETTE["ink"], linewidth=1.2)
    ax.spines[:].set_visible(False)
    return fig


def components(scores: pd.DataFrame, third: pd.Series, variance: pd.Series) -> Figure:
    """Draw the states on two components; ``variance``: what each holds, per cent."""
    fig, ax = new_figure(height=5.8)
    first, second = scores["component 1"], scores["component 2"]
    colours = {name: PALETTE[colour] for name, colour in THIRDS.items()}
    ax.scatter(first, second, s=16, c=third.map(colours))
    ax.axhline(0, color=PALETTE["light"], linewidth=0.8, zorder=0)
    ax.axvline(0, color=PALETTE["light"], linewidth=0.8, zorder=0)
    held = [formats.percent(part, 0) for part in variance.iloc[:2]]
    ax.set(xlabel=f"Deprivation (first component, {held[0]} of variance)",
           ylabel=f"Violence and fear (second, {held[1]})")  # fmt: skip
    _key(ax, list(colours.items()), top=0.16, step=0.055, right=1.0)
    label_points(ax, first, second, STATES.loc[first.index, "short"],
                 colours=third.map(colours).to_dict())  # fmt: skip
    return fig


def concentration(curves: Mapping[str, pd.DataFrame], index: pd.Series) -> Figure:
    """Draw concentration curves over the diagonal, each named with its index."""
    fig, ax = new_figure(height=3.8)
    ax.plot([0, 100], [0, 100], color=PALETTE["light"], linewidth=1)
    for curve, colour in zip(curves.values(), CURVES, strict=True):
        ax.plot(curve["population"], curve["counts"], color=PALETTE[colour])
    named = [(f"{label} ({formats.number(index[label], 2)})", PALETTE[colour])
             for label, colour in zip(curves, CURVES, strict=True)]  # fmt: skip
    _key(ax, named, top=0.36, step=0.07, right=0.98)
    ax.set(xlabel="People, from the most affected state down (%)", ylabel="People affected (%)",
           xlim=(0, 100), ylim=(0, 100))  # fmt: skip
    return fig


def gaps(gap: Mapping[str, pd.DataFrame], labels: Sequence[str]) -> Figure:
    """Draw differences between two groups, a panel for each pair, with their intervals.

    Parameters
    ----------
    gap : mapping
        Title → table by measure: ``difference``, ``low``, ``high`` in points, ``clear``.
    labels : sequence of str
        What the measures are called, in their order.
    """
    fig, axes = new_figure(1, len(gap), height=3.5, sharey=True)
    height = np.arange(len(labels))[::-1]
    for ax, (title, table) in zip(axes, gap.items(), strict=True):
        ax.hlines(height, table["low"], table["high"], color=PALETTE["light"], linewidth=4)
        colours = [PALETTE["orange"] if clear else PALETTE["grey"] for clear in table["clear"]]
        ax.scatter(table["difference"], height, s=22, zorder=2, color=colours)
        ax.axvline(0, color=PALETTE["ink"], linewidth=0.8)
        ax.set(title=title, xlabel="Points")
        ax.tick_params(axis="y", length=0)
    axes[0].set_yticks(height, labels)
    return fig


def _key(
    ax: Axes, named: Sequence[tuple[str, str]], *, top: float, step: float, right: float
) -> None:
    """Write names in their colours, one under the other, at the right edge."""
    for number, (name, colour) in enumerate(named):
        ax.annotate(name, (right, top - step * number), xycoords="axes fraction", color=colour,
                    ha="right", fontsize=SMALL)  # fmt: skip
