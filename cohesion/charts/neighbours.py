"""Each state beside its neighbours."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.charts import marks
from cohesion.charts.labels import direct_label, label_points
from cohesion.charts.theme import PALETTE, new_figure
from cohesion.tables.geography import STATES

_TICKS = (1, 2, 5, 10, 20, 50, 100, 200)


def moran_scatter(values: pd.Series, lag: pd.Series, x_label: str, y_label: str) -> Figure:
    """Draw each state's rate against that of its neighbours, every point with its name.

    Parameters
    ----------
    values, lag : Series
        By state key: logarithm of the rate, and the mean of the logarithms of its neighbours. The
        axes are written in rates; thin lines stand at the means, and the slope is Moran's I.
    """
    fig, ax = new_figure(height=6.2)
    mean = float(values.mean())
    x, y = values - mean, lag - mean
    slope = float((x * y).sum() / (x**2).sum())
    ends = np.array([values.min(), values.max()])
    fitted = mean + slope * (ends - mean)
    for axis in "xy":
        marks.level(ax, mean, axis, "light", width=0.8, dashes="-")
    marks.line(ax, ends, fitted, "orange")
    marks.dots(ax, values, lag, size=18)
    direct_label(ax, ends[0], fitted[0], f"slope = {formats.number(slope, 2)}", PALETTE["orange"],
                 xytext=(0, -12), fontweight="bold")  # fmt: skip
    ax.set(xlabel=x_label, ylabel=y_label)
    ax.margins(0.06, 0.08)
    for axis, limits in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        ticks = [t for t in _TICKS if limits[0] <= np.log(t) <= limits[1]]
        axis.set_ticks(np.log(ticks), [formats.integer(t) for t in ticks])
    _name_all(ax, values, lag)
    return fig


def _name_all(ax: Axes, x: pd.Series, y: pd.Series) -> None:
    # Those in the thick of it choose their places first.
    near = ((x.to_numpy()[:, None] - x.to_numpy()) ** 2).argsort(axis=1)[:, 1:4]
    crowd = np.abs(x.to_numpy()[near] - x.to_numpy()[:, None]).sum(axis=1)
    order = x.index[np.argsort(crowd)]
    label_points(ax, x, y, {code: STATES.at[code, "short"] for code in order})
