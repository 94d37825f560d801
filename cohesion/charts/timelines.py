"""Timelines: what is done when, one row a piece of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from cohesion.charts import marks
from cohesion.charts.theme import COLOURS, SMALL, new_figure


@dataclass(frozen=True)
class Bar:
    """A piece of work: its row (rows may be shared), from when, how long, how it looks."""

    row: float
    start: float
    length: float
    colour: str
    height: float = 0.62
    pale: bool = False
    framed: bool = False


@dataclass(frozen=True)
class Phase:
    """A phase: when it starts, its name, how far right of its start the name stands."""

    start: float
    name: str
    shift: float


@dataclass(frozen=True)
class Look:
    """A line of the key: what it is called, its colour, and its look as bar, frame or point."""

    name: str
    colour: str
    kind: str = "bar"


def timeline(
    names: Sequence[str],
    bars: Sequence[Bar],
    points: Sequence[tuple[float, float]],
    *,
    phases: Sequence[Phase],
    shaded: Sequence[tuple[float, float]],
    span: tuple[int, int],
    years: Mapping[int, str],
    key: Sequence[Look],
) -> Figure:
    """Draw a timetable: rows from top to bottom, time from left to right.

    Parameters
    ----------
    points : sequence of (time, row)
        Milestones.
    shaded : sequence of (first, last)
        Times at which something else stands in the way.
    span, years : (int, int), mapping
        First and last unit of time, each with a tick; those with a name have a line.
    """
    fig, ax = new_figure(height=0.42 * len(names) + 1.1)
    for first, last in shaded:
        ax.axvspan(first, last, color=COLOURS["light"], alpha=0.6, lw=0, zorder=-1)
    for bar in bars:
        _bar(ax, bar)
    for time, row in points:
        ax.plot(time, row, "D", color=COLOURS["ink"], ms=5, zorder=4, clip_on=False)
    for phase in phases:
        marks.level(ax, phase.start, width=0.8, dashes=(0, (3, 2)))
        ax.text(phase.start + phase.shift, -1.0, phase.name, fontsize=SMALL, va="center",
                color=COLOURS["grey"])  # fmt: skip
    marks.rows(ax, range(len(names)), names, air=None)
    for label in ax.get_yticklabels():
        label.set_linespacing(0.95)
    ax.set(xlim=span, ylim=(len(names) - 0.4, -1.6))
    ax.set_xticks(list(years), list(years.values()), ha="left")
    ax.set_xticks(range(*span), minor=True)
    ax.grid(axis="x", which="major", color=COLOURS["light"], lw=0.7)
    fig.legend(handles=[_handle(look) for look in key], loc="outside lower center", ncols=3,
               frameon=False, fontsize=SMALL)  # fmt: skip
    return fig


def _bar(ax: Axes, bar: Bar) -> None:
    ax.barh(
        bar.row, bar.length, left=bar.start, height=bar.height, color=COLOURS[bar.colour],
        alpha=0.45 if bar.pale else 1, edgecolor=COLOURS["orange" if bar.framed else "white"],
        linewidth=1.6 if bar.framed else 0.8, zorder=3 if bar.framed else 2,
    )  # fmt: skip


def _handle(look: Look) -> Artist:
    colour = COLOURS[look.colour]
    if look.kind == "point":
        return Line2D([], [], marker="D", ls="", color=colour, ms=5, label=look.name)
    if look.kind == "frame":
        return Patch(facecolor="white", edgecolor=colour, lw=1.6, label=look.name)
    alpha = {"pale": 0.45, "shade": 0.6}.get(look.kind, 1)
    return Patch(color=colour, alpha=alpha, label=look.name)
