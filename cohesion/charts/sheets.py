"""The picture of a fact sheet: where a state lies, and its small lines over years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from cohesion.charts.lines import spark, spark_key
from cohesion.charts.maps import locator_map
from cohesion.charts.theme import new_figure


@dataclass(frozen=True)
class Spark:
    """A small line: that of all and the state's by year, its title, its last value as written."""

    of_all: pd.Series
    own: pd.Series
    title: str
    last: str


#: Shares of the figure. Every sheet has its panels at the same places, so that one can be laid
#: beside another; two lines of title and three digits at an axis have room.
_PLACES = {"left": 0.08, "right": 0.98, "bottom": 0.09, "top": 0.86, "wspace": 0.36, "hspace": 0.68}


def sheet(code: str, name: str, sparks: Sequence[Spark | None], nation: str) -> Figure:
    """Draw the small map of a state and up to four small lines; a missing one leaves its place."""
    fig, axes = new_figure(2, 3, height=3.1, layout="none", gridspec_kw=_PLACES)
    where, *places, key = axes.flat
    locator_map(code, where)
    for ax, one in zip(places, [*sparks, *[None] * len(places)], strict=False):
        if one is None:
            ax.set_axis_off()
        else:
            spark(ax, one.of_all, one.own, one.title, one.last)
    spark_key(key, [(name, "orange"), (nation, "grey")])
    return fig
