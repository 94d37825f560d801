"""Networks in columns: nodes stand in their column by rank, arrows join them."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from cohesion.charts.networks import MARGIN, NODE_WIDTH, STEP, Node, in_columns
from cohesion.charts.theme import PALETTE, WIDTH


def test_nodes_stand_by_column_and_rank_and_arrows_touch_them():
    nodes = {"a": Node("A", "blue", 0, 0.25), "b": Node("B", "green", 0, 0.75),
             "c": Node("C", "ink", 2, 0.5)}  # fmt: skip
    fig = in_columns(
        nodes,
        [("a", "c", "funds"), ("a", "b", "helps")],
        ("One", "Two", "Three"),
        {"funds": "ochre", "helps": "purple"},
        [("funds", "One", "A → C")],
    )
    (ax,) = fig.axes
    body = 2 * STEP
    places = {text.get_text(): text.get_position() for text in ax.texts}
    assert places["A"] == pytest.approx((MARGIN + NODE_WIDTH / 2, 0.05 + body * 0.75))
    assert places["B"][1] < places["C"][1] < places["A"][1]
    boxes = [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
    assert [to_hex(box.get_edgecolor()) for box in boxes] == [
        PALETTE["blue"], PALETTE["green"], PALETTE["ink"]
    ]  # fmt: skip
    across, bowed = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    assert to_hex(across.get_edgecolor()) == PALETTE["ochre"]
    fig.draw_without_rendering()
    start = across.get_path().vertices[0]
    assert start == pytest.approx([MARGIN + NODE_WIDTH, places["A"][1]], abs=0.01)
    # A link within the first column bows out to its left and stays in the figure.
    path = bowed.get_path()
    left = path.vertices[path.codes != path.CLOSEPOLY, 0].min()
    assert 0 < left < MARGIN
    assert {"One", "Two", "Three", "→ funds", "→ helps"} < set(places)
    assert fig.get_figwidth() == WIDTH
    assert ax.marks_of_diagram == [("funds", "One", "A → C")]
