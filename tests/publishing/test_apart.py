"""Columns of CSV files: one number a cell, whatever a page writes into one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion import formats
from cohesion.publishing import apart

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 2))


def of(*cells):
    return dict(apart.columns(["x"], [[cell] for cell in cells]))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_every_written_interval_comes_back_as_two_numbers(rows):
    plain = [formats.interval(low, high, 2) for _, low, high in rows]
    assert of(*plain) == {"x, from": [low for _, low, _ in rows], "x, to": [up for *_, up in rows]}
    beside = [
        f"{formats.signed(value, 2)} ({formats.interval(low, high, 2)})"
        for value, low, high in rows
    ]
    assert of(*beside) == {
        "x": [value for value, *_ in rows],
        "x, from": [low for _, low, _ in rows],
        "x, to": [high for *_, high in rows],
    }


@given(st.lists(st.one_of(NUMBERS, st.none()), min_size=1, max_size=6), st.integers(0, 2))
def test_a_column_of_numbers_stays_one_column(values, digits):
    assert of(*values) == {"x": values}
    shown = [formats.number(value, digits) for value in values]
    exact = {"0": {str(row): value for row, value in enumerate(values) if value is not None}}
    assert dict(apart.columns(["x"], [[cell] for cell in shown], exact)) == {"x": values}


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (["0.43 (<\u00a00.001)", "0.25 (0.003)", "–"],
         {"x": [0.43, 0.25, None], "x, in brackets": ["<0.001", 0.003, None]}),
        (["1\u00a0355\u00a0100; 301\u00a0500", ""],
         {"x, first": [1355100, None], "x, second": [301500, None]}),
        (["3.2 ± 0.5", "4.1", "–"],
         {"x": [3.2, 4.1, None], "x, half of the interval": [0.5, None, None]}),
        (["33.5 (2016)"], {"x": [33.5], "x, in brackets": [2016]}),
        (["−4.0 to +2.2 %", "0.1 to 0.2 %"], {"x, from": [-4.0, 0.1], "x, to": [2.2, 0.2]}),
        (["−1.0 %", "+0.8 %", "0.0\u00a0%"], {"x": [-1.0, 0.8, 0.0]}),
        # Points and percentages in one column: the unit must not be lost.
        ([8.8, "−29 %", "+10\u00a0%"], {"x": [8.8, -29, 10], "x, unit": ["", "%", "%"]}),
        (["−7.1 to +7.1", "−30 % to +43 %"],
         {"x, from": [-7.1, -30], "x, to": [7.1, 43], "x, unit": ["", "%"]}),
    ],
)  # fmt: skip
def test_what_pages_glue_together_is_taken_apart(cells, columns):
    assert of(*cells) == columns


@pytest.mark.parametrize(
    "cells",
    [["07", "08"], ["1.2 to 3.4", "no interval"], ["2005–2007"], ["46.2 % (2012)", "Oaxaca, 89"],
     ["Chiapas 78.4\u00a0% (2010)"], ["5 to 10 days"], ["about 3 ± 1"], ["A1.3 (2)"], ["+ 5"]],
)  # fmt: skip
def test_text_stays_text(cells):
    assert of(*cells) == {"x": cells}
