"""The picture of a fact sheet: a map, the lines that there are, a key."""

from __future__ import annotations

import itertools

import pandas as pd

from cohesion.charts.sheets import Spark, sheet
from tests.charts import drawn


def test_a_missing_line_leaves_its_place():
    years = pd.Series({2008: 1.0, 2010: 3.0})
    fig = sheet("07", "Chiapas", [Spark(years * 2, years, "Poverty", "3.0"), None], "Mexico")
    where, first, second, *others, key = fig.axes
    assert len(where.patches) == 32 and first.get_title(loc="left") == "Poverty"
    assert drawn.curve(first, 0) == [(2008, 2), (2010, 6)]
    assert drawn.curve(first, 1) == [(2008, 1), (2010, 3)]
    assert drawn.texts(first) == ["3.0"]
    assert not any(ax.axison for ax in (second, *others, key))
    assert drawn.texts(key) == ["Chiapas", "Mexico"]


def test_panels_at_fixed_places_do_not_run_into_each_other():
    """Two lines of title, three digits at the axis and at the end of a line have room."""
    high = pd.Series({1990: 120.0, 2010: 986.0})
    spark = Spark(high, high, "Infant deaths per\n1 000 births", "986")
    fig = sheet("08", "Chihuahua", [spark] * 4, "Mexico")
    fig.canvas.draw()
    boxes = [ax.get_tightbbox() for ax in fig.axes]
    assert len(boxes) == 6
    for one, other in itertools.combinations(boxes, 2):
        assert not one.overlaps(other)
