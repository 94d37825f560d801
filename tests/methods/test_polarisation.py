"""Polarisation: Esteban and Ray's own properties, hand-worked values, classes, broken inputs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohesion.chapters.correlation import poles as correlation_poles
from cohesion.errors import DataError
from cohesion.methods import polarisation

POSITIONS = pd.Series([-1.5, -0.9, -0.3, 0.5, 1.8], index=list(correlation_poles.DEGREES))


def shares(*rows):
    return pd.DataFrame(
        rows, columns=list(correlation_poles.DEGREES), index=[f"{i:02d}" for i in range(len(rows))]
    )


@pytest.mark.parametrize("alpha", [0.5, 1.0, 1.6])
def test_two_extreme_halves_are_100_and_one_group_is_zero(alpha):
    found = polarisation.esteban_ray(shares([0.5, 0, 0, 0, 0.5], [0, 1, 0, 0, 0]), POSITIONS, alpha)
    assert found.tolist() == pytest.approx([100, 0])


def test_by_hand():
    # π = 0.25 and 0.75 at distance 3.3, alpha 1: (0.0625·0.75 + 0.5625·0.25)·3.3 over 2·0.125·3.3
    found = polarisation.esteban_ray(shares([0.25, 0, 0, 0, 0.75]), POSITIONS)
    assert found.iloc[0] == pytest.approx(100 * (0.046875 + 0.140625) / 0.25)


def test_against_a_double_loop():
    rng = np.random.default_rng(1)
    row = rng.dirichlet(np.ones(5))
    raw = sum(
        row[i] ** 2.6 * row[j] * abs(POSITIONS.iloc[i] - POSITIONS.iloc[j])
        for i in range(5)
        for j in range(5)
    )
    top = 2 * 0.5**3.6 * 3.3
    assert polarisation.esteban_ray(shares(row), POSITIONS, 1.6).iloc[0] == pytest.approx(
        100 * raw / top
    )


def test_polarisation_is_not_inequality():
    # From four even groups to two poles: the Gini falls (gaps close within the halves), P rises.
    even, poles = [0.25, 0.25, 0, 0.25, 0.25], [0, 0.5, 0, 0.5, 0]
    found = polarisation.esteban_ray(shares(even, poles), POSITIONS, 1.6)
    gini = [
        sum(
            r[i] * r[j] * abs(POSITIONS.iloc[i] - POSITIONS.iloc[j])
            for i in range(5)
            for j in range(5)
        )
        for r in (even, poles)
    ]
    assert found.iloc[1] > found.iloc[0] and gini[1] < gini[0]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(lambda x: sum(x) > 0),
    st.floats(0.1, 1.6),
)
def test_never_negative_and_blind_to_shifting_every_position(counts, alpha):
    row = np.array(counts) / sum(counts)
    one = polarisation.esteban_ray(shares(row), POSITIONS, alpha).iloc[0]
    two = polarisation.esteban_ray(shares(row), POSITIONS + 7, alpha).iloc[0]
    assert one >= 0 and one == pytest.approx(two)


@pytest.mark.parametrize("alpha", [0, -1, 1.7])
def test_a_weight_of_identification_outside_its_range_is_refused(alpha):
    with pytest.raises(DataError, match="alpha is"):
        polarisation.esteban_ray(shares([0.5, 0, 0, 0, 0.5]), POSITIONS, alpha)


def test_shares_that_do_not_sum_to_one_are_refused():
    with pytest.raises(DataError, match="do not sum to one"):
        polarisation.esteban_ray(shares([0.5, 0, 0, 0, 0.4]), POSITIONS)
