"""Tests of ``cohesion/chapters/correlation/poles.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import poles as correlation_poles
from cohesion.errors import DataError
from cohesion.methods import polarisation

POSITIONS = pd.Series([-1.5, -0.9, -0.3, 0.5, 1.8], index=list(correlation_poles.DEGREES))


def shares(*rows):
    return pd.DataFrame(
        rows, columns=list(correlation_poles.DEGREES), index=[f"{i:02d}" for i in range(len(rows))]
    )


@pytest.fixture
def municipalities() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "state_code": ["01", "01", "01", "02", "02"],
            "population": [100, 300, 100, 50, 150],
            "degree": [1, 3, 5, 1, 5],
            "index": [-1.6, 0.1, 2.0, -1.4, 1.6],
        },
        index=["01001", "01002", "01003", "02001", "02002"],
    )


def test_shares_and_positions_by_hand(municipalities):
    found = correlation_poles.shares_by_degree(municipalities)
    assert found.loc["01"].tolist() == pytest.approx([0.2, 0, 0.6, 0, 0.2])
    positions = correlation_poles.degree_positions(municipalities)
    assert positions[1] == pytest.approx((-1.6 * 100 - 1.4 * 50) / 150)
    assert np.isnan(positions[2])
    assert polarisation.esteban_ray(found, positions).gt(0).all()


def test_classes_and_national_shares(municipalities):
    table = shares(
        [0.3, 0.2, 0.1, 0.2, 0.2],
        [0.6, 0.2, 0.2, 0, 0],
        [0, 0.1, 0.1, 0.2, 0.6],
        [0.1, 0.1, 0.6, 0.1, 0.1],
    )
    assert correlation_poles.classify(table, 0.4).tolist() == [
        "polarised",
        "low_pole",
        "high_pole",
        "no_pole",
    ]
    people = pd.Series([10.0, 20, 30, 40], index=table.index)
    found = correlation_poles.national_shares(table, people, [0.4, 0.9])
    assert found.loc[0.4].tolist() == [10, 30, 20, 40]
    assert found.loc[0.9].tolist() == [0, 0, 0, 100]


def test_broken_input_is_named(municipalities):
    with pytest.raises(DataError, match="row 01002, column 'degree'"):
        correlation_poles.shares_by_degree(municipalities.assign(degree=[1, 9, 5, 1, 5]))
    with pytest.raises(DataError, match="row 02001, column 'population'"):
        correlation_poles.shares_by_degree(municipalities.assign(population=[1, 1, 1, np.nan, 1]))
    with pytest.raises(DataError, match="does not rise"):
        correlation_poles.degree_positions(municipalities.assign(index=[2, 0, -2, 2, -2]))
    with pytest.raises(DataError, match="alpha is 2"):
        polarisation.esteban_ray(shares([1, 0, 0, 0, 0]), POSITIONS, 2)
    with pytest.raises(DataError, match="sum to one"):
        polarisation.esteban_ray(shares([0.5, 0, 0, 0, 0]), POSITIONS)
