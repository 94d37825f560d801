"""What the page on the declared pairs concludes falls when its results turn."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters.correlation import states_conclusions as conclusions
from tests.chapters.claimed import truth

ALPHA = 0.05


@pytest.fixture
def results() -> pd.DataFrame:
    return pd.DataFrame(
        {"r": [0.2, -0.1, -0.45], "low": [-0.2, -0.4, -0.7], "high": [0.5, 0.3, -0.1],
         "p_holm": [0.9, 0.8, 0.07], "sign": ["+", "+", "?"]}, index=["S1", "S2", "G3"],
    )  # fmt: skip


def test_the_families(results):
    assert all(truth(conclusions.of_families(results, ALPHA, "x")).values())


@pytest.mark.parametrize(
    ("row", "column", "value", "falls"),
    [
        ("G3", "p_holm", 0.04, ["states-none"]),
        ("S1", "p_holm", 0.06, ["states-nearest"]),
        ("G3", "r", 0.4, ["states-nearest"]),
        ("S1", "low", 0.1, ["states-one-interval"]),
        ("G3", "high", 0.1, ["states-one-interval"]),
        ("S2", "r", 0.1, ["states-signs"]),
    ],
)
def test_a_claim_on_the_families_falls(results, row, column, value, falls):
    results.loc[row, column] = value
    found = truth(conclusions.of_families(results, ALPHA, "x"))
    assert [name for name, true in found.items() if not true] == falls


@pytest.mark.parametrize(
    ("ranks", "partial", "other", "holds"),
    [(0.4, 0.03, 0.6, True), (0.06, 0.03, 0.6, False), (0.4, 0.06, 0.6, False),
     (0.4, 0.03, 0.02, False)],
)  # fmt: skip
def test_the_alternatives(results, ranks, partial, other, holds):
    spearman = results.assign(p_holm=[0.9, other, ranks])
    held = results.assign(p_holm=[0.9, 0.9, partial])
    found = conclusions.of_alternatives(results, {"Spearman": spearman, "Both": held}, ALPHA, "x")
    assert truth(found) == {"states-alternatives": holds}


def test_leaving_out_a_state():
    tables = {"S1": pd.DataFrame({"r_without": [0.1, -0.3]})}
    assert truth(conclusions.of_influence(tables, 0.58, "x")) == {"states-influence": True}
    tables["G3"] = pd.DataFrame({"r_without": [-0.6, -0.4]})
    assert truth(conclusions.of_influence(tables, 0.58, "x")) == {"states-influence": False}
