"""Tests of ``cohesion/checking/declared.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.checking import declared
from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_check_reports_the_design(design):
    line = declared.check()
    assert "no fault" in line and str(design.total) in line
    assert pd.notna(design.total)
