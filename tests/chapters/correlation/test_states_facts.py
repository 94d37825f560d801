"""The numbers that the chapter on the declared pairs names, by hand and from the plan."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import plan
from cohesion.chapters.correlation import states_facts as facts


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def test_what_was_declared_is_told_as_it_stands_in_the_plan():
    declared = plan.load()
    found = values(facts.of_plan(declared, 32, 0.48))
    assert found["corr-states-alpha"] == declared.settings.alpha and found["corr-states-n"] == 32
    assert found["corr-states-threshold"] == declared.correlations.influence_threshold
    # More states show more at the margin.
    assert (
        values(facts.of_plan(declared, 200, 0.2))["corr-states-power-margin"]
        > (found["corr-states-power-margin"])
    )


def test_signs_clear_pairs_and_moves_are_counted():
    results = pd.DataFrame({
        "sign": ["+", "-", "?", "+"], "r": [0.4, 0.2, 0.5, -0.1], "low": [0.1, -0.2, 0.2, -0.4],
        "high": [0.6, 0.5, 0.7, 0.2],
    }, ["S1", "S2", "G1", "G3"])  # fmt: skip
    influences = {"S1": pd.DataFrame({"r_without": [0.1, 0.39]}),
                  "G3": pd.DataFrame({"r_without": [0.12]})}  # fmt: skip
    assert values(facts.of_results(results, influences, 0.2)) == {
        "corr-states-tests": 4, "corr-states-signed": 3, "corr-states-right-sign": 1,
        # The coefficient that turns its sign but keeps its size is told as turned, not as moved.
        "corr-states-clear": 2, "corr-states-moved": 1, "corr-states-turned": 1,
    }  # fmt: skip


def test_the_pair_with_turnout_is_told_without_states_and_by_other_methods():
    row = pd.Series({"r": -0.5, "low": -0.72, "high": -0.2, "p_holm": 0.004})
    others = {title: pd.DataFrame({"p_holm": [p]}, ["G3"])
              for title, p in (("Spearman", 0.03), ("one", 0.02), ("two", 0.06))}  # fmt: skip
    found = values(facts.of_turnout(row, pd.Series([-0.45, -0.58]), others))
    assert (found["corr-g3-partial-p-low"], found["corr-g3-partial-p-high"]) == (0.02, 0.06)
    assert (found["corr-g3-spearman-p"], found["corr-g3-loo-low"]) == (0.03, -0.58)
    assert found["corr-g3-interval"] == "−0.72 to −0.20"


def test_rates_are_told_without_their_logarithm():
    frame = pd.DataFrame({"homicide": np.log([2.0, 20.0, 120.0]), "gini": [0.4, 0.5, 0.6]})
    found = values(facts.of_spread(frame, pd.Series([0.01, 0.02, 0.03])))
    assert found["corr-states-rate-high"] == pytest.approx(120)
    assert found["corr-states-gini-se"] == 0.02 and found["corr-states-gini-sd"] == pytest.approx(
        0.1
    )
