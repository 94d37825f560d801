"""Tests of ``cohesion/readers/lapop.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import lapop
from tests.tools.spoilt import values, written

HEAD = "nivel,anio,unidad,n," + ",".join(lapop.SERIES) + "\n"
ROWS = "nacional,2010,México,1600,50,40,30\nestrato,2010,Sur,100,20,,10\nestado,2010,Sur,9,1,1,1\n"


def test_shares_of_nation_and_strata_with_the_error_of_a_simple_sample(tmp_path):
    frame = lapop.build_trust(written(tmp_path, lapop.FILE, HEAD + ROWS))
    assert values(frame, "group", "indicator") == {
        ("all", "interpersonal_trust_lapop"): 50,
        ("stratum_south", "interpersonal_trust_lapop"): 20,
        ("all", "democracy_satisfaction_lapop"): 40,
        ("all", "victimisation_lapop"): 30,
        ("stratum_south", "victimisation_lapop"): 10,
    }
    errors = frame.set_index(["group", "indicator"])["se"]
    # 100 · √(0.5 · 0.5 / 1600) and 100 · √(0.2 · 0.8 / 100), by hand.
    assert errors["all", "interpersonal_trust_lapop"] == 1.25
    assert errors["stratum_south", "interpersonal_trust_lapop"] == 4
    assert set(frame["state_code"]) == {"00"}


def test_a_missing_file_names_the_cure(tmp_path):
    with pytest.raises(DataError, match="make data SOURCES"):
        lapop.build_trust(tmp_path)
