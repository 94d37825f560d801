"""Widths of columns: nothing is cut, and only what must turns the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.paper import tables


def test_numbers_and_words_are_never_cut():
    heads = ["State", "Definition", *(f"Number {year}" for year in range(2000, 2010))]
    rows = [
        ["Veracruz de Ignacio de la Llave", "A long text " * 12, *(["20 000 000"] * 10)],
        ["Mexico", "short", *(["1"] * 10)],
    ]
    layout = tables.plan(heads, rows, [False, False, *([True] * 10)])
    page = tables.LANDSCAPE if layout.landscape else tables.UPRIGHT
    assert sum(layout.widths) == pytest.approx(100, abs=0.1)
    number = tables.text_width("20 000 000", layout.size)
    assert all(share / 100 * page > number + 2 for share in layout.widths[2:])


def test_a_short_table_stays_upright_and_many_columns_turn_the_page():
    short = tables.plan(["A", "B"], [["x", "1"]], [False, True])
    assert not short.landscape and short.size == 8.4
    many = [f"{1000 + i} 000 000" for i in range(19)]
    assert tables.plan(many, [many], [True] * 19).landscape


def test_text_width_agrees_with_hand_measure():
    # A row of equal letters is as wide as their number says; 10 pt is 3.53 mm.
    assert tables.text_width("nnnn") == pytest.approx(4 * tables.text_width("n"))
    one = tables.text_width("n")
    assert tables.text_width("n", 10) == pytest.approx(one * 10 * 25.4 / 72)
    assert tables.text_width("i") < tables.text_width("m")


@given(st.integers(2, 8), st.integers(1, 20), st.data())
def test_widths_fill_the_page_and_each_holds_its_longest_word(columns, rows, data):
    word = st.text(alphabet="abcdefghij", min_size=1, max_size=8)
    text = st.lists(word, min_size=1, max_size=6).map(" ".join)
    heads = [data.draw(word) for _ in range(columns)]
    cells = [[data.draw(text) for _ in range(columns)] for _ in range(rows)]
    layout = tables.plan(heads, cells, [False] * columns)
    page = tables.LANDSCAPE if layout.landscape else tables.UPRIGHT
    assert sum(layout.widths) == pytest.approx(100, abs=0.2)
    for column in range(columns):
        longest = max(
            tables.text_width(part, layout.size)
            for row in [heads, *cells]
            for part in row[column].split()
        )
        assert layout.widths[column] / 100 * page >= longest
