"""Tests of ``cohesion/chapters/safety/justice.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.safety import justice
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import select


def test_files_per_crime_and_its_widest_interval():
    ratio = justice.files_per_crime(
        pd.Series({"01": 5, "02": 20}), pd.Series({"01": 100, "02": 80})
    )
    assert ratio.tolist() == [5, 25]
    bounds = justice.files_range(ratio, pd.Series({"01": 1, "02": 3}))
    assert bounds.at["01", "low"] == pytest.approx(5 / 1.294, rel=1e-4)
    assert bounds.at["01", "high"] == pytest.approx(5 / 0.706, rel=1e-4)
    assert np.isnan(bounds.at["02", "high"])


def test_every_state_stands_once_in_the_reform_table():
    stage = pd.Series(0, list(STATE_CODES))
    stage["08"], stage["20"] = 100, 50
    table, source = justice.reform_table(stage)
    assert table["States"].tolist() == [1, 1, 30]
    assert "Chihuahua (before 2010)" in table.iloc[0, 1]
    assert source.startswith("{cite:t}")


def test_the_main_harm_is_the_nations_by_sex():
    table = justice.main_harm(select(list(justice.HARM), sex=None))
    assert table.columns.tolist() == ["total", "women", "men"]
    assert table.index.tolist() == list(justice.HARM.values())
    emotional = table.loc["Emotional or psychological"]
    assert emotional["women"] > emotional["total"] > emotional["men"]
