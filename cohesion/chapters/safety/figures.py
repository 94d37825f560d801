"""The charts of the chapters on safety and on access to justice."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.charts.intervals import ranked_dots
from cohesion.charts.labels import direct_label
from cohesion.charts.theme import PALETTE, SMALL, new_figure
from cohesion.methods.concentration import concentration
from cohesion.tables.geography import NATION, state_labels, state_name


def trend_chart(deaths: pd.DataFrame, files: pd.Series) -> Figure:
    """Draw the national homicide rate by two counts; ``deaths`` as rates, ``files`` as a rate."""
    fig, ax = new_figure(height=3.3)
    ax.fill_between(
        deaths.index, deaths["low"], deaths["high"], color=PALETTE["blue"], alpha=0.2, linewidth=0
    )
    ax.plot(deaths.index, deaths["rate"], color=PALETTE["blue"])
    ax.plot(files.index, files, color=PALETTE["orange"])
    direct_label(
        ax,
        1990.6,
        deaths["rate"].iloc[0] + 3.4,
        "Deaths registered (INEGI)",
        PALETTE["blue"],
        xytext=(0, 0),
    )
    direct_label(
        ax, 1998.3, files.iloc[0] - 0.8, "Files opened (SESNSP)", PALETTE["orange"], xytext=(0, 0)
    )
    ax.axvline(2007.5, color=PALETTE["grey"], linewidth=0.9, linestyle=(0, (4, 3)))
    ax.annotate(
        "after 2007",
        (2007.5, 1.2),
        color=PALETTE["grey"],
        fontsize=SMALL,
        xytext=(-4, 0),
        textcoords="offset points",
        ha="right",
    )
    ax.set_ylim(0, 25.5)
    ax.set_xlim(1989.5, 2011.8)
    ax.set_xticks(range(1990, 2011, 5))
    ax.set_ylabel("Homicides per 100 000 persons")
    ax.grid(axis="y", color="#eeeeee")
    return fig


def periods_chart(table: pd.DataFrame) -> Figure:
    """Draw each state's two homicide rates on a logarithmic scale, the later with its interval."""
    states = table.drop(NATION).sort_values("after")
    place = np.arange(len(states))
    fig, ax = new_figure(height=6.6)
    ax.hlines(
        place, states["before"], states["after"], color=PALETTE["light"], linewidth=2, zorder=1
    )
    ax.scatter(
        states["before"],
        place,
        s=20,
        facecolor="white",
        edgecolor=PALETTE["grey"],
        linewidth=1.2,
        zorder=2,
    )
    ax.hlines(place, states["low"], states["high"], color=PALETTE["blue"], linewidth=2.6, zorder=3)
    ax.scatter(states["after"], place, s=24, color=PALETTE["blue"], zorder=4)
    nation = table.loc[NATION]
    for value, style in ((nation["before"], PALETTE["grey"]), (nation["after"], PALETTE["blue"])):
        ax.axvline(value, color=style, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    ax.set_xscale("log")
    ax.set_xticks([2, 5, 10, 20, 50, 100], ["2", "5", "10", "20", "50", "100"])
    ax.minorticks_off()
    ax.set_yticks(place, [state_name(code) for code in states.index])
    ax.set_ylim(-0.8, len(states) + 0.9)
    ax.tick_params(axis="y", length=0)
    top = len(states) + 0.2
    ax.text(
        nation["before"] * 0.96,
        top,
        "Mexico 2005–2007",
        color=PALETTE["grey"],
        fontsize=SMALL,
        ha="right",
        va="center",
    )
    ax.text(
        nation["after"] * 1.05,
        top,
        "Mexico 2008–2010",
        color=PALETTE["blue"],
        fontsize=SMALL,
        ha="left",
        va="center",
    )
    ax.grid(axis="x", color="#eeeeee")
    ax.set_axisbelow(True)
    ax.set_xlabel("Homicides per 100 000 persons a year (logarithmic)")
    return fig


def sex_chart(index: pd.DataFrame) -> Figure:
    """Draw homicides of women and men as indices."""
    fig, ax = new_figure(height=3.0)
    colours = {"women": PALETTE["purple"], "men": PALETTE["green"]}
    for sex, colour in colours.items():
        ax.plot(index.index, index[sex], color=colour)
        direct_label(
            ax,
            index.index[-1],
            index[sex].iloc[-1],
            f"{sex.capitalize()} {formats.number(index[sex].iloc[-1], 0)}",
            colour,
        )
    ax.axhline(100, color=PALETTE["grey"], linewidth=0.8)
    ax.set_ylim(0, index.to_numpy().max() * 1.08)
    ax.set_xlim(index.index[0] - 0.3, index.index[-1] + 2.2)
    ax.set_xticks(range(index.index[0], index.index[-1] + 1, 2))
    ax.set_ylabel("Homicides, 2007 = 100")
    ax.grid(axis="y", color="#eeeeee")
    return fig


def concentration_chart(curves: dict[str, pd.Series], marks: dict[str, int], limit: int) -> Figure:
    """Draw how many municipalities hold which share of the homicides, by period."""
    fig, ax = new_figure(height=3.3)
    colours = [PALETTE["grey"], PALETTE["blue"]]
    places = [(0.5, 60), (0.03, 94)]
    for (period, counts), colour, place in zip(curves.items(), colours, places, strict=True):
        curve = concentration(counts)
        ax.plot(curve["units"], curve["share"], color=colour)
        ax.plot(marks[period], 50, "o", color=colour, markersize=5)
        ax.text(
            place[0] * limit,
            place[1],
            f"{period}: half of all in {marks[period]}",
            color=colour,
            fontsize=SMALL,
            va="center",
        )
    ax.axhline(50, color=PALETTE["light"], linewidth=0.9, zorder=0)
    ax.set_xlim(0, limit)
    ax.set_ylim(0, 100)
    ax.set_xlabel("Municipalities, from the most homicides down")
    ax.set_ylabel("Share of all homicides (%)")
    return fig


def degree_chart(before: pd.DataFrame, after: pd.DataFrame, without: pd.DataFrame) -> Figure:
    """Draw homicide rates by degree of marginalisation in two periods.

    The later period is also drawn without one state.
    """
    fig, ax = new_figure(height=3.4)
    place = np.arange(len(before))
    for table, colour, label, style in (
        (before, PALETTE["grey"], "2005–2007", "-"),
        (without, PALETTE["sky"], "2008–2010 without Chihuahua", (0, (3, 2))),
        (after, PALETTE["blue"], "2008–2010", "-"),
    ):
        ax.plot(place, table["rate"], color=colour, linestyle=style, marker="o", markersize=5)
        ax.vlines(place, table["low"], table["high"], color=colour, linewidth=3, alpha=0.5)
        lift = -18 if style != "-" else 9
        direct_label(ax, 0, table["rate"].iloc[0], label, colour, xytext=(0, lift), ha="left")
    ax.set_xticks(place, before.index)
    ax.set_xlabel("Degree of marginalisation of the municipality, 2010")
    ax.set_ylabel("Homicides per 100 000 persons")
    ax.set_ylim(0, after["high"].max() + 3)
    ax.set_xlim(-0.15, len(before) - 0.75)
    ax.grid(axis="y", color="#eeeeee")
    return fig


def dots_chart(estimates: pd.DataFrame, nation: float, unit: str) -> Figure:
    """Draw one dot per state in order with its interval, and the national value as a line."""
    fig, ax = new_figure(height=6.4)
    ranked_dots(
        ax,
        estimates["rate"],
        labels=state_labels(),
        low=estimates["low"],
        high=estimates["high"],
        nation=nation,
        unit=unit,
    )
    return fig
