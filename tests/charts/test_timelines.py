"""Timelines: bars lie where the work is, what they look like says what they are."""

from __future__ import annotations

from matplotlib.colors import to_hex

from cohesion.charts.theme import PALETTE
from cohesion.charts.timelines import Bar, Look, Phase, timeline
from tests.charts import drawn


def test_work_milestones_phases_and_years_stand_at_their_times():
    fig = timeline(
        ["Plan", "Build"],
        [Bar(0, 8, 4, "blue", framed=True), Bar(1, 10, 2, "sky", pale=True)],
        [(12, 1)],
        phases=[Phase(9, "Open", 0.5)],
        shaded=[(10.5, 11)],
        span=(8, 16),
        years={8: "2012", 12: "2013"},
        key=[
            Look("work", "blue"),
            Look("critical", "orange", "frame"),
            Look("milestone", "ink", "point"),
        ],
    )
    (ax,) = fig.axes
    bars = [bar for box in ax.containers for bar in box]
    assert [(bar.get_x(), bar.get_width(), bar.get_y() + bar.get_height() / 2) for bar in bars] == [
        (8, 4, 0), (10, 2, 1)
    ]  # fmt: skip
    assert to_hex(bars[0].get_edgecolor()) == PALETTE["orange"]
    assert [bar.get_alpha() for bar in bars] == [1, 0.45]
    assert drawn.curve(ax, 0) == [(12, 1)] and ax.lines[1].get_xdata()[0] == 9
    assert [(text.get_text(), text.get_position()[0]) for text in ax.texts] == [("Open", 9.5)]
    assert drawn.rows(ax) == ["Plan", "Build"] and ax.get_xlim() == (8, 16)
    bottom, top = ax.get_ylim()
    assert bottom > top, "the first row stands on top"
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2012", "2013"]
    assert [text.get_text() for text in fig.legends[0].get_texts()] == [
        "work", "critical", "milestone"
    ]  # fmt: skip
