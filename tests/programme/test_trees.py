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


def test_both_trees_have_the_same_shape_and_every_text_stands_once():
    problems, goals = trees.load_problems(), trees.load_goals()
    shapes = []
    for nodes, (top, columns) in (
        (problems, trees.layout(problems)), (goals, trees.layout(problems, goals))
    ):  # fmt: skip
        texts = [text for row in top for text in row]
        texts += [text for _, cause, roots in columns for text in (cause, *roots)]
        assert sorted(texts) == sorted(node.text for node in nodes.values())
        shapes.append(([len(row) for row in top], [len(roots) for *_, roots in columns]))
    assert shapes[0] == shapes[1] and shapes[0][0] == [1, 2, 1]


def test_numbers_and_tables_of_the_trees_count_their_nodes():
    problems, goals = trees.load_problems(), trees.load_goals()
    numbers = trees.numbers(problems)
    assert numbers["problems-number"] == len(trees.node_table(problems)) == len(problems)
    assert numbers["problems-roots-r1"] == "five"
    empty = trees.node_table(problems)["Rests on"].eq("")
    assert not empty.any()
    assert len(trees.evidence_of(problems)) >= numbers["problems-number"] - int(
        numbers["problems-without-figure"]
    )
    table = trees.goal_table(problems, goals)
    assert set(table["Turns round"]) <= {node.text for node in problems.values()}
