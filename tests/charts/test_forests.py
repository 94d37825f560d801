"""Tests of ``cohesion/charts/forests.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.charts import forests
from cohesion.charts.theme import PALETTE
from tests.charts.drawn import point_colours, points, rows, segments

SLOPES = pd.DataFrame(
    {"slope": np.log([2.0, 0.5, 1.1]), "low": np.log([1.5, 0.4, 0.9]),
     "high": np.log([2.7, 0.6, 1.3])},
    index=["07", "12", "20"],
)  # fmt: skip
COMMON = pd.Series({"coefficient": np.log(1.2), "low": np.log(1.1), "high": np.log(1.3)})


def test_states_stand_in_the_order_of_the_first_measure_as_ratios():
    narrow = SLOPES * 0.05
    fig = forests.state_slopes({"Rate": SLOPES, "Share": narrow}, {"Rate": COMMON, "Share": COMMON})
    left, right = fig.axes
    assert rows(left) == ["Guerrero", "Oaxaca", "Chiapas"]
    assert points(left) == [pytest.approx(p) for p in [(0.5, 0), (1.1, 1), (2.0, 2)]]
    ends = segments(left)
    assert ends[2] == [pytest.approx((1.5, 2)), pytest.approx((2.7, 2))]
    # Only intervals that leave out a ratio of one are marked.
    assert point_colours(left) == [PALETTE["orange"], PALETTE["blue"], PALETTE["orange"]]
    assert left.get_xscale() == "log"
    # A wide scale has ticks in steps of two and five, a narrow one of five hundredths.
    assert [round(t, 2) for t in left.get_xticks()] == [0.5, 1, 2]
    assert [round(t, 2) for t in right.get_xticks()] == [0.95, 1, 1.05, 1.1]
    assert [ax.get_title() or ax.get_title(loc="left") for ax in fig.axes] == ["Rate", "Share"]
