"""Tests of ``cohesion/programme/cross_cutting.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    cross_cutting,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_themes_touch_every_indicator_and_operational_line():
    themes = cross_cutting.load_themes()
    assert [theme.id for theme in themes] == list(cross_cutting.THEMES)
    money = cross_cutting.money_table(themes)
    assert (money["Share of EU operations (%)"] <= 100).all()
