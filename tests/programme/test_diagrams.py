"""Tests of ``cohesion/programme/diagrams.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    diagrams,
    stakeholders,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_same_data_same_picture():
    graph = diagrams.network(stakeholders.load_links(), stakeholders.load_actors())
    assert diagrams.positions(graph) == diagrams.positions(graph.copy())
