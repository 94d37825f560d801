"""Tests of ``cohesion/chapters/correlation/views.py``."""

from __future__ import annotations

import pandas as pd

from cohesion.chapters.correlation import (
    views,
)


def test_tables_write_p_and_signs_as_readers_expect(declared):
    table = views.hypothesis_table(declared, ["security"])
    assert table.loc["S1", "Expected sign"] == "positive"
    assert table.loc["S1", "From"] == "{cite:p}`fajnzylber2002inequality`"
    row = pd.Series({"n": 2456, "rate_ratio": 1.1, "low": 1.0, "high": 1.2, "p": 0.0001})
    shown = views.ratio_table({"M": row})
    assert shown.loc["M", "p"].startswith("<") and shown.loc["M", "Rate ratio"] == "1.100"
