"""Tests of ``cohesion/programme/trees.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion import paths
from cohesion.programme import (
    trees,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_chapters_named_in_the_problem_tree_exist():
    for node in trees.load_problems().values():
        for chapter in node.chapters:
            assert (paths.NOTEBOOKS / f"{chapter}.md").is_file(), f"{node.id}: {chapter}"


# ── trees and choices ─────────────────────────────────────────────────────────────────────────────


def test_objective_tree_mirrors_problem_tree_and_holds_every_activity():
    problems, goals = trees.load_problems(), trees.load_goals()
    assert sorted(goal.mirrors for goal in goals.values()) == sorted(problems)
    assert sum(node.level == "core" for node in problems.values()) == 1
