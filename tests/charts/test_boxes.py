"""Tests of ``cohesion/charts/boxes.py``."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch

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


def test_a_tree_leads_from_the_roots_to_the_core():
    columns = [boxes.Column("R1  cause", ["root", "other root"], "blue")]
    fig = boxes.tree([["effect", "effect too"], ["core"]], columns, [("root", "R1", "root")])
    (ax,) = fig.axes
    up = {text.get_text(): text.get_position()[1] for text in ax.texts}
    order = ["effect", "core", "R1  cause", "root", "other root"]
    assert [name for name in sorted(up, key=up.get, reverse=True) if name in order] == order
    assert ax.marks_of_diagram == [("root", "R1", "root")]
    # Two effects join the core, the core its cause, the cause its roots.
    assert sum(isinstance(patch, FancyArrowPatch) for patch in ax.patches) == 4


def test_words_stand_in_the_cell_of_their_grades():
    rows = [boxes.Grade(2, "high"), boxes.Grade(1, "low")]
    columns = [boxes.Grade(1, "few", 2.0), boxes.Grade(2, "many", 2.5)]
    shades = {(r, c): "cell" if r * c < 4 else "cell orange 3" for r in (1, 2) for c in (1, 2)}
    fig = boxes.cells({(2, 2): [("here", "orange"), ("too", "ink")]}, rows, columns, shades,
                      names=("Across", "Up"), told=[], key=[("Group", "green")])  # fmt: skip
    (ax,) = fig.axes
    at = {text.get_text(): text.get_position() for text in ax.texts}
    assert at["here"][0] == pytest.approx(WIDTH - 2.5 + 0.07)
    assert at["here"][1] - at["too"][1] == pytest.approx(boxes.LINE)
    assert at["high"][1] > at["low"][1] and at["few"][0] < at["many"][0]
    assert [to_hex(patch.get_facecolor()) for patch in ax.patches] == [
        "#f7f7f7", "#f0c3a0", "#f7f7f7", "#f7f7f7"
    ]  # fmt: skip
    assert {"Across", "Up", "Group"} < set(at)
    assert boxes.tall("one line", 2.0) == pytest.approx(boxes.LINE + 0.13)
