"""Widths of the columns of a Word table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.office import columns

TEXTS = st.text("abcdefgh MW.1", max_size=60)


def height(heads, rows, widths, size=9):
    """Lines of a table, counted a second way: words joined as long as they fit."""
    total = 0
    for row, factor in [(heads, columns._BOLD), *((row, 1.0) for row in rows)]:
        tallest = 1
        for text, width in zip(row, widths, strict=True):
            line, lines = "", 1
            for word in text.split():
                longer = f"{line} {word}".strip()
                taken = sum(
                    size * (columns._NARROW if x == " " else factor * columns._letter(x))
                    for x in longer
                )
                if line and taken > width - columns.PADDING:
                    line, lines = word, lines + 1
                else:
                    line = longer
            tallest = max(tallest, lines)
        total += tallest
    return total


TABLES = st.integers(2, 5).flatmap(
    lambda n: st.lists(st.lists(TEXTS, min_size=n, max_size=n), min_size=1, max_size=6)
)


@given(TABLES)
def test_the_page_is_filled_and_no_word_is_cut(rows):
    heads = [f"h{n}" for n in range(len(rows[0]))]
    widths = columns.shared(heads, rows, 9, 480)
    assert sum(widths) == pytest.approx(480)
    longest = [
        max(columns._words(f"{word}", 9)[0] for row in [heads, *rows] for word in
            (row[n].split() or ["h"])) for n in range(len(heads))
    ]  # fmt: skip
    if sum(longest) + columns.PADDING * len(heads) * 1.1 <= 480:
        assert all(width >= word for width, word in zip(widths, longest, strict=True))


def test_long_texts_get_the_width_that_short_words_do_not_need():
    heads = ["No.", "Likelihood", "Mitigation", "Owner"]
    rows = [["RK01", "high", "word " * 80, "AMEXCID"], ["RK02", "low", "word " * 60, "SEGOB"]]
    widths = columns.shared(heads, rows, 9, 480)
    assert widths[2] > 0.6 * 480 and max(widths[0], widths[1], widths[3]) < 80
    equal = [120.0] * 4
    assert height(heads, rows, widths) < height(heads, rows, equal) / 2


def test_two_long_columns_share_what_is_left():
    heads, rows = ["A", "B", "n"], [["word " * 40, "word " * 40, "1"]] * 3
    first, second, number = columns.shared(heads, rows, 8, 480)
    assert first == pytest.approx(second, rel=0.15) and number < 60


def test_what_cannot_fit_is_narrowed_in_proportion():
    widths = columns.shared(["a" * 20, "a" * 10], [["x", "y"]], 10, 100)
    assert sum(widths) == pytest.approx(100) and widths[0] > widths[1]


def test_lines_are_counted_as_by_hand():
    # Three words of 20 and gaps of 2: two fit into 42 points, not into 41.
    assert columns._lines([20.0] * 3, 42 + columns.PADDING, 2) == 2
    assert columns._lines([20.0] * 3, 41 + columns.PADDING, 2) == 3
    assert columns._lines([], 10, 2) == 1


def test_what_is_left_over_goes_where_texts_break():
    heads = ["Risk", "Likelihood", "Mitigation"]
    rows = [["short words of a risk that break", "high", "word " * 40]]
    widths = columns.shared(heads, rows, 9, 480)
    assert widths[1] == pytest.approx(columns.longest_word("Likelihood", 9 * columns._BOLD))


def test_heads_take_the_room_of_their_own_type_and_texts_have_the_rest():
    heads = ["No.", "Risk", "Likelihood", "Mitigation"]
    rows = [["RK01", "word " * 12, "high", "word " * 30]] * 3
    as_cells = columns.shared(heads, rows, 9, 480)
    smaller = columns.shared(heads, rows, 9, 480, 7)
    assert sum(smaller) == pytest.approx(480)
    assert smaller[2] < as_cells[2] and smaller[1] + smaller[3] > as_cells[1] + as_cells[3]
    assert smaller[2] >= columns.longest_word("Likelihood", 7 * columns._BOLD) - 1e-9
