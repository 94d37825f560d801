"""Tests of ``cohesion/chapters/correlation/variables.py``."""

from __future__ import annotations

import numpy as np
import pytest

from cohesion.chapters.correlation import (
    variables,
)


@pytest.fixture(scope="module")
def states(declared):
    return variables.state_variables(declared)


def test_spatial_results_follow_the_plan(declared, states):
    from cohesion.chapters.correlation import space as correlation_space

    weights = correlation_space.state_weights(list(states.frame.index))
    rng = np.random.default_rng(1)
    table = correlation_space.moran_table(declared, states.frame, weights, rng)
    assert list(table.index) == list(declared.space["variables"])
    assert (table["p_holm"] >= table["p_contiguity"]).all() and (table["n"] == 32).all()
    lag = correlation_space.neighbours_mean(states.frame["homicide"], weights["contiguity"])
    centred = states.frame["homicide"] - states.frame["homicide"].mean()
    slope = (centred * (lag - states.frame["homicide"].mean())).sum() / (centred**2).sum()
    assert slope == pytest.approx(table.loc["homicide", "i_contiguity"])
    done = correlation_space.regressions(declared, states.frame, weights["contiguity"], rng)
    shown = correlation_space.shown_models(declared, states.frame, done)
    assert len(shown) == 9 and set(shown["n"]) == {"32"}
    assert (shown["Spatial coefficient"] == "–").sum() == 3
    assert len(correlation_space.shown_diagnostics(declared, done)) == 3
