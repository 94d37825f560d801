"""Tests of ``cohesion/programme/baselines.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.programme import (
    baselines,
)
from cohesion.programme import targets as programme_targets
from cohesion.programme.design import load_design

STATES = ["20", "24"]


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_unknown_state_is_a_gap_and_not_a_zero(design):
    chosen = baselines.selections(design.baselines)
    frame = chosen["BL-poverty"].frame
    kept = frame[frame["state_code"] != "20"]
    chosen["BL-poverty"] = type(chosen["BL-poverty"])(kept, "state")
    with pytest.raises(DataError, match="no figure of 'poverty' for Oaxaca in 2010"):
        programme_targets.baseline_values(design.baselines, chosen, STATES)
