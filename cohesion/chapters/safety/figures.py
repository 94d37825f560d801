"""The charts of the chapters on safety and on access to justice: which shape shows what."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.charts import curves, intervals, lines
from cohesion.charts.lines import Line
from cohesion.charts.theme import drawn
from cohesion.methods.concentration import concentration
from cohesion.tables.geography import NATION, state_labels

#: What every rate of these charts is.
UNIT = "Homicides per 100 000 persons"


def trend_chart(deaths: pd.DataFrame, files: pd.Series) -> Figure:
    """Draw the national homicide rate by two counts; ``deaths`` as rates, ``files`` as a rate."""
    registered = Line("Deaths registered (INEGI)", deaths["rate"], "blue", beside=(0, 0),
                      at=(1990.6, deaths["rate"].iloc[0] + 3.4))  # fmt: skip
    opened = Line("Files opened (SESNSP)", files, "orange", beside=(0, 0),
                  at=(1998.3, files.iloc[0] - 0.8))  # fmt: skip
    return lines.over_years(
        [registered, opened], UNIT, height=3.3,
        frame=lines.Frame(x=(1989.5, 2011.8), y=(0, 25.5), ticks=range(1990, 2011, 5)),
        band=lines.Band(deaths, "blue", 0.2), change=lines.Break(2007.5, "after 2007", height=1.2),
    )  # fmt: skip


def periods_chart(table: pd.DataFrame) -> Figure:
    """Draw each state's two homicide rates on a logarithmic scale, the later with its interval."""
    states = table.drop(NATION).sort_values("after")
    return intervals.before_after(
        states, state_labels(), table.loc[NATION], ("Mexico 2005–2007", "Mexico 2008–2010"),
        x_label=f"{UNIT} a year (logarithmic)", ticks=(2, 5, 10, 20, 50, 100),
    )  # fmt: skip


def sex_chart(index: pd.DataFrame) -> Figure:
    """Draw homicides of women and men as indices."""
    named = {sex: f"{sex.capitalize()} {formats.number(index[sex].iloc[-1], 0)}"
             for sex in ("women", "men")}  # fmt: skip
    first, last = int(index.index[0]), int(index.index[-1])
    return lines.over_years(
        [Line(named["women"], index["women"], "purple"), Line(named["men"], index["men"], "green")],
        "Homicides, 2007 = 100", height=3.0, level=100,
        frame=lines.Frame(x=(first - 0.3, last + 2.2), y=(0, index.to_numpy().max() * 1.08),
                          ticks=range(first, last + 1, 2)),
    )  # fmt: skip


def concentration_chart(curves_of: dict[str, pd.Series], marks: dict[str, int], limit: int
                        ) -> Figure:  # fmt: skip
    """Draw how many municipalities hold which share of the homicides, by period."""
    looks = (("grey", (0.5 * limit, 60)), ("blue", (0.03 * limit, 94)))
    drawn_curves = [
        curves.Ranked(concentration(counts), marks[period], colour,
                      f"{period}: half of all in {marks[period]}", place)
        for (period, counts), (colour, place) in zip(curves_of.items(), looks, strict=True)
    ]  # fmt: skip
    return curves.half_of_all(
        drawn_curves, limit, x_label="Municipalities, from the most homicides down",
        y_label="Share of all homicides (%)",
    )  # fmt: skip


def degree_chart(before: pd.DataFrame, after: pd.DataFrame, without: pd.DataFrame) -> Figure:
    """Draw homicide rates by degree of marginalisation in two periods.

    The later period is also drawn without one state.
    """
    return lines.over_classes(
        [
            lines.OverClasses("2005–2007", before, "grey"),
            lines.OverClasses("2008–2010 without Chihuahua", without, "sky", (0, (3, 2))),
            lines.OverClasses("2008–2010", after, "blue"),
        ],
        x_label="Degree of marginalisation of the municipality, 2010",
        unit=UNIT,
    )


def dots_chart(estimates: pd.DataFrame, nation: float, unit: str) -> Figure:
    """Draw one dot per state in order with its interval, and the national value as a line."""
    return drawn(
        intervals.ranked_dots, estimates["rate"], labels=state_labels(), low=estimates["low"],
        high=estimates["high"], nation=nation, unit=unit, height=6.4,
    )  # fmt: skip
