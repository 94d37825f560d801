"""Tests of ``cohesion/chapters/profiles/figures.py``."""

from __future__ import annotations

from cohesion.chapters.profiles import figures


def test_sheet_figure_draws_every_series(data):
    figure = figures.sheet_figure(data, "29")
    titles = {axes.get_title(loc="left").replace("\n", " ").replace("\u00a0", " ")
              for axes in figure.axes}  # fmt: skip
    assert {spark.label for spark in data.sheet.sparklines} <= titles
