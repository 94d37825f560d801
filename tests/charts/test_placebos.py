"""Estimates among placebos: what is drawn where."""

from __future__ import annotations

import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

from cohesion.charts import placebos
from cohesion.charts.theme import PALETTE


def test_an_estimate_outside_the_band_has_another_colour():
    fig = placebos.among_placebos(
        {"a": 1.0, "b": -6.0}, {"a": [-2, 2], "b": [-2, 2]}, {"a": 2.0, "b": 2.0}, "share"
    )
    ax = fig.axes[0]
    dots = [c for c in ax.collections if isinstance(c, PathCollection)]
    assert [tuple(d.get_offsets()[0]) for d in dots] == [(0.5, 1), (-3.0, 0)]
    colours = [to_hex(d.get_facecolor()[0]) for d in dots]
    assert colours == [PALETTE["blue"], PALETTE["orange"]]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["a", "b"]
    assert ax.get_xlim()[0] == pytest.approx(-3.2, abs=0.3)
