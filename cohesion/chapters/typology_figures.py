"""The pictures of the chapter on the differences between states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.charts import curves, heat, intervals, maps, points
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
    return maps.one_map(
        total, "Need, thirds of states\n(standard deviations)", digits=2,
        breaks=thirds_breaks(total, third), height=3.7, highlight=list(outlined),
    )  # fmt: skip


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
    higher, lower = (third == "higher need").sum(), (third == "lower need").sum()
    return heat.matrix(by_sector, [state_name(code) for code in by_sector.index], heads,
                       limit=FULL, cuts=(higher, len(third) - lower))  # fmt: skip


def components(scores: pd.DataFrame, third: pd.Series, variance: pd.Series) -> Figure:
    """Draw the states on two components; ``variance``: what each holds, per cent."""
    held = [formats.percent(part, 0) for part in variance.iloc[:2]]
    return points.groups(
        scores["component 1"],
        scores["component 2"],
        [points.Group(third.index[third == name], colour) for name, colour in THIRDS.items()],
        STATES.loc[scores.index, "short"],
        x_label=f"Deprivation (first component, {held[0]} of variance)",
        y_label=f"Violence and fear (second, {held[1]})",
        height=5.8,
        centre=0,
        key=THIRDS,
    )


def concentration(curves_of: Mapping[str, pd.DataFrame], index: pd.Series) -> Figure:
    """Draw concentration curves over the diagonal, each named with its index."""
    return curves.keyed(
        curves_of, [f"{label} ({formats.number(index[label], 2)})" for label in curves_of], CURVES,
        x_label="People, from the most affected state down (%)", y_label="People affected (%)",
    )  # fmt: skip


def gaps(gap: Mapping[str, pd.DataFrame], labels: Sequence[str]) -> Figure:
    """Draw differences between two groups, a panel for each pair, with their intervals.

    Parameters
    ----------
    gap : mapping
        Title → table by measure: ``difference``, ``low``, ``high`` in points, ``clear``.
    labels : sequence of str
        What the measures are called, in their order.
    """
    return intervals.side_by_side(gap, labels, "Points")
