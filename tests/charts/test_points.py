"""Scatters of states: every point has a name, intervals are thin bars."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection

from cohesion.charts import points
from cohesion.charts.theme import new_figure
from cohesion.tables.geography import NATION, STATES

X = pd.Series(np.linspace(10, 70, 32), STATES.index)
Y = pd.Series(np.tile([20.0, 30, 40, 50], 8), STATES.index)


def bounds(values: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"low": values - 2, "high": values + 3})


def test_every_state_has_its_name_and_bars_only_where_errors_are_given():
    fig, axes = new_figure(1, 2, height=4)
    points.named_points(
        axes[0], X, Y, xlabel="x", ylabel="y", x_bounds=bounds(X), y_bounds=bounds(Y)
    )
    points.named_points(axes[1], X, Y, xlabel="x", ylabel="y")
    for ax in axes:
        assert {t.get_text() for t in ax.texts} == set(STATES["short"])
    across, along = [c for c in axes[0].collections if isinstance(c, LineCollection)]
    assert (
        np.ptp(across.get_segments()[0][:, 0]) == 5 and np.ptp(along.get_segments()[0][:, 1]) == 5
    )
    assert not [c for c in axes[1].collections if isinstance(c, LineCollection)]


def test_the_nation_is_no_point_and_lines_are_medians_or_equality():
    x = pd.concat([pd.Series({NATION: 99.0}), X])
    y = pd.concat([pd.Series({NATION: 99.0}), Y])
    ax = points.labelled_scatter(x, y, x_label="x", y_label="y").axes[0]
    assert len(ax.collections[0].get_offsets()) == 32
    assert [line.get_xdata()[0] for line in ax.lines][0] == X.median()
    ax = points.labelled_scatter(X, Y, x_label="x", y_label="y", diagonal=True).axes[0]
    (line,) = ax.lines
    assert list(line.get_xdata()) == list(line.get_ydata()) == [10, 70]
    assert len(points.scatter(X, Y, x_label="x", y_label="y").axes[0].texts) == 32
