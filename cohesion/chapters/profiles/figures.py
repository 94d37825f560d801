"""Charts of fact sheets and profiles: small map with sparklines, trends with their intervals."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.chapters.profiles.sheet import SheetData
from cohesion.charts import intervals, lines, sheets
from cohesion.charts.labels import spread
from cohesion.methods.estimates import Z95
from cohesion.tables.geo import neighbours
from cohesion.tables.geography import NATION, STATE_CODES, state_name


def sheet_figure(data: SheetData, code: str) -> Figure:
    """Draw the small map of a sheet and its sparklines against the nation."""
    sparks = [
        _spark(data.series[one.id], code, one.label, one.digits) if one.id in data.series else None
        for one in data.sheet.sparklines
    ]
    return sheets.sheet(code, state_name(code), sparks, "Mexico")


def _spark(series: pd.DataFrame, code: str, label: str, digits: int) -> sheets.Spark:
    """Return a small line; where the nation has no figure the median of the states stands in."""
    of_all = series.loc[NATION] if series.loc[NATION].notna().any() else series.median()
    own = series.loc[code]
    last = own.last_valid_index()
    shown = "" if last is None else formats.number(own[last], digits)
    return sheets.Spark(of_all, own, textwrap.fill(formats.unbroken(label), 20), shown)


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
    years = np.array(rate.columns, dtype=float)
    series = {
        "Neighbours (median)": (rate.loc[neighbours(code)].median(), "blue"),
        "Mexico": (rate.loc[NATION], "grey"),
        state_name(code): (rate.loc[code], "orange"),
    }
    ends = spread(
        [float(values.iloc[-1]) for values, _ in series.values()],
        float(rate.loc[[code, NATION]].to_numpy().max()) * 0.08,
    )
    return lines.over_years(
        [lines.Line(name, values, colour, at=(years[-1], end))
         for (name, (values, colour)), end in zip(series.items(), ends, strict=True)],
        unit,
        frame=lines.Frame(x=(years[0], years[-1] + 0.42 * (years[-1] - years[0])),
                          ticks=[year for year in years if year % 5 == 0]),
        band=lines.Band(pd.DataFrame({"low": low, "high": high}), "orange", 0.2),
        means=[(min(period) - 0.4, max(period) + 0.4, mean) for period, mean in means],
        grid=False,
    )  # fmt: skip


def deprivation_dots(
    values: pd.DataFrame, se: pd.DataFrame, labels: pd.Series, code: str
) -> Figure:
    """Draw the state's percentages with 95 % intervals over all states, nation marked."""
    half = Z95 * se.loc[code]
    own = pd.DataFrame({"value": values.loc[code], "low": values.loc[code] - half,
                        "high": values.loc[code] + half})  # fmt: skip
    return intervals.among_others(
        values.loc[list(STATE_CODES)], own, values.loc[NATION], labels, "% of people"
    )
