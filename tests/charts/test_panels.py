"""Small charts of named lines."""

from __future__ import annotations

import pandas as pd

from cohesion.charts import panels
from cohesion.charts.theme import PALETTE


def test_series_are_drawn_apart_and_named_units_in_colour():
    early = pd.DataFrame({2010: [1.0, 2.0], 2012: [2.0, 3.0]}, index=["x", "y"])
    late = pd.DataFrame({2016: [1.0, 5.0], 2018: [2.0, 6.0]}, index=["x", "y"])
    fig = panels.named_lines(
        {"One": [early, late], "Two": [early], "Three": [late]},
        {"x": "X"},
        {"x": "blue"},
        mark=2013,
    )
    first = fig.axes[0]
    coloured = [line for line in first.lines if line.get_color() == PALETTE["blue"]]
    # Two series, two lines: nothing joins 2012 and 2016.
    assert [list(line.get_xdata()) for line in coloured] == [[2010, 2012], [2016, 2018]]
    assert [ax.get_visible() for ax in fig.axes] == [True, True, True, False]
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["X"]
