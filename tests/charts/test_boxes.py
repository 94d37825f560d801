"""Tests of ``cohesion/charts/boxes.py``."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex

from cohesion.charts import boxes
from cohesion.charts.theme import PALETTE, WIDTH


def test_a_box_is_as_high_as_its_wrapped_text_needs():
    fig, ax = boxes.blank(2.0)
    short = boxes.box(ax, 0, 2, 2.0, "one line", PALETTE["blue"])
    long = boxes.box(ax, 0, 1, 1.0, "many words that cannot stand on one line", PALETTE["blue"],
                     filled=True)  # fmt: skip
    assert short == pytest.approx(boxes.LINE + 0.13)
    lines = ax.texts[1].get_text().split("\n")
    assert long == pytest.approx(len(lines) * boxes.LINE + 0.13) and len(lines) > 1
    assert " ".join(lines) == "many words that cannot stand on one line"
    fig.draw_without_rendering()
    for text, patch in zip(ax.texts, ax.patches, strict=True):
        inside, outside = text.get_window_extent(), patch.get_window_extent()
        assert outside.x0 <= inside.x0 and inside.x1 <= outside.x1
        assert outside.y0 <= inside.y0 and inside.y1 <= outside.y1


def test_filled_boxes_carry_white_type():
    _, ax = boxes.blank(1.0)
    boxes.box(ax, 0, 1, 2, "plain", PALETTE["blue"])
    boxes.box(ax, 2, 1, 2, "filled", PALETTE["blue"], filled=True)
    assert [to_hex(text.get_color()) for text in ax.texts] == [PALETTE["ink"], "#ffffff"]
    assert [to_hex(patch.get_facecolor()) for patch in ax.patches] == ["#ffffff", PALETTE["blue"]]


def test_a_blank_is_measured_in_inches():
    fig, ax = boxes.blank(3.0)
    assert tuple(fig.get_size_inches()) == (WIDTH, 3.0)
    fig.draw_without_rendering()
    one, other = ax.transData.transform([(0, 0), (1, 1)])
    assert other - one == pytest.approx([fig.dpi, fig.dpi])
    assert not ax.axison


def test_an_arrow_touches_both_points():
    fig, ax = boxes.blank(2.0)
    boxes.arrow(ax, (0.5, 1.5), (2.0, 0.5), PALETTE["grey"])
    fig.draw_without_rendering()
    path = ax.patches[0].get_path()
    assert path.vertices[0] == pytest.approx([0.5, 1.5])
    assert abs(path.vertices - [2.0, 0.5]).sum(axis=1).min() < 0.03
