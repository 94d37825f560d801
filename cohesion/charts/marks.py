"""The marks that every shape is made of, drawn by seaborn where it has them.

Dots, lines, bars and boxes are seaborn's, with the project's one palette; intervals that are given
as numbers, bands, levels and words have no shape in seaborn and are Matplotlib's. Colours are names
of :data:`cohesion.charts.theme.COLOURS`. Nothing is estimated here: seaborn draws what it is given.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from cohesion.charts.theme import COLOURS, SMALL

#: Lines to compare with: dashes, so that none is taken for data.
DASHES = (0, (4, 3))

Colours = str | Sequence[str]


@contextlib.contextmanager
def _labels_kept(ax: Axes) -> Iterator[None]:
    """Keep the labels of the axes as they are.

    Where one is empty seaborn looks at every tick, which takes half of its time, and hides the
    label for good where it sees none.
    """
    before = {"xlabel": ax.get_xlabel(), "ylabel": ax.get_ylabel()}
    ax.set(**{name: label or "-" for name, label in before.items()})
    yield
    ax.set(**before)


def dots(
    ax: Axes,
    x: ArrayLike,
    y: ArrayLike,
    colours: Colours = "blue",
    *,
    size: float,
    marker: str = "o",
    edge: str = "",
    rim: float = 0.0,
    front: float = 3,
    label: str = "",
) -> None:
    """Draw one dot per value.

    Parameters
    ----------
    colours : str or sequence of str
        One name for all, or one per dot.
    size : float
        Area in square points.
    edge, rim : str, float
        Colour and width (points) of the edge; without a width there is none.
    front : float
        What has more stands before what has less.
    """
    paint = (
        {"color": COLOURS[colours]}
        if isinstance(colours, str)
        else {"hue": list(colours), "palette": dict(COLOURS)}
    )
    with _labels_kept(ax):
        sns.scatterplot(
            x=np.asarray(x, dtype=float), y=np.asarray(y, dtype=float), ax=ax, legend=False, s=size,
            marker=marker, edgecolor=COLOURS[edge] if rim else "none", linewidth=rim, zorder=front,
            label=label or None, **paint,
        )  # fmt: skip


def ticks(
    ax: Axes, x: ArrayLike, y: ArrayLike, colour: str, *, length: float, width: float,
    lying: bool = False, front: float = 2,
) -> None:  # fmt: skip
    """Draw a short stroke at each value: upright, or lying where the value is upwards (points)."""
    with _labels_kept(ax):
        sns.scatterplot(
            x=np.asarray(x, dtype=float), y=np.asarray(y, dtype=float), ax=ax, legend=False,
            s=length**2, marker="_" if lying else "|", color=COLOURS[colour], linewidth=width,
            zorder=front,
        )  # fmt: skip


def line(
    ax: Axes,
    x: ArrayLike,
    y: ArrayLike,
    colour: str,
    *,
    width: float | None = None,
    dashes: Any = "-",
    dot: float = 0.0,
    hollow: bool = False,
    joined: bool = False,
    label: str = "",
    **style: Any,
) -> None:
    """Draw one line through values in their order; a gap stays a gap.

    Parameters
    ----------
    dot : float
        Size of a dot at each value, in points; hollow ones are filled with white.
    joined : bool
        Whether values on both sides of a gap are joined all the same.
    style
        What else a line of Matplotlib takes.
    """
    across, up = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    known = ~np.isnan(up)
    if not known.any():
        return
    # seaborn leaves gaps out and would join what stands beside them: each run is a unit of its own.
    runs = np.zeros(len(up)) if joined else np.cumsum(~known)
    own = COLOURS[colour]
    if dot:
        style = {"marker": "o", "markersize": dot, "markeredgecolor": own, "markeredgewidth": 1.0,
                 "markerfacecolor": COLOURS["white"] if hollow else own, **style}  # fmt: skip
    with _labels_kept(ax):
        sns.lineplot(
            x=across[known], y=up[known], units=runs[known], estimator=None, errorbar=None,
            sort=False, ax=ax, legend=False, color=own, linewidth=width, linestyle=dashes,
            label=label or None, **style,
        )  # fmt: skip


def bars(
    ax: Axes,
    place: ArrayLike,
    length: ArrayLike,
    colour: str,
    *,
    start: ArrayLike | None = None,
    along: str = "x",
    width: float = 0.62,
    label: str = "",
    **style: Any,
) -> None:
    """Draw one bar per row (or, along ``y``, per column), from zero or from where it starts.

    Parameters
    ----------
    place : array
        Rows or columns, whole numbers.
    start : array, optional
        Where each bar starts: what stands on others is stacked.
    """
    order = np.argsort(np.asarray(place, dtype=float))
    rows, values = np.asarray(place, dtype=float)[order], np.asarray(length, dtype=float)[order]
    if start is not None:
        style["left" if along == "x" else "bottom"] = np.asarray(start, dtype=float)[order]
    with _labels_kept(ax):
        sns.barplot(
            x=values if along == "x" else rows, y=rows if along == "x" else values,
            orient="y" if along == "x" else "x", native_scale=True, errorbar=None, width=width,
            color=COLOURS[colour], saturation=1, legend=False, ax=ax, label=label or None,
            **{"linewidth": 0, **style},
        )  # fmt: skip


def spans(
    ax: Axes,
    place: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    colours: Colours = "light",
    *,
    width: float,
    along: str = "x",
    alpha: float = 1.0,
    front: float = 1,
) -> None:
    """Draw intervals whose ends are given, one per row (or, along ``y``, per column)."""
    paint = COLOURS[colours] if isinstance(colours, str) else [COLOURS[name] for name in colours]
    draw = ax.hlines if along == "x" else ax.vlines
    draw(place, low, high, colors=paint, linewidth=width, alpha=alpha, zorder=front)


def band(
    ax: Axes, x: ArrayLike, low: ArrayLike, high: ArrayLike, colour: str, alpha: float = 1.0
) -> None:
    """Fill what lies between two lines."""
    ax.fill_between(x, low, high, color=COLOURS[colour], alpha=alpha, linewidth=0)


def level(
    ax: Axes, value: float, across: str = "x", colour: str = "grey", *, width: float = 0.9,
    dashes: Any = DASHES, front: float = 0,
) -> None:  # fmt: skip
    """Draw a line to compare with, at a value of one axis."""
    draw = ax.axvline if across == "x" else ax.axhline
    draw(value, color=COLOURS[colour], linewidth=width, linestyle=dashes, zorder=front)


def rows(ax: Axes, place: ArrayLike, names: Sequence[str], *, air: float | None = 0.7) -> None:
    """Name the rows of a chart at its left, with no ticks; ``air``: room above and below."""
    ax.set_yticks(place, list(names))
    ax.tick_params(axis="y", length=0)
    if air is not None:
        ax.set_ylim(np.min(place) - air, np.max(place) + air)


def name_level(ax: Axes, value: float, name: str, colour: str = "grey") -> None:
    """Write the name of a vertical line above it."""
    ax.annotate(
        name, (value, 1), xycoords=("data", "axes fraction"), xytext=(3, 1), va="bottom",
        textcoords="offset points", color=COLOURS[colour], fontsize=SMALL,
    )  # fmt: skip


def key(
    ax: Axes, named: Sequence[tuple[str, str]], *, top: float, step: float, right: float
) -> None:
    """Write names in their colours, one under the other, at the right edge (shares of the axes)."""
    for number, (name, colour) in enumerate(named):
        ax.annotate(name, (right, top - step * number), xycoords="axes fraction", ha="right",
                    color=COLOURS[colour], fontsize=SMALL)  # fmt: skip


def strands(ax: Axes, wide: pd.DataFrame, colour: str, *, width: float) -> None:
    """Draw one thin line for each row of a table of units × years; gaps stay gaps."""
    values = wide.to_numpy(dtype=float)
    known = ~np.isnan(values)
    runs = np.cumsum(~np.column_stack([np.zeros(len(values), dtype=bool), known[:, 1:]]))
    across = np.broadcast_to(wide.columns.to_numpy(dtype=float), values.shape)
    with _labels_kept(ax):
        sns.lineplot(
            x=across[known], y=values[known], units=runs.reshape(values.shape)[known],
            estimator=None, errorbar=None, sort=False, ax=ax, legend=False, color=COLOURS[colour],
            linewidth=width,
        )  # fmt: skip
