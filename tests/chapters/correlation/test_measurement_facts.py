"""The numbers that the chapter on measurement names, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters.correlation import measurement_facts as facts


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def test_states_are_named_by_the_classes_of_the_map():
    base = pd.Series([0.9, 0.5, 0.1], ["07", "20", "19"])
    assert values(facts.of_polarisation(base, [0.0, 0.2, 0.5, 1.0])) == {
        "corr-polarisation-highest": "Chiapas", "corr-polarisation-lowest": "Nuevo León",
        # A state on the limit belongs to the class above it.
        "corr-polarisation-darkest": "Chiapas and Oaxaca",
        "corr-polarisation-lightest": "Nuevo León",
    }  # fmt: skip


def test_dimensions_are_told_pair_by_pair():
    scores = pd.DataFrame({"distances": [1.0, 2, 3], "institutions": [3.0, 2, 1],
                           "belonging": [1.0, 2, 4]})  # fmt: skip
    found = values(facts.of_coherence({"distances": 0.8}, pd.Series([40.0, 21.0, 9.0]), scores))
    assert found["corr-dims-di"] == pytest.approx(-1) and found["corr-dims-db"] > 0.9
    assert found["corr-two-components"] == 61 and found["corr-alpha-distances"] == 0.8


def test_ranks_are_told_by_their_ends_and_their_median_width():
    ranks = pd.DataFrame(
        {"base": [1, 2, 3], "low": [1, 1, 2], "high": [4, 3, 3]}, ["19", "20", "07"]
    )
    sobol = pd.DataFrame({"first": [0.42, 0.1]}, ["weights", "scale"])
    found = values(facts.of_ranks(ranks, sobol))
    assert (found["corr-rank-first"], found["corr-rank-last"]) == ("Nuevo León", "Chiapas")
    assert (found["corr-rank-first-high"], found["corr-rank-width"]) == (4, 2)
    assert found["corr-sobol-weights"] == pytest.approx(42)


def test_the_threshold_is_written_in_per_cent():
    frame = facts.of_poles(1.25, 0.4).set_index("name")
    assert frame.at["corr-poles-threshold", "value"] == 40
    assert frame["unit"].tolist() == ["", "%"]
