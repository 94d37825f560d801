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


HYPOTHESES = {"S1": {"x": "gini", "y": "homicide"}, "G1": {"x": "poverty", "y": "homicide"}}


def results(**columns):
    index = pd.Index(list(HYPOTHESES))
    found = {"x": ["gini", "poverty"], "y": "homicide", "r": [0.251, -0.4], "low": [-0.1, -0.66],
             "high": [0.55, -0.06], "p_holm": [0.4, 0.0002], **columns}  # fmt: skip
    return pd.DataFrame(found, index=index)


def test_labels_of_charts_are_short_and_numbered():
    assert views.short_pairs(HYPOTHESES) == {
        "S1": "S1  Gini – homicides", "G1": "G1  poverty – homicides"}  # fmt: skip


def test_alternatives_stand_side_by_side_with_interval_and_p(declared):
    table = views.alternatives_table(
        declared, {"Pearson": results(), "Spearman": results(r=[0.1, 0.2], p_holm=[1.0, 0.05])}
    )
    assert table.columns.tolist() == ["Association", "Pearson", "Spearman"]
    assert table.at["S1", "Association"] == views.pair(declared, "gini", "homicide")
    assert table.at["S1", "Pearson"].startswith("0.25 (−0.10 to 0.55), p\u00a0=\u00a00.4")
    assert "p\u00a0<" in table.at["G1", "Pearson"] and "0.20" in table.at["G1", "Spearman"]


def test_the_first_state_of_each_table_is_the_most_influential(declared):
    without = pd.DataFrame({"r_without": [0.02, 0.24, 0.31]}, index=["08", "12", "01"])
    table = views.influence_table(
        declared, HYPOTHESES, {"S1": without, "G1": without[::-1]}, results()
    )
    assert table.loc["S1", "Most influential state"] == "Chihuahua"
    assert table.loc["S1", "r without it"] == "0.02" and table.loc["S1", "r, all states"] == "0.25"
    assert table.loc["G1", "Most influential state"] == "Aguascalientes"
    ranges = table["Range of r, one state left out"]
    assert ranges.eq("0.02 to 0.31").all()


def test_the_joint_test_is_written_for_readers():
    joint = pd.DataFrame({"observed": [0.2], "expected": [0.0]}, index=["share_positive"])
    shown = views.joint_table(joint)
    assert shown.loc["Positive (%)"].to_dict() == {"Observed": 0.2, "Mean under chance": 0.0}
