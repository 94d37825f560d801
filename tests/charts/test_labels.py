"""Charts: labels keep clear of points and of each other, charts fit a column."""

from __future__ import annotations

import itertools

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from cohesion.charts import labels, theme


@pytest.fixture
def axes():
    fig, ax = theme.new_figure(height=3.5)
    yield ax
    plt.close(fig)


def test_labels_of_neighbouring_points_do_not_overlap(axes):
    x = pd.Series({"a": 1.0, "b": 1.06, "c": 0.94, "far": 3.0, "low": 0.0})
    y = pd.Series({"a": 1.0, "b": 1.0, "c": 1.02, "far": 0.0, "low": 3.0})
    axes.scatter(x, y)
    labels.label_points(axes, x, y, {"a": "Aguascalientes", "b": "Campeche", "c": "Coahuila"})
    axes.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) == 3
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


def test_a_label_does_not_cover_another_point(axes):
    x, y = pd.Series({"a": 1.0, "b": 1.2, "end": 3.0}), pd.Series({"a": 1.0, "b": 1.0, "end": 2.0})
    axes.scatter(x, y)
    labels.label_points(axes, x, y, {"a": "Federal District"})
    axes.figure.draw_without_rendering()
    other = axes.transData.transform((x["b"], y["b"]))
    assert not axes.texts[0].get_window_extent().contains(*other)


def test_the_first_label_gives_way_to_those_that_come_later(axes):
    # Beside "a" there is room until "b", which has none but there, is named.
    crowd = {f"p{n}": (1.0 + 0.05 * n, 1.0 + 0.03 * (n % 3)) for n in range(7)}
    x = pd.Series({key: at[0] for key, at in crowd.items()} | {"end": 3.0})
    y = pd.Series({key: at[1] for key, at in crowd.items()} | {"end": 2.0})
    axes.scatter(x, y, s=4)
    colours = dict.fromkeys(crowd, "#00588f")
    labels.label_points(axes, x, y, {key: "Tab." for key in crowd}, colours=colours)
    axes.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in axes.texts]
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
    assert {text.get_color() for text in axes.texts} == {"#00588f"}


def test_heights_are_moved_up_until_they_keep_their_distance():
    assert labels.spread([3.0, 1.0, 1.2, 1.1], 0.5) == pytest.approx([3.0, 1.0, 2.0, 1.5])
    assert labels.spread([1.0, 5.0], 0.5) == [1.0, 5.0]
    assert labels.spread([], 1.0) == []


@pytest.mark.parametrize("place", labels._LABEL_PLACES)
def test_the_box_of_a_label_at_another_place_is_the_one_that_is_drawn(axes, place):
    dx, dy, across, along = place
    label = axes.annotate("Querétaro", (0.4, 0.3), xytext=(0, 0), textcoords="offset points",
                          ha="left", va="bottom")  # fmt: skip
    measured = label.get_window_extent()
    found = labels._moved(measured, dx, dy, across, along, axes.figure.dpi / 72)
    label.set(position=(dx, dy), ha=across, va=along)
    assert found.extents == pytest.approx(label.get_window_extent().extents, abs=1e-6)
