"""Small charts of lines over years beside each other, with one key for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from cohesion.charts import marks
from cohesion.charts.theme import COLOURS, SMALL, new_figure

#: A later series is told from the first by its dashes and hollow dots.
LATER = {"dashes": (0, (3, 1.2)), "hollow": True}


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
            marks.strands(ax, part.drop(list(names)), "light", width=0.6)
            for unit in names:
                marks.line(ax, part.columns.astype(float), part.loc[unit], colours[unit], dot=2.8,
                           label=names[unit], **(LATER if number else {}))  # fmt: skip
        if mark is not None:
            marks.level(ax, mark, width=0.8, front=2)
        _small(ax, title)
        ax.set_ylim(bottom=0)
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    for ax in axes.ravel()[len(charts) :]:
        ax.set_visible(False)
    _key(fig, {names[unit]: colours[unit] for unit in names})
    return fig


@dataclass(frozen=True)
class Path:
    """One line of a unit: values by year, half-widths of their intervals, its colour."""

    name: str
    values: pd.Series
    half: pd.Series
    colour: str
    later: bool = False


@dataclass(frozen=True)
class Aim:
    """Where a unit was to be: year, value, its colour."""

    year: float
    value: float
    colour: str


def paths(
    charts: Mapping[str, tuple[Sequence[Path], Sequence[Aim]]],
    key: Mapping[str, str],
    ticks: Sequence[int],
) -> Figure:
    """Draw paths with their intervals towards what was aimed at, two small charts a row.

    Parameters
    ----------
    charts : mapping
        Title → paths and aims.
    key : mapping
        Name → colour, as explained under the charts.
    """
    rows = -(-len(charts) // 2)
    fig, axes = new_figure(rows, 2, height=2.5 * rows)
    for ax, (title, (lines, aims)) in zip(axes.ravel(), charts.items(), strict=False):
        for one in lines:
            marks.line(ax, one.values.index, one.values, one.colour, dot=2.8, width=1.5,
                       label=one.name, **(LATER if one.later else {}))  # fmt: skip
            half = one.half.dropna()
            middle = one.values[half.index]
            marks.spans(ax, half.index, middle - half, middle + half, one.colour, width=0.8,
                        along="y", alpha=0.6)  # fmt: skip
        for aim in aims:
            marks.ticks(ax, [aim.year], [aim.value], aim.colour, length=13, width=2.4, lying=True)
        marks.level(ax, 0, "y", "ink", dashes="-", front=2)
        _small(ax, title)
        ax.set_xticks(ticks)
    for ax in axes.ravel()[len(charts) :]:
        ax.set_visible(False)
    _key(fig, key)
    return fig


def _small(ax: Axes, title: str) -> None:
    ax.set_title(title, fontsize=SMALL)
    ax.tick_params(labelsize=SMALL)
    ax.grid(axis="y")


def _key(fig: Figure, named: Mapping[str, str]) -> None:
    lines = [Line2D([], [], color=COLOURS[colour], linewidth=2) for colour in named.values()]
    fig.legend(lines, list(named), loc="outside lower center", ncols=len(lines), frameon=False,
               fontsize=SMALL)  # fmt: skip
