"""Tests of ``cohesion/programme/figures.py``."""

from __future__ import annotations

import pytest

from cohesion.programme import (
    figures,
)
from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_gantt_shows_every_activity(design):
    fig = figures.gantt(design)
    labels = " ".join(t.get_text().replace("\n", " ") for t in fig.axes[0].get_yticklabels())
    for item in design.activities.activities:
        assert f"{item.id} {item.title}" in labels
