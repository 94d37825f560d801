"""The charts of the choice: every state has its name, no mark hides another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion.chapters.selection import figures, robustness
from cohesion.tables.geography import STATES

NAMES = STATES["name_en"]


def table() -> pd.DataFrame:
    top = np.linspace(0, 0.9, 32)
    return pd.DataFrame(
        {"name": NAMES, "need": np.linspace(20, 80, 32), "feasibility": np.tile([40.0, 60], 16),
         "eligible": True, "rank": np.arange(32, 0, -1), "total": top, "top2": top / 2,
         "top3": top / 1.5, "top4": top}
    )  # fmt: skip


def test_every_state_of_the_scatter_is_named():
    texts = {t.get_text() for t in figures.need_feasibility(table(), ["32", "31"]).axes[0].texts}
    assert texts == {NAMES["32"], NAMES["31"], *STATES["short"].drop(["31", "32"])}


def test_marks_of_a_state_stand_apart_and_the_hopeless_are_left_out():
    fig = figures.top_probabilities(table(), ["32"], least=0.5)
    ax = fig.axes[0]
    names = [t.get_text() for t in ax.get_yticklabels()]
    assert names[-1] == NAMES["32"] and len(names) == int((table()["top4"] >= 0.5).sum())
    points = [c.get_offsets() for c in ax.collections if len(c.get_offsets()) == len(names)]
    heights = [round(float(p[0, 1]), 2) for p in points]
    assert len(set(heights)) == len(heights) == 3


def test_an_assumption_that_moves_nothing_has_no_panel():
    rows = [("07", factor, 0.3, 0.01) for factor in robustness.FACTORS]
    indices = pd.DataFrame(rows, columns=["state", "factor", "total", "total_ci"])
    indices.loc[indices["factor"] == "missing data", "total"] = 0.0
    fig = figures.sobol_bars(indices, ["07"])
    assert len(fig.axes) == len(robustness.FACTORS) - 1
