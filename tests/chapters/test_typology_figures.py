"""The pictures show the states, limits and names that they are given."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot

from cohesion.chapters import typology_figures as figures
from cohesion.charts.theme import PALETTE
from cohesion.tables.geography import STATE_CODES

TOTAL = pd.Series(np.linspace(-1.55, 1.55, 32), index=list(STATE_CODES))
THIRD = pd.Series(
    ["lower need"] * 11 + ["middle need"] * 10 + ["higher need"] * 11, index=TOTAL.index
)


@pytest.fixture(autouse=True)
def _closed():
    yield
    pyplot.close("all")


def test_the_limits_of_the_thirds_lie_between_their_states():
    breaks = figures.thirds_breaks(TOTAL, THIRD)
    low, high = TOTAL[THIRD == "lower need"].max(), TOTAL[THIRD == "higher need"].min()
    assert breaks[0] <= TOTAL.min() and breaks[-1] >= TOTAL.max()
    assert low < breaks[1] < TOTAL[THIRD == "middle need"].min()
    assert TOTAL[THIRD == "middle need"].max() < breaks[2] < high


def test_the_matrix_writes_every_score_and_parts_the_thirds():
    by_sector = pd.DataFrame({"a": TOTAL[::-1], "b": -TOTAL[::-1]})
    ax = figures.matrix(by_sector, THIRD, ["A", "B"]).axes[0]
    assert len(ax.texts) == 64
    assert ax.texts[0].get_text() == "1.6"
    assert [line.get_ydata()[0] for line in ax.lines] == [11, 21]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["A", "B"]


def test_the_components_name_every_state_and_third():
    scores = pd.DataFrame({"component 1": TOTAL, "component 2": TOTAL**2})
    ax = figures.components(scores, THIRD, pd.Series([50.2, 16.4])).axes[0]
    said = [text.get_text() for text in ax.texts]
    assert len(said) == 3 + 32 and said[:3] == list(figures.THIRDS)
    assert "50" in ax.get_xlabel() and "16" in ax.get_ylabel()


def test_each_curve_is_named_with_its_index():
    curve = pd.DataFrame({"population": [0, 50, 100], "counts": [0, 70, 100]})
    needs = {f"need {number}": curve for number in range(5)}
    index = pd.Series(dict.fromkeys(needs, 0.25))
    ax = figures.concentration(needs, index).axes[0]
    assert [text.get_text() for text in ax.texts][0] == "need 0 (0.25)"
    assert [text.get_color() for text in ax.texts] == [PALETTE[name] for name in figures.CURVES]


def test_a_clear_gap_is_orange():
    table = pd.DataFrame({"difference": [1.0, 0.1], "low": [0.5, -0.4], "high": [1.5, 0.6],
                          "clear": [True, False]})  # fmt: skip
    one, other = figures.gaps({"A − B": table, "C − D": table}, ["x", "y"]).axes
    colours = one.collections[-1].get_facecolor()
    assert not np.allclose(colours[0], colours[1])
    assert [label.get_text() for label in one.get_yticklabels()] == ["x", "y"]
    assert other.get_title(loc="left") == "C − D"
