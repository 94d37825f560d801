"""Tests of ``cohesion/programme/tables.py``."""

from __future__ import annotations

import pytest

from cohesion.programme import (
    tables,
)
from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_another_envelope_moves_pilots_and_not_experts(design):
    table = tables.envelopes(design, (-10, 0, 10))
    assert table.loc["Total"].tolist() == [9_000_000, 10_000_000, 11_000_000]
    by_name = table.loc["Communication and visibility"]
    assert by_name.nunique() == 1
    assert (table.loc["Result 1, states"].diff().dropna() > 0).all()
