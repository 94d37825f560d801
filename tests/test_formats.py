"""How numbers are written."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion import formats


@pytest.mark.parametrize(
    ("x", "digits", "written"),
    [(1234567.891, 1, "1 234 567.9"), (-0.04, 1, "0.0"), (-3.26, 1, "−3.3"), (0, 0, "0"),
     (999.95, 1, "1 000.0"), (math.nan, 1, "–"), (None, 1, "–")],
)  # fmt: skip
def test_numbers(x, digits, written):
    assert formats.number(x, digits) == written.replace(" ", "\u00a0")


def test_small_forms():
    assert formats.percent(46.14) == "46.1\u00a0%"
    assert formats.euro(1250000) == "EUR\u00a01\u00a0250\u00a0000"
    assert formats.p_value(0.0001) == "<\u00a00.001"
    assert formats.p_value(0.04567) == "0.046"
    assert (
        formats.signed(1.26) == "+1.3"
        and formats.signed(-1.26) == "−1.3"
        and formats.signed(0.01) == "0.0"
    )
    assert formats.interval(-1, 2.25, 1) == "−1.0 to 2.2"


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_what_is_written_is_the_rounded_number(x, digits):
    text = formats.number(x, digits).replace("\u00a0", "").replace("−", "-")
    assert float(text) == pytest.approx(x, abs=0.5000001 * 10**-digits + 4e-16 * abs(x))


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_every_written_number_reads_as_one(x, digits):
    assert formats.looks_numeric(formats.number(x, digits)) and formats.looks_numeric(
        formats.percent(x, digits)
    )


def test_a_column_is_set_to_the_right_only_if_all_of_it_is_numbers():
    assert formats.column_of_numbers(["1\u00a0234", "–", "", "7=", "46.1†", "−0.4"])
    for other in ("4.2 to 5.1", "2010 Q1", "32 of 32", "n.d.", "A1.2"):
        assert not formats.column_of_numbers(["1", other])
    assert not formats.column_of_numbers(["–", ""])


def test_the_groups_of_a_number_keep_together():
    nbsp = "\u00a0"
    assert formats.unbroken("per 1 000 births") == f"per 1{nbsp}000 births"
    assert formats.unbroken("1 184 996 in 2010") == f"1{nbsp}184{nbsp}996 in 2010"
    for same in ("2008 2010", "article 5 and 120", "in 2 parts"):
        assert formats.unbroken(same) == same


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("−1\u00a0234.5", -1234.5), ("+3", 3), ("78.5\u00a0%†", 78.5),
        ("1\u00a0250\u00a0000", 1250000),
        ("07", "07"), ("−07", "−07"), ("4.2 to 5.1", "4.2 to 5.1"), ("", None),
        (" – ", None), (7, 7),
        (formats.number(1 / 3, 1), 1 / 3),
    ],
)  # fmt: skip
def test_software_reads_what_was_written(cell, read):
    found = formats.machine_readable(cell)
    assert found == read and type(found) is type(read)


def test_a_p_value_is_never_nought():
    shown = {0.0004: "<\u00a00.001", 0.0124: "0.012", math.nan: "–"}
    assert {formats.p_value(p): text for p, text in shown.items()} == {
        text: text for text in shown.values()}  # fmt: skip


def test_ends_of_intervals_and_groups_of_a_number_stay_together():
    table = pd.DataFrame({"low": [-1.25, 0.0], "high": [2.0, 3.14159], "lo": [1.0, 2.0]})
    assert formats.ends(table, digits=2) == ["−1.25 to 2.00", "0.00 to 3.14"]
    assert formats.ends(table, low="lo") == ["1.0 to 2.0", "2.0 to 3.1"]
    assert formats.unbroken("per 100 000 people in 2010") == "per 100\u00a0000 people in 2010"
