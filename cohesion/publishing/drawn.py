"""What a figure draws, as a table: the numbers behind its points, lines, bars, intervals, maps.

A reader who wants the numbers of a figure gets those that are drawn, not a table that resembles
them. Marks for orientation (a line for the nation, a grid) are left out where they hold no data.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

HEADS = ("panel", "drawn as", "series", "label", "x", "y", "to x", "to y")
#: Attribute of a panel that holds the values of a map, by key of the state or municipality.
VALUES = "values_by_place"
#: Attribute of a panel that is a diagram: what its boxes and arrows say, as rows of kind, group,
#: words and, where the place of a box has a meaning, its values across and up.
MARKS = "marks_of_diagram"

Row = tuple[str, str, str, str, Any, Any, Any, Any]


def rows_of(fig: Any) -> list[Row]:
    """Return what a figure of Matplotlib draws, one row for each mark.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure.

    Returns
    -------
    list of tuple
        The columns of :data:`HEADS`; the last two are filled where a mark has two ends.
    """
    found: list[Row] = []
    for number, ax in enumerate(fig.axes, start=1):
        panel = ax.get_title(loc="left") or ax.get_title() or (
            ax.get_label() if not ax.get_label().startswith("<") else ""
        )  # fmt: skip
        panel = panel or (str(number) if len(fig.axes) > 1 else "")
        found += [(panel, *row) for row in _of_panel(ax)]
    return found


def write(fig: Any, file: Path) -> bool:
    """Write what a figure draws as CSV; return False, and write nothing, where it draws no data."""
    rows = rows_of(fig)
    if not rows:
        return False
    used = [
        place for place in range(len(HEADS)) if any(row[place] not in ("", None) for row in rows)
    ]
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([HEADS[place] for place in used])
        writer.writerows([[row[place] for place in used] for row in rows])
    return True


def _of_panel(ax: Any) -> Iterator[tuple]:
    from matplotlib.collections import LineCollection, PathCollection, QuadMesh

    values = getattr(ax, VALUES, None)
    if values is not None:
        for key, value in values.items():
            yield ("map", "", str(key), _plain(value), None, None, None)
        return
    marks = getattr(ax, MARKS, None)
    if marks is not None:
        for kind, group, words, *place in marks:
            x, y = (_plain(value) for value in place) if place else (None, None)
            yield (kind, group, words, x, y, None, None)
        return
    across, up = _labels(ax.xaxis), _labels(ax.yaxis)
    bars = {id(patch) for container in ax.containers for patch in getattr(container, "patches", ())}
    yield from _boxes(ax, across, up)
    of_boxes = {id(line) for one in _box_plots(ax) for line in (*one.medians, *one.whiskers)}
    for line in ax.get_lines():
        if id(line) in of_boxes:
            continue
        if line.get_transform() is not ax.transData and not _in_data(line, ax):
            continue
        kind = "points" if line.get_linestyle() in ("None", "", " ") else "line"
        for x, y in zip(*line.get_data(), strict=True):
            yield (kind, _series(line), _label(x, y, across, up), _plain(x), _plain(y), None, None)
    for collection in ax.collections:
        if isinstance(collection, PathCollection):
            for x, y in np.asarray(collection.get_offsets(), dtype=float):
                name = _cell(ax, x, y) or _label(x, y, across, up)
                yield ("points", _series(collection), name, _plain(x), _plain(y), None, None)
        elif isinstance(collection, LineCollection) and _in_data(collection, ax):
            for segment in collection.get_segments():
                if len(segment) == 2:
                    (x, y), (to_x, to_y) = segment
                    yield ("interval", _series(collection), _label(x, y, across, up),
                           _plain(x), _plain(y), _plain(to_x), _plain(to_y))  # fmt: skip
    for patch in ax.patches:
        if id(patch) in bars:
            x, y, width, height = (patch.get_x(), patch.get_y(), patch.get_width(),
                                   patch.get_height())  # fmt: skip
            name = _label(x + width / 2, y + height / 2, across, up)
            yield ("bar", _series(patch), name, _plain(x), _plain(y), _plain(x + width),
                   _plain(y + height))  # fmt: skip
    for mesh in (one for one in ax.collections if isinstance(one, QuadMesh)):
        grid = np.ma.filled(np.ma.asarray(mesh.get_array(), dtype=float), np.nan)
        corners = np.asarray(mesh.get_coordinates(), dtype=float)
        middles = (corners[:-1, :-1] + corners[1:, 1:]) / 2
        on_side, on_top = _words(ax.yaxis), _words(ax.xaxis)
        for cell, value in np.ndenumerate(grid):
            right, down = (round(float(place), 6) for place in middles[cell])
            name = _joined(on_side.get(down, ""), on_top.get(right, ""))
            yield ("cell", "", name, _plain(value), None, None, None)


def _box_plots(ax: Any) -> list[Any]:
    return [container for container in ax.containers if hasattr(container, "medians")]


def _boxes(ax: Any, across: dict[int, str], up: dict[int, str]) -> Iterator[tuple]:
    """Yield what the boxes of a panel show: the ends of their lines, their middle half, the median.

    The boxes lie: their values are across.
    """
    for plot in _box_plots(ax):
        ends = [line.get_xdata()[-1] for line in plot.whiskers]
        for number, (box, median) in enumerate(zip(plot.boxes, plot.medians, strict=True)):
            corners, middle = box.get_path().vertices, float(np.mean(median.get_ydata()))
            name = _label(float("nan"), middle, across, up)
            for kind, low, high in (
                ("interval", ends[2 * number], ends[2 * number + 1]),
                ("box", corners[:, 0].min(), corners[:, 0].max()),
            ):
                yield (kind, "", name, _plain(low), _plain(middle), _plain(high), _plain(middle))
            yield ("median", "", name, _plain(median.get_xdata()[0]), _plain(middle), None, None)


def _cell(ax: Any, x: float, y: float) -> str:
    """Return the name of the cell of a heat map that a mark stands in; empty where there is none.

    Cells fill from one whole number to the next, their names stand at the middle.
    """
    from matplotlib.collections import QuadMesh

    if not any(isinstance(one, QuadMesh) for one in ax.collections):
        return ""
    row, column = (_words(axis).get(float(np.floor(at)) + 0.5, "")
                   for axis, at in ((ax.yaxis, y), (ax.xaxis, x)))  # fmt: skip
    return _joined(row, column)


def _joined(row: str, column: str) -> str:
    return " / ".join(filter(None, (row.replace("\n", " "), column.replace("\n", " "))))


def _in_data(artist: Any, ax: Any) -> bool:
    """Whether a mark stands at values of both axes, not at a share of the panel."""
    return bool(artist.get_transform().contains_branch(ax.transData))


def _series(artist: Any) -> str:
    label = str(artist.get_label())
    return "" if label.startswith("_") else label


def _labels(axis: Any) -> dict[int, str]:
    """Return the words at whole positions of an axis, where words were set."""
    return {
        round(place): word
        for place, word in _words(axis).items()
        if abs(place - round(place)) < 1e-6
    }


def _words(axis: Any) -> dict[float, str]:
    """Return position → word of an axis, where words were set."""
    from matplotlib.ticker import FixedLocator, FuncFormatter

    formatter = axis.get_major_formatter()
    if not isinstance(axis.get_major_locator(), FixedLocator) or not isinstance(
        formatter, FuncFormatter
    ):
        return {}
    words = {place: str(formatter(place)) for place in axis.get_majorticklocs()}
    return {round(float(place), 6): word for place, word in words.items() if word.strip()}


def _label(x: float, y: float, across: dict[int, str], up: dict[int, str]) -> str:
    for place, words in ((y, up), (x, across)):
        if words and np.isfinite(place) and words.get(round(float(place))):
            return words[round(float(place))].replace("\n", " ")
    return ""


def _plain(value: Any) -> float | int | str:
    """Return a number as it is written: whole numbers without decimals, no noise of digits."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    if not np.isfinite(number):
        return ""
    number = float(f"{number:.10g}")
    return int(number) if number == int(number) and abs(number) < 1e15 else number
