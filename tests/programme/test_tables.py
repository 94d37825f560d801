"""Tests of ``cohesion/programme/tables.py``."""

from __future__ import annotations

import pytest

from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()
