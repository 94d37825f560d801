"""Tests of ``cohesion/chapters/data_figures.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cohesion.chapters import data_figures as figures
from cohesion.charts.theme import PALETTE
from cohesion.tables import catalogue


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def test_coverage_draws_each_family_once_in_the_order_of_dimensions():
    index = pd.MultiIndex.from_tuples([(d, "X") for d in reversed(catalogue.DIMENSIONS)])
    families = pd.DataFrame({2010: 0.0, 2015: 2.0}, index=index)
    ax = figures.coverage(families).axes[0]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == [f"{name.capitalize()}: X" for name in catalogue.DIMENSIONS]
    cells = np.ma.filled(ax.collections[0].get_array(), np.nan)
    assert cells.shape == (len(labels), len(figures.YEARS))
    assert np.isfinite(cells).sum() == 2 * len(labels)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(figures.WORDS.values())


def test_counts_stacks_the_statuses_in_their_colours():
    index = pd.MultiIndex.from_product([catalogue.DIMENSIONS, [2008, 2010]])
    by_year = pd.DataFrame({"in time": 3.0, "stand-in": 2.0, "later": float("nan")}, index=index)
    fig = figures.counts(by_year.fillna(0))
    titles = [ax.get_title(loc="left") for ax in fig.axes]
    assert titles == [dimension.capitalize() for dimension in catalogue.DIMENSIONS]
    bars = [bar for bar in fig.axes[0].patches if bar.get_height() > 0]
    heights = {(round(b.get_y()), round(b.get_height()), to_hex(b.get_facecolor())) for b in bars}
    blue, ochre = (to_hex(PALETTE[name]) for name in ("blue", "ochre"))
    assert heights == {(0, 3, blue), (3, 2, ochre)}
