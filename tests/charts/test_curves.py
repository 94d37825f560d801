"""Tests of ``cohesion/charts/curves.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.charts import curves
from tests.charts.drawn import curve, texts


def test_concentration_curves_run_in_percent_beside_the_diagonal():
    line = pd.DataFrame({"population": [0, 0.5, 1], "counts": [0, 0.2, 1]})
    ax = curves.curves({"A": line}, x_label="people", y_label="crimes", at={"A": 75}).axes[0]
    assert curve(ax) == [(0, 0), (50, 20), (100, 100)]
    assert curve(ax, 1) == [(0, 0), (100, 100)]
    assert texts(ax) == ["A", "even spread"]
    assert ax.texts[0].xy == (75, pytest.approx(60))
