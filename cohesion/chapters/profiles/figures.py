"""Charts of fact sheets and profiles: small map with sparklines, trends with their intervals."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.chapters.profiles.sheet import SheetData
from cohesion.charts.labels import direct_label, spread
from cohesion.charts.maps import locator_map
from cohesion.charts.theme import PALETTE, SMALL, new_figure
from cohesion.methods.estimates import Z95
from cohesion.tables.geo import neighbours
from cohesion.tables.geography import NATION, STATE_CODES, state_name


def sheet_figure(data: SheetData, code: str) -> Figure:
    """Draw the small map of a sheet and its sparklines against the nation."""
    fig, axes = new_figure(2, 3, height=3.1)
    places = axes.flat
    locator_map(code, places[0])
    for ax, spark in zip(places[1:], data.sheet.sparklines, strict=False):
        if spark.id in data.series:
            _sparkline(ax, data.series[spark.id], code, spark.label, spark.digits)
        else:
            ax.set_axis_off()
    _key(places[5], state_name(code))
    return fig


def _sparkline(ax: Axes, series: pd.DataFrame, code: str, label: str, digits: int) -> None:
    years = np.array(series.columns, dtype=float)
    reference = series.loc[NATION] if series.loc[NATION].notna().any() else series.median()
    for values, colour, width in (
        (reference, PALETTE["grey"], 1.0),
        (series.loc[code], PALETTE["orange"], 1.7),
    ):
        known = values.notna().to_numpy()
        ax.plot(years[known], values.to_numpy(float)[known], color=colour, linewidth=width)
    last = series.loc[code].last_valid_index()
    if last is not None:
        value = series.at[code, last]
        ax.plot([last], [value], "o", color=PALETTE["orange"], markersize=3.5)
        direct_label(
            ax, last, value, formats.number(value, digits), PALETTE["orange"], annotation_clip=False
        )
    ax.set_title(textwrap.fill(formats.unbroken(label), 20), fontsize=SMALL)
    ax.set_xlim(years[0], years[-1] + 0.22 * (years[-1] - years[0]))
    ax.set_xticks([years[0], years[-1]], [f"{years[0]:.0f}", f"{years[-1]:.0f}"])
    ax.set_ylim(bottom=0)
    ax.locator_params(axis="y", nbins=3)
    ax.tick_params(labelsize=SMALL, length=2)


def _key(ax: Axes, name: str) -> None:
    ax.set_axis_off()
    for y, colour, text in ((0.65, PALETTE["orange"], name), (0.4, PALETTE["grey"], "Mexico")):
        ax.plot([0, 0.2], [y, y], color=colour, transform=ax.transAxes)
        ax.text(0.26, y, text, color=colour, transform=ax.transAxes, va="center", fontsize=SMALL)


def trend(
    rate: pd.DataFrame,
    low: pd.Series,
    high: pd.Series,
    code: str,
    unit: str,
    means: Sequence[tuple[Sequence[int], float]] = (),
) -> Figure:
    """Draw one state's rate with its interval, its neighbours' median and the nation.

    Parameters
    ----------
    rate : DataFrame
        33 units × years.
    low, high : Series
        Interval of the state, by year.
    means : sequence of (years, rate)
        The state's mean rates of periods, drawn as level bars.
    """
    fig, ax = new_figure(height=3.2)
    years = np.array(rate.columns, dtype=float)
    ax.fill_between(years, low, high, color=PALETTE["orange"], alpha=0.2, linewidth=0)
    lines = (
        (rate.loc[neighbours(code)].median(), PALETTE["blue"], "Neighbours (median)"),
        (rate.loc[NATION], PALETTE["grey"], "Mexico"),
        (rate.loc[code], PALETTE["orange"], state_name(code)),
    )
    ends = spread(
        [float(values.iloc[-1]) for values, _, _ in lines],
        float(rate.loc[[code, NATION]].to_numpy().max()) * 0.08,
    )
    for (values, colour, name), y in zip(lines, ends, strict=True):
        ax.plot(years, values, color=colour)
        direct_label(ax, years[-1], y, name, colour)
    for period, mean in means:
        ends_of = min(period) - 0.4, max(period) + 0.4
        ax.plot(ends_of, [mean, mean], color=PALETTE["ink"], linewidth=2.2, solid_capstyle="butt")
    ax.set_ylim(bottom=0)
    ax.set_xlim(years[0], years[-1] + 0.42 * (years[-1] - years[0]))
    ax.set_xticks([year for year in years if year % 5 == 0])
    ax.set_ylabel(unit)
    return fig


def deprivation_dots(
    values: pd.DataFrame, se: pd.DataFrame, labels: pd.Series, code: str
) -> Figure:
    """Draw the state's percentages with 95 % intervals over all states, nation marked."""
    fig, ax = new_figure(height=0.36 * len(labels) + 0.9)
    y = np.arange(len(labels))[::-1]
    for position, name in zip(y, labels.index, strict=True):
        others = values.loc[list(STATE_CODES), name]
        ax.plot(
            others,
            np.full(len(others), position),
            "|",
            color=PALETTE["light"],
            markersize=11,
            zorder=1,
        )
        ax.plot(
            values.at[NATION, name],
            position,
            "|",
            color=PALETTE["ink"],
            markersize=15,
            markeredgewidth=1.6,
            zorder=2,
        )
        half = Z95 * se.at[code, name]
        ax.errorbar(
            values.at[code, name],
            position,
            xerr=half,
            fmt="o",
            color=PALETTE["orange"],
            markersize=6,
            elinewidth=1.6,
            zorder=3,
        )
    ax.set_yticks(y, labels)
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(left=0)
    ax.set_xlabel("% of people")
    return fig
