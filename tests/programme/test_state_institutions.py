"""Tests of ``cohesion/programme/state_institutions.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    state_institutions,
)
from cohesion.programme.stakeholders import load_actors


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


def test_each_institution_has_its_spanish_name_law_and_what_is_open():
    items = state_institutions.load_institutions()
    table = state_institutions.settle_table(items)
    actors = load_actors()
    assert table.index.tolist() == [actors[item.actor].name_en for item in items]
    for item, (_, row) in zip(items, table.iterrows(), strict=True):
        assert row["In Spanish"] == f"*{actors[item.actor].name_es}*"
        assert row["Legal basis"] == actors[item.actor].legal_text != ""
        told = row["What the inception phase settles"]
        assert told.startswith(item.settle) and told.endswith(item.evidence_note)
