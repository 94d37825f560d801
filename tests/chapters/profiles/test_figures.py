"""Tests of ``cohesion/chapters/profiles/figures.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion.chapters.profiles import figures
from cohesion.methods.estimates import Z95
from cohesion.tables.geography import STATE_CODES
from tests.charts import drawn


def test_sheet_figure_draws_every_series(data):
    figure = figures.sheet_figure(data, "29")
    titles = {axes.get_title(loc="left").replace("\n", " ").replace("\u00a0", " ")
              for axes in figure.axes}  # fmt: skip
    assert {spark.label for spark in data.sheet.sparklines} <= titles


def test_dots_show_the_state_its_interval_and_every_other_state():
    codes = ["00", *STATE_CODES]
    values = pd.DataFrame({"a": np.linspace(10, 42, 33), "b": 30.0}, index=codes)
    se = pd.DataFrame({"a": 2.0, "b": 1.0}, index=codes)
    labels = pd.Series({"a": "Health", "b": "Food"})
    ax = figures.deprivation_dots(values, se, labels, "07").axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Health", "Food"]
    assert drawn.points(ax, 3) == [(values.at["07", "a"], 1), (30, 0)]
    low, high = drawn.segments(ax)[0]
    assert np.allclose([low[0], high[0]], values.at["07", "a"] + np.array([-1, 1]) * 2 * Z95)
    others = drawn.points(ax, 0)
    assert others == [(value, 1) for value in values.loc[list(STATE_CODES), "a"]]
    assert drawn.points(ax, 2)[0] == (values.at["00", "a"], 1)
