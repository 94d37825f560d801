"""Tests of the charts that the correlation chapters share."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters.correlation import plan, variables
from cohesion.charts import intervals


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
    ranks = pd.DataFrame({"base": range(1, 33), "low": 1, "high": 32}, index=states.frame.index)
    assert len(intervals.rank_intervals(ranks).axes[0].get_yticks()) == 32
