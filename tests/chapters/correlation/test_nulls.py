"""What a null between states can say: sizes from the formula, pairs shown small."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from cohesion.chapters.correlation import nulls, states, variables


@pytest.fixture(scope="module")
def small(declared):
    return nulls.smallness(
        declared, variables.state_variables(declared).frame, np.random.default_rng(2)
    )


def test_sizes_follow_the_family(declared):
    sizes = nulls.sizes(declared, 32, 68)
    assert sizes.loc["one test", "detectable"] == pytest.approx(0.478, abs=0.001)
    # More tests need a larger association, and have less power at one that is given.
    by_tests = sizes.sort_values("tests")
    assert by_tests["detectable"].is_monotonic_increasing
    assert by_tests["power"].is_monotonic_decreasing
    assert sizes["tests"].max() == 68 and len(sizes) == 2 + len(states.FAMILIES)


def test_detectable_size_is_that_of_fishers_formula(declared):
    s = declared.settings
    reach = (stats.norm.ppf(1 - s.alpha / 68 / 2) + stats.norm.ppf(s.power)) / np.sqrt(29)
    found = nulls.sizes(declared, 32, 68).loc["The whole grid: Holm, first step"]
    assert found["detectable"] == pytest.approx(np.tanh(reach), abs=1e-3)


def test_no_pair_is_shown_small_by_one_kind_of_interval_alone(small):
    assert small.loc["S1", "inside: bootstrap"]
    assert not small.loc["S1", "inside: Fisher"] and not small.loc["S1", "small"]
    kinds = [column for column in small if column.startswith("inside: ")]
    assert len(kinds) == 3
    assert (small["small"].astype(bool) == small[kinds].astype(bool).all(axis=1)).all()


def test_readers_see_each_pair_by_name(declared, small):
    shown = nulls.shown_small(declared, small, {"gini": "Gini"})
    assert len(shown) == len(states.hypotheses(declared)) == len(small)
    assert shown.index[0].startswith("S1 ") and any("Gini –" in pair for pair in shown.index)
    assert list(shown.columns)[:2] == ["r", "Effective states"]
    sizes = nulls.shown_sizes(nulls.sizes(declared, 32, 68))
    assert sizes.columns[0] == "Tests" and sizes.index.name == "Rule"
