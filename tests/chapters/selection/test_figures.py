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


def test_bars_of_a_state_add_up_to_its_score_and_what_is_alike_is_grey():
    scores = pd.DataFrame(
        {"need": [80.0, 20.0], "will": [50.0, 50.0], "reach": [10.0, 60.0]}, index=["07", "19"]
    )
    weights = pd.Series({"need": 0.5, "will": 0.2, "reach": 0.3})
    ax = figures.criterion_profile(scores, weights.index.to_series(), ["19", "07"], weights).axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Nuevo León", "Chiapas"]
    ends = {round(bar.get_y() + bar.get_height() / 2): bar.get_x() + bar.get_width()
            for bar in ax.patches}  # fmt: skip
    assert ends == {1: 20 * 0.5 + 50 * 0.2 + 60 * 0.3, 0: 80 * 0.5 + 50 * 0.2 + 10 * 0.3}
    assert {text.get_text() for text in ax.texts} >= {"38.0", "53.0"}
    greys = [bar for bar in ax.patches if bar.get_facecolor()[:3] == (0xDD / 255,) * 3]
    assert len(greys) == 2 and all(bar.get_width() == 10 for bar in greys)
