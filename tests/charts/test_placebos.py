"""Estimates among placebos: what is drawn where."""

from __future__ import annotations

import pytest

from cohesion.charts import placebos
from cohesion.charts.theme import PALETTE
from tests.charts.drawn import point_colours, points


def test_an_estimate_outside_the_band_has_another_colour():
    fig = placebos.among_placebos(
        {"a": 1.0, "b": -6.0}, {"a": [-2, 2], "b": [-2, 2]}, {"a": 2.0, "b": 2.0}, "share"
    )
    ax = fig.axes[0]
    assert points(ax) == [(0.5, 1), (-3.0, 0)]
    assert point_colours(ax) == [PALETTE["blue"], PALETTE["orange"]]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["a", "b"]
    assert ax.get_xlim()[0] == pytest.approx(-3.2, abs=0.3)
