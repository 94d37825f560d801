"""Lines over years, over classes, and small ones beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from cohesion.charts import marks
from cohesion.charts.labels import direct_label
from cohesion.charts.theme import COLOURS, PALETTE, SMALL, new_figure


@dataclass(frozen=True)
class Line:
    """One line: its name, its values by year, its colour.

    Attributes
    ----------
    dot : size of a dot at each value, in points.
    at : where its name stands, in the units of the axes; at its end if left out.
    beside : how far from there, in points; ``side``: which end of the name that is.
    """

    name: str
    values: pd.Series
    colour: str
    dot: float = 0.0
    at: tuple[float, float] | None = None
    beside: tuple[float, float] = (5, 0)
    side: str = "left"


@dataclass(frozen=True)
class Frame:
    """The scales of a chart of lines: limits, and the years that are written."""

    x: tuple[float | None, float | None] = (None, None)
    y: tuple[float | None, float | None] = (0, None)
    ticks: Sequence[float] = ()


@dataclass(frozen=True)
class Band:
    """What lies behind the lines: ``low`` and ``high`` by year."""

    bounds: pd.DataFrame
    colour: str = "light"
    alpha: float = 1.0


@dataclass(frozen=True)
class Break:
    """A year at which something changed; its words on one side, at a height or at the foot."""

    year: float
    words: str
    side: str = "left"
    height: float | None = None


def over_years(
    drawn: Sequence[Line],
    unit: str,
    *,
    height: float = 3.2,
    frame: Frame = Frame(),
    band: Band | None = None,
    change: Break | None = None,
    level: float | None = None,
    means: Sequence[tuple[float, float, float]] = (),
    grid: bool = True,
) -> Figure:
    """Draw labelled lines over years; a gap in a series stays a gap.

    Parameters
    ----------
    level : float, optional
        A value that all lines are compared with.
    means : sequence of (first, last, value)
        Means of periods, drawn as level bars.
    """
    fig, ax = new_figure(height=height)
    if band is not None:
        bounds = band.bounds
        marks.band(ax, bounds.index, bounds["low"], bounds["high"], band.colour, band.alpha)
    for one in drawn:
        _labelled(ax, one)
    if level is not None:
        marks.level(ax, level, "y", width=0.8, dashes="-", front=2)
    for first, last, value in means:
        marks.line(ax, [first, last], [value, value], "ink", width=2.2, solid_capstyle="butt")
    ax.set(xlim=frame.x, ylim=frame.y, ylabel=unit)
    if len(frame.ticks):
        ax.set_xticks(frame.ticks)
    if change is not None:
        _break(ax, change)
    if grid:
        ax.grid(axis="y")
    return fig


def _labelled(ax: Axes, one: Line) -> None:
    marks.line(ax, one.values.index, one.values, one.colour, dot=one.dot, label=one.name)
    known = one.values.dropna()
    x, y = one.at or (known.index[-1], known.iloc[-1])
    direct_label(ax, x, y, one.name, COLOURS[one.colour], xytext=one.beside, ha=one.side)


def _break(ax: Axes, change: Break) -> None:
    marks.level(ax, change.year)
    right = change.side == "right"
    foot = change.height is None
    ax.annotate(
        change.words, (change.year, ax.get_ylim()[0] if foot else change.height),
        xytext=(4 if right else -4, 6 if foot else 0), textcoords="offset points",
        ha="left" if right else "right", color=PALETTE["grey"], fontsize=SMALL,
    )  # fmt: skip


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
    drawn = [
        Line(name, values, color)
        for (name, values), color in zip(series.items(), colors, strict=True)
    ]
    return over_years(drawn, ylabel, height=3, band=None if band is None else Band(band))


def band_chart(wide: pd.DataFrame, nation: pd.Series, unit: str, names: tuple[str, str]) -> Figure:
    """Draw a national series inside the band from the lowest to the highest state."""
    bounds = pd.DataFrame({"low": wide.min(), "high": wide.max()})
    last = bounds.index[-1]
    one = Line(names[0], nation, "blue", dot=4, at=(last, nation.iloc[-1]), beside=(0, 9),
               side="right")  # fmt: skip
    least = min(bounds["low"].min(), nation.min()) - 4
    fig = over_years([one], unit, frame=Frame(y=(least, 100)), band=Band(bounds, alpha=0.6))
    (ax,) = fig.axes
    direct_label(ax, last, bounds["low"].iloc[-1], names[1], PALETTE["grey"], xytext=(0, -8),
                 ha="right")  # fmt: skip
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    return fig


def lines_chart(series: dict[str, pd.Series], unit: str, note: tuple[float, str] | None = None
                ) -> Figure:  # fmt: skip
    """Draw a few labelled lines with room for their names; a gap in a series stays a gap."""
    colours = ("blue", "orange", "green", "purple")
    drawn = [Line(name, values, colour, dot=3.5, at=(values.index.max(), values.iloc[-1]),
                  beside=(6, 0))
             for (name, values), colour in zip(series.items(), colours, strict=False)]  # fmt: skip
    first = min(values.index.min() for values in series.values())
    last = max(values.index.max() for values in series.values())
    frame = Frame(x=(first - 0.5, last + 3.6), ticks=range(first + first % 2, last + 1, 2))
    change = Break(*note, side="right") if note else None
    return over_years(drawn, unit, frame=frame, change=change)


@dataclass(frozen=True)
class OverClasses:
    """One line over classes with its intervals: ``rate``, ``low``, ``high`` by class."""

    name: str
    table: pd.DataFrame
    colour: str
    dashes: tuple = field(default=())


def over_classes(drawn: Sequence[OverClasses], *, x_label: str, unit: str) -> Figure:
    """Draw lines over classes from low to high, each named at its first class.

    A dashed line has its name below, the others above.
    """
    fig, ax = new_figure(height=3.4)
    classes = list(drawn[0].table.index)
    place = np.arange(len(classes))
    for one in drawn:
        table = one.table
        marks.line(ax, place, table["rate"], one.colour, dashes=one.dashes or "-", dot=5,
                   label=one.name)  # fmt: skip
        marks.spans(ax, place, table["low"], table["high"], one.colour, width=3, along="y",
                    alpha=0.5)  # fmt: skip
        direct_label(ax, 0, table["rate"].iloc[0], one.name, COLOURS[one.colour], ha="left",
                     xytext=(0, -18 if one.dashes else 9))  # fmt: skip
    ax.set_xticks(place, classes)
    ax.set(xlabel=x_label, ylabel=unit, xlim=(-0.15, len(classes) - 0.75),
           ylim=(0, max(one.table["high"].max() for one in drawn) + 3))  # fmt: skip
    ax.grid(axis="y")
    return fig


def spark(ax: Axes, of_all: pd.Series, own: pd.Series, title: str, shown: str) -> None:
    """Draw one small line in front of a grey one, and write its last value at its end.

    Parameters
    ----------
    of_all, own : Series
        By year; years without a value are passed over.
    shown : str
        The last value of ``own``, as it is written; empty if there is none.
    """
    years = np.array(own.index, dtype=float)
    marks.line(ax, years, of_all, "grey", width=1.0, joined=True)
    marks.line(ax, years, own, "orange", width=1.7, joined=True, dot=4.5, markeredgewidth=0,
               markevery=[-1])  # fmt: skip
    last = own.last_valid_index()
    if last is not None:
        direct_label(ax, last, own[last], shown, PALETTE["orange"], annotation_clip=False)
    ax.set_title(title, fontsize=SMALL)
    ax.set_xlim(years[0], years[-1] + 0.22 * (years[-1] - years[0]))
    ax.set_xticks([years[0], years[-1]], [f"{years[0]:.0f}", f"{years[-1]:.0f}"])
    ax.set_ylim(bottom=0)
    ax.locator_params(axis="y", nbins=3)
    ax.tick_params(labelsize=SMALL, length=2)


def spark_key(ax: Axes, named: Sequence[tuple[str, str]]) -> None:
    """Explain the colours of small lines in a panel of their own: name and colour, top first."""
    ax.set_axis_off()
    for number, (name, colour) in enumerate(named):
        y = 0.65 - 0.25 * number
        ax.plot([0, 0.2], [y, y], color=COLOURS[colour], transform=ax.transAxes)
        ax.text(0.26, y, name, color=COLOURS[colour], transform=ax.transAxes, va="center",
                fontsize=SMALL)  # fmt: skip
