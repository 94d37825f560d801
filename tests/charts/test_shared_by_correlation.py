"""Tests of the charts that the correlation chapters share."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import plan, variables
from cohesion.charts import curves, intervals


@pytest.fixture(scope="module")
def declared() -> plan.AnalysisPlan:
    return plan.load()


@pytest.fixture(scope="module")
def states(declared):
    return variables.state_variables(declared)


def test_figures_draw_what_they_are_given(declared, states):
    table = pd.DataFrame(
        {"effect": [0.1, -0.6], "low": [-0.2, -0.8], "high": [0.4, -0.3]}, index=["S1", "G3"]
    )
    fig = intervals.forest(table, {"S1": "one", "G3": "two"}, margin=0.3, detectable=0.48)
    assert [t.get_text() for t in fig.axes[0].get_yticklabels()] == ["one", "two"]
    space = pd.DataFrame({"coefficient": np.linspace(-1, 1, 200), "p": 0.5, "x": ["a", "b"] * 100})
    fig = curves.specification_curve(space, {"x": "X"}, {"a": "A"}, unit="r")
    assert {"negative: 100", "positive: 100"} <= {t.get_text() for t in fig.axes[0].texts}
    ranks = pd.DataFrame({"base": range(1, 33), "low": 1, "high": 32}, index=states.frame.index)
    assert len(intervals.rank_intervals(ranks).axes[0].get_yticks()) == 32
