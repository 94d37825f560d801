"""Tests of ``cohesion/programme/amounts.py``."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cohesion.programme import (
    amounts,
)

# ------------------------------------------------------------------------------- budget


@given(
    st.integers(0, 10**8),
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.floats(0.1, 100), min_size=1),
    st.sampled_from([1, 10, 1000]),
)
def test_apportioned_parts_add_to_the_total(total, weights, step):
    parts = amounts.apportion(total, weights, step)
    assert sum(parts.values()) == total
    heaviest = max(weights, key=lambda name: weights[name])
    whole = sum(weights.values())
    for name in weights:
        if name != heaviest:
            assert parts[name] % step == 0
            assert abs(parts[name] - total * weights[name] / whole) <= step / 2 + 1e-6


@given(st.integers(0, 10**8), st.lists(st.integers(8050, 8075), min_size=1, max_size=30))
def test_years_add_to_the_line(total, quarters):
    years = amounts.spread(total, quarters)
    assert sum(years.values()) == total
    assert set(years) == {quarter // 4 for quarter in quarters}


def test_spread_by_hand():
    # Three quarters of 2013 and one of 2014: 75 and 25 per cent.
    assert amounts.spread(1001, [8053, 8054, 8055, 8056]) == {2013: 751, 2014: 250}
    assert amounts.half_up(2.5) == 3 and amounts.half_up(1500, 1000) == 2000
