"""Tests of ``cohesion/programme/state_institutions.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    state_institutions,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_state_table_has_a_column_for_each_state():
    table, _ = state_institutions.institution_table(
        state_institutions.load_institutions(), ["07", "20"]
    )
    assert list(table.columns) == ["Figure", "Mexico", "Chiapas", "Oaxaca"]
    poverty = table[table["Figure"].str.startswith("Poverty")]
    assert poverty["Chiapas"].iloc[0] == "78.4"
