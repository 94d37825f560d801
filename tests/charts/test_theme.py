"""Tests of ``cohesion/charts/theme.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.charts import theme


@pytest.fixture
def axes():
    fig, ax = theme.new_figure(height=3.5)
    yield ax
    plt.close(fig)


def test_a_chart_is_no_wider_than_a_column(axes):
    assert axes.figure.get_size_inches()[0] <= 5.6


def test_text_colours_stand_out_from_white():
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    for name, colour in theme.PALETTE.items():
        red, green, blue = (channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
        contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
        assert name == "light" or contrast >= 4.5, f"{name}: {contrast:.1f}"


def test_one_shape_fills_a_figure_of_the_height_asked_for():
    figure = theme.drawn(lambda ax, y, color: ax.plot(y, color=color), [1, 2], color="k", height=2)
    (ax,) = figure.axes
    assert figure.get_size_inches()[1] == 2 and len(ax.lines) == 1
    plt.close(figure)
